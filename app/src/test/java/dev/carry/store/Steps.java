package dev.carry.store;

import dev.carry.model.Costs;
import dev.carry.model.Evidence;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Leg;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.Opportunity;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Quarantine;
import dev.carry.model.Quote;
import dev.carry.model.Risk;
import dev.carry.model.Side;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Steps as the engine would hand them out.
final class Steps {
  static final Instant START = Instant.parse("2026-01-31T07:00:00Z");
  static final VenueId BYBIT = VenueId.of("bybit");
  static final VenueId OKX = VenueId.of("okx");
  static final InstrumentId BTC = InstrumentId.of(BYBIT, "BTCUSDT");
  static final InstrumentId BTC_SWAP = InstrumentId.of(OKX, "BTC-USDT-SWAP");

  private Steps() {}

  /// The step of a sequence in an endless run that always looks the same: settlements, prices and
  /// findings that all name their sequence.
  static Step of(long sequence) {
    Instant at = START.plusSeconds(sequence);
    BigDecimal value = BigDecimal.valueOf(sequence, 6);
    InstrumentId id = InstrumentId.of(BYBIT, "COIN" + sequence % 50 + "USDT");
    Input input =
        switch ((int) (sequence % 8)) {
          case 0 ->
              new FundingSettled(
                  id,
                  at,
                  at,
                  value,
                  Duration.ofHours(8),
                  START.plus(Duration.ofHours(sequence)),
                  null);
          case 1 -> new MarkPrice(id, at, at, value);
          case 2 -> new IndexPrice(id, null, at, value);
          case 3 -> quote(id, at, value);
          case 4 ->
              new Liquidation(
                  id,
                  at,
                  at,
                  value,
                  BigDecimal.ONE,
                  Instrument.SizeIn.BASE,
                  Liquidation.Position.LONG,
                  Liquidation.PriceIs.FILL,
                  true);
          case 5 -> new FeedStatus(BYBIT, "linear", FeedStatus.State.LIVE, "n" + sequence, at);
          case 6 -> new Tick(at);
          default -> new PremiumIndex(id, at, at, value.negate());
        };
    return new Step(
        sequence, input, sequence % 5 == 0 ? List.of(opportunity(sequence, at)) : List.of());
  }

  /// How many rows [#of(long)] leaves when nothing is sampled away.
  static int rows(long sequence) {
    return (sequence % 8 == 6 ? 0 : 1) + (sequence % 5 == 0 ? 1 : 0);
  }

  static Step step(long sequence, Input input) {
    return new Step(sequence, input, List.of());
  }

  static FundingSettled settled(InstrumentId id, String rate, Instant at) {
    return new FundingSettled(
        id, at, at.plusSeconds(5), new BigDecimal(rate), Duration.ofHours(8), at, null);
  }

  static FundingEstimate estimate(
      InstrumentId id, String rate, Instant at, @Nullable Instant settlesAt) {
    return new FundingEstimate(
        id,
        null,
        at,
        new BigDecimal(rate),
        Duration.ofHours(8),
        settlesAt,
        FundingEstimate.Which.COMING);
  }

  static Quote quote(InstrumentId id, Instant at, BigDecimal bid) {
    return new Quote(
        id, at, at, bid, new BigDecimal("1.50"), null, null, Instrument.SizeIn.CONTRACTS);
  }

  static OpenInterest openInterest(InstrumentId id, Instant at, String size) {
    return new OpenInterest(
        id, at, at, new BigDecimal(size), Instrument.SizeIn.CONTRACTS, new BigDecimal("1E+3"));
  }

  static Listing listing(InstrumentId id, Instant at, Duration period) {
    return new Listing(
        Instrument.perpetual(id, "BTC", "USDT").fundingPeriod(period).build(), null, at);
  }

  static Finding.Head head(String id, String asset, int revision, Instant at) {
    return new Finding.Head(
        id,
        revision,
        "cross-venue",
        asset,
        START,
        at,
        revision == 1 ? Finding.Status.OPEN : Finding.Status.UPDATED,
        List.of(
            new Evidence(
                Fact.MARK, BTC, new BigDecimal("97525.5"), null, at, Duration.ofMillis(12))));
  }

  static Opportunity opportunity(long sequence, Instant at) {
    return new Opportunity(
        head("o" + sequence, "BTC", 1, at),
        List.of(
            leg(BTC_SWAP, Side.BUY, 97_500, 97_499, 0.00011, at),
            leg(BTC, Side.SELL, 97_510, 97_511, 0.00015, at)),
        10_000,
        0.0438,
        -0.01,
        -0.008,
        Duration.ofDays(7),
        null,
        null,
        new Costs(0.0021, 0.0001, null, null, null, null, 0.0),
        0.0001,
        null,
        null,
        null,
        List.of(Risk.of("“quoted” \"risk\"")),
        false,
        null);
  }

  private static Leg leg(
      InstrumentId id, Side side, double price, double exit, double rate, Instant at) {
    return new Leg(
        id, side, price, exit, BigDecimal.ONE, 0.0005, 0.0002, rate, Duration.ofHours(8), at, null);
  }

  static Quarantine quarantine(String id, Instant at) {
    return new Quarantine(
        head(id, "ETH", 1, at),
        BTC,
        Fact.FUNDING_ESTIMATE,
        Quarantine.Gate.CAP,
        new BigDecimal("0.5"),
        "0.5 is above the cap 0.03");
  }
}
