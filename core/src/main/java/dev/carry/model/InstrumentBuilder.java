package dev.carry.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Builds an [Instrument] field by field: twenty constructor arguments would be read wrong.
public final class InstrumentBuilder {
  private final InstrumentId id;
  private Instrument.Kind kind;
  private String base;
  private String quote;
  private String settle;
  private Instrument.Payoff payoff = Instrument.Payoff.LINEAR;
  private Instrument.SizeIn sizeIn = Instrument.SizeIn.BASE;
  private BigDecimal contractValue = BigDecimal.ONE;
  private BigDecimal priceMultiplier = BigDecimal.ONE;
  private @Nullable BigDecimal tickSize;
  private String indexSymbol;
  private Instrument.Settles settles = Instrument.Settles.PERIODIC;
  private @Nullable Duration fundingPeriod;
  private @Nullable BigDecimal fundingCap;
  private @Nullable BigDecimal fundingFloor;
  private @Nullable BigDecimal interestRate;
  private @Nullable Instant expiry;
  private @Nullable BigDecimal strike;
  private Instrument.@Nullable OptionType optionType;
  private Instrument.Status status = Instrument.Status.TRADING;

  InstrumentBuilder(InstrumentId id, Instrument.Kind kind, String base, String quote) {
    this.id = id;
    this.kind = kind;
    this.base = base;
    this.quote = quote;
    this.settle = quote;
    this.indexSymbol = id.symbol();
  }

  InstrumentBuilder(Instrument from) {
    this(from.id(), from.kind(), from.base(), from.quote());
    settle = from.settle();
    payoff = from.payoff();
    sizeIn = from.sizeIn();
    contractValue = from.contractValue();
    priceMultiplier = from.priceMultiplier();
    tickSize = from.tickSize();
    indexSymbol = from.indexSymbol();
    settles = from.settles();
    fundingPeriod = from.fundingPeriod();
    fundingCap = from.fundingCap();
    fundingFloor = from.fundingFloor();
    interestRate = from.interestRate();
    expiry = from.expiry();
    strike = from.strike();
    optionType = from.optionType();
    status = from.status();
  }

  public InstrumentBuilder kind(Instrument.Kind value) {
    kind = value;
    return this;
  }

  public InstrumentBuilder base(String value) {
    base = value;
    return this;
  }

  public InstrumentBuilder quote(String value) {
    quote = value;
    return this;
  }

  public InstrumentBuilder settle(String value) {
    settle = value;
    return this;
  }

  public InstrumentBuilder payoff(Instrument.Payoff value) {
    payoff = value;
    return this;
  }

  public InstrumentBuilder sizeIn(Instrument.SizeIn value) {
    sizeIn = value;
    return this;
  }

  public InstrumentBuilder contractValue(BigDecimal value) {
    contractValue = value;
    return this;
  }

  public InstrumentBuilder priceMultiplier(BigDecimal value) {
    priceMultiplier = value;
    return this;
  }

  public InstrumentBuilder tickSize(@Nullable BigDecimal value) {
    tickSize = value;
    return this;
  }

  public InstrumentBuilder indexSymbol(String value) {
    indexSymbol = value;
    return this;
  }

  public InstrumentBuilder settles(Instrument.Settles value) {
    settles = value;
    return this;
  }

  public InstrumentBuilder fundingPeriod(@Nullable Duration value) {
    fundingPeriod = value;
    return this;
  }

  public InstrumentBuilder fundingCap(@Nullable BigDecimal value) {
    fundingCap = value;
    return this;
  }

  public InstrumentBuilder fundingFloor(@Nullable BigDecimal value) {
    fundingFloor = value;
    return this;
  }

  public InstrumentBuilder interestRate(@Nullable BigDecimal value) {
    interestRate = value;
    return this;
  }

  public InstrumentBuilder expiry(@Nullable Instant value) {
    expiry = value;
    return this;
  }

  public InstrumentBuilder strike(@Nullable BigDecimal value) {
    strike = value;
    return this;
  }

  public InstrumentBuilder optionType(Instrument.@Nullable OptionType value) {
    optionType = value;
    return this;
  }

  public InstrumentBuilder status(Instrument.Status value) {
    status = value;
    return this;
  }

  public Instrument build() {
    return new Instrument(
        id,
        kind,
        base,
        quote,
        settle,
        payoff,
        sizeIn,
        contractValue,
        priceMultiplier,
        tickSize,
        indexSymbol,
        settles,
        fundingPeriod,
        fundingCap,
        fundingFloor,
        interestRate,
        expiry,
        strike,
        optionType,
        status);
  }
}
