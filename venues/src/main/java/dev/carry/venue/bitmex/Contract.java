package dev.carry.venue.bitmex;

import static dev.carry.venue.bitmex.InstrumentRows.EXPIRY;
import static dev.carry.venue.bitmex.InstrumentRows.INTERVAL;
import static dev.carry.venue.bitmex.InstrumentRows.INVERSE;
import static dev.carry.venue.bitmex.InstrumentRows.MULTIPLIER;
import static dev.carry.venue.bitmex.InstrumentRows.NEXT_RATE;
import static dev.carry.venue.bitmex.InstrumentRows.QUANTO;
import static dev.carry.venue.bitmex.InstrumentRows.QUOTE;
import static dev.carry.venue.bitmex.InstrumentRows.RATE;
import static dev.carry.venue.bitmex.InstrumentRows.SETTLE;
import static dev.carry.venue.bitmex.InstrumentRows.SETTLES_AT;
import static dev.carry.venue.bitmex.InstrumentRows.STATE;
import static dev.carry.venue.bitmex.InstrumentRows.TICK;
import static dev.carry.venue.bitmex.InstrumentRows.TO_POSITION;
import static dev.carry.venue.bitmex.InstrumentRows.TO_SETTLE;
import static dev.carry.venue.bitmex.InstrumentRows.TYPE;
import static dev.carry.venue.bitmex.InstrumentRows.UNDERLYING;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.venue.IsoTime;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.json.JsonFields;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One instrument as the rows said it so far.
final class Contract {
  private static final int[] TEXTS = {
    TYPE, STATE, UNDERLYING, QUOTE, SETTLE, EXPIRY, INTERVAL, SETTLES_AT
  };
  private static final int[] NUMBERS = {MULTIPLIER, TO_POSITION, TO_SETTLE, TICK, RATE, NEXT_RATE};

  /// Fields whose change makes another instrument of it.
  private static final int[] TERMS = {
    TYPE,
    STATE,
    UNDERLYING,
    QUOTE,
    SETTLE,
    EXPIRY,
    INTERVAL,
    MULTIPLIER,
    TO_POSITION,
    TO_SETTLE,
    TICK,
    INVERSE,
    QUANTO
  };

  private final @Nullable String[] texts = new String[InstrumentRows.QUOTE_24H + 1];
  private final @Nullable BigDecimal[] numbers = new BigDecimal[InstrumentRows.QUOTE_24H + 1];
  private boolean inverse;
  private boolean quanto;

  /// An instrument, or why there is none; neither where too little is known.
  record Outcome(@Nullable Instrument instrument, @Nullable String why) {}

  /// Takes what a row says.
  ///
  /// @return whether its terms are among that
  boolean take(JsonFields row) {
    for (int field : TEXTS) {
      if (row.has(field)) {
        texts[field] = row.text(field);
      }
    }
    for (int field : NUMBERS) {
      if (row.has(field)) {
        numbers[field] = row.decimal(field);
      }
    }
    if (row.has(INVERSE)) {
      inverse = row.at(INVERSE).bool();
    }
    if (row.has(QUANTO)) {
      quanto = row.at(QUANTO).bool();
    }
    for (int field : TERMS) {
      if (row.has(field)) {
        return true;
      }
    }
    return false;
  }

  /// When the coming rate settles.
  @Nullable Instant settlesAt() {
    return IsoTime.parse(texts[SETTLES_AT]);
  }

  @Nullable Duration period() {
    return TapeRows.period(texts[INTERVAL]);
  }

  @Nullable BigDecimal rate() {
    return numbers[RATE];
  }

  @Nullable BigDecimal nextRate() {
    return numbers[NEXT_RATE];
  }

  Outcome instrument(InstrumentId id) {
    String type = texts[TYPE];
    String underlying = texts[UNDERLYING];
    String quote = texts[QUOTE];
    String state = texts[STATE];
    if (type == null || underlying == null || quote == null || state == null) {
      return new Outcome(null, null);
    }
    Instrument.Kind kind =
        switch (type) {
          case "FFWCSX", "FFWCSF" -> Instrument.Kind.PERPETUAL;
          case "FFCCSX" -> Instrument.Kind.DATED_FUTURE;
          case "IFXXXP" -> Instrument.Kind.SPOT;
          default -> null;
        };
    if (kind == null) {
      return new Outcome(null, "a kind of contract that is not read: " + type);
    }
    BigDecimal value = contractValue();
    if (value == null) {
      return new Outcome(null, "a contract whose size nobody says");
    }
    ListedAsset asset = ListedAsset.of(coin(underlying));
    String settle = texts[SETTLE];
    InstrumentBuilder builder =
        Instrument.perpetual(id, asset.name(), coin(quote))
            .kind(kind)
            .settle(settle == null ? coin(quote) : coin(settle))
            .priceMultiplier(asset.multiplier())
            .payoff(payoff())
            .sizeIn(Instrument.SizeIn.CONTRACTS)
            .contractValue(value)
            .tickSize(positive(numbers[TICK]))
            .status(status(state));
    if (kind == Instrument.Kind.PERPETUAL) {
      builder.fundingPeriod(period());
    } else {
      builder.settles(Instrument.Settles.NONE).expiry(IsoTime.parse(texts[EXPIRY]));
    }
    return new Outcome(builder.build(), null);
  }

  private Instrument.Payoff payoff() {
    return inverse
        ? Instrument.Payoff.INVERSE
        : quanto ? Instrument.Payoff.QUANTO : Instrument.Payoff.LINEAR;
  }

  /// Dollars of an inverse contract; of a quanto one what it gains in the settlement coin for each
  /// unit of price; base units of a linear one.
  private @Nullable BigDecimal contractValue() {
    BigDecimal multiplier = numbers[MULTIPLIER];
    BigDecimal toSettle = numbers[TO_SETTLE];
    BigDecimal toPosition = positive(numbers[TO_POSITION]);
    if (inverse) {
      return multiplier == null || toSettle == null || toSettle.signum() == 0
          ? null
          : positive(multiplier.divide(toSettle, MathContext.DECIMAL64));
    }
    if (quanto) {
      return "XBt".equals(texts[SETTLE]) && multiplier != null
          ? positive(multiplier.movePointLeft(8))
          : null;
    }
    return toPosition == null ? null : BigDecimal.ONE.divide(toPosition, MathContext.DECIMAL64);
  }

  private static @Nullable BigDecimal positive(@Nullable BigDecimal value) {
    return value == null || value.signum() <= 0 ? null : value;
  }

  /// BitMEX writes bitcoin as XBT, and coins of settlement in their smallest units: XBt, USDt.
  private static String coin(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.equals("XBT") ? "BTC" : upper;
  }

  private static Instrument.Status status(String state) {
    return switch (state) {
      case "Open" -> Instrument.Status.TRADING;
      case "Unlisted" -> Instrument.Status.PRE_LAUNCH;
      case "Closed" -> Instrument.Status.HALTED;
      case "Settled", "Delisted" -> Instrument.Status.DELISTED;
      default -> throw new IllegalArgumentException("an unknown state: " + state);
    };
  }
}
