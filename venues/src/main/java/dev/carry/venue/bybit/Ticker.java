package dev.carry.venue.bybit;

import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.Quote;
import dev.carry.model.Volume;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The fields of one ticker as sent, by socket or REST, and the facts they state. Reused.
final class Ticker {
  private static final int SYMBOL = 0;
  private static final int RATE = 1;
  private static final int SETTLES_AT = 2;
  private static final int HOURS = 3;
  private static final int MARK = 4;
  private static final int INDEX = 5;
  private static final int OPEN_INTEREST = 6;
  private static final int OPEN_INTEREST_VALUE = 7;
  private static final int VOLUME = 8;
  private static final int TURNOVER = 9;
  private static final int BID = 10;
  private static final int BID_SIZE = 11;
  private static final int ASK = 12;
  private static final int ASK_SIZE = 13;
  private static final int USD_INDEX = 14;
  private static final int UNDERLYING = 15;

  private static final Names NAMES =
      Names.of(
          "symbol",
          "fundingRate",
          "nextFundingTime",
          "fundingIntervalHour",
          "markPrice",
          "indexPrice",
          "openInterest",
          "openInterestValue",
          "volume24h",
          "turnover24h",
          "bid1Price",
          "bid1Size",
          "ask1Price",
          "ask1Size",
          "usdIndexPrice",
          "underlyingPrice");

  private static final int FUNDING = 1 << RATE | 1 << SETTLES_AT | 1 << HOURS;
  private static final int QUOTE = 1 << BID | 1 << BID_SIZE | 1 << ASK | 1 << ASK_SIZE;

  /// No interval of Bybit's is longer than a day.
  private static final BigDecimal LONGEST_HOURS = BigDecimal.valueOf(24);

  private final Interned<Market> markets;
  private final Instruments listed;

  /// Which fields were there, a bit each; an empty text is there, and has no value.
  private int present;

  private final @Nullable BigDecimal[] values = new @Nullable BigDecimal[UNDERLYING + 1];
  private @Nullable Instant settlesAt;
  private @Nullable Market market;

  Ticker(Interned<Market> markets, Instruments listed) {
    this.markets = markets;
    this.listed = listed;
  }

  /// Reads one ticker; nothing is remembered yet, so a broken one leaves no trace.
  void read(JsonReader json) {
    present = 0;
    market = null;
    json.beginObject();
    for (int field; (field = json.nextField(NAMES)) != JsonReader.END; ) {
      switch (field) {
        case JsonReader.OTHER -> json.skip();
        case SYMBOL -> market = json.interned(markets);
        case SETTLES_AT -> settlesAt = json.millis();
        default -> values[field] = json.decimal();
      }
      if (field >= 0) {
        present |= 1 << field;
      }
    }
  }

  @Nullable Market market() {
    return market;
  }

  /// Only a spot ticker has a dollar index, and it has no mark.
  boolean isSpot() {
    return has(USD_INDEX) && !has(MARK);
  }

  /// Only a contract's ticker has a mark.
  boolean isContract() {
    return has(MARK);
  }

  boolean isOption() {
    return has(UNDERLYING);
  }

  /// The facts of the ticker read last, in a fixed order.
  ///
  /// @param of whose ticker
  /// @param partial what is known from earlier deltas; taken further
  /// @param rows gets the facts, and what cannot be right
  void facts(
      Market of, Partial partial, @Nullable Instant venueTime, Instant receivedAt, Rows rows) {
    Instrument instrument = listed.find(of.id);
    Instrument.SizeIn sizeIn = of.sizeIn(listed);
    if ((present & FUNDING) != 0) {
      remember(of, partial, rows);
      BigDecimal rate = partial.rate;
      if (rate != null && partial.settlesAt != null && of.perpetual(instrument)) {
        rows.add(
            new FundingEstimate(
                of.id,
                venueTime,
                receivedAt,
                rate,
                period(partial, instrument),
                partial.settlesAt,
                FundingEstimate.Which.COMING));
      }
    }
    BigDecimal index = value(INDEX);
    if (index != null && index.signum() > 0) {
      rows.add(new IndexPrice(of.id, venueTime, receivedAt, index));
    }
    BigDecimal mark = value(MARK);
    if (mark != null && mark.signum() > 0) {
      rows.add(new MarkPrice(of.id, venueTime, receivedAt, mark));
    }
    if ((present & QUOTE) != 0) {
      Quote quote = quote(of, partial, venueTime, receivedAt, sizeIn);
      if (quote != null) {
        rows.add(quote);
      }
    }
    amounts(of, sizeIn, venueTime, receivedAt, rows);
  }

  /// The rate, its interval and its settlement belong together and arrive apart.
  private void remember(Market of, Partial partial, Rows rows) {
    if (has(RATE)) {
      partial.rate = value(RATE);
    }
    if (has(SETTLES_AT)) {
      partial.settlesAt = settlesAt;
    }
    BigDecimal hours = value(HOURS);
    if (has(HOURS) && (hours == null || isInterval(hours))) {
      partial.period = hours == null ? null : Duration.ofHours(hours.longValueExact());
    } else if (hours != null) {
      partial.period = null;
      rows.reject(
          "impossible funding interval",
          of.id + ": fundingIntervalHour " + hours + ", allowed are whole hours from 1 to 24");
    }
  }

  private static boolean isInterval(BigDecimal hours) {
    return hours.compareTo(BigDecimal.ONE) >= 0
        && hours.compareTo(LONGEST_HOURS) <= 0
        && hours.stripTrailingZeros().scale() <= 0;
  }

  /// What the ticker says of the interval goes before what was listed minutes ago.
  private static @Nullable Duration period(Partial partial, @Nullable Instrument instrument) {
    if (partial.period != null) {
      return partial.period;
    }
    return instrument == null ? null : instrument.fundingPeriod();
  }

  private @Nullable Quote quote(
      Market of,
      Partial partial,
      @Nullable Instant venueTime,
      Instant receivedAt,
      Instrument.SizeIn sizeIn) {
    if (has(BID)) {
      partial.bid(value(BID));
    }
    if (has(BID_SIZE)) {
      partial.bidSize(value(BID_SIZE));
    }
    if (has(ASK)) {
      partial.ask(value(ASK));
    }
    if (has(ASK_SIZE)) {
      partial.askSize(value(ASK_SIZE));
    }
    return partial.quote(of.id, venueTime, receivedAt, sizeIn);
  }

  /// Inverse contracts count sizes in dollars and values in coin, linear ones the other way round;
  /// a value in coin is no notional in quote.
  private void amounts(
      Market of,
      Instrument.SizeIn sizeIn,
      @Nullable Instant venueTime,
      Instant receivedAt,
      Rows rows) {
    boolean inverse = sizeIn == Instrument.SizeIn.QUOTE;
    BigDecimal openInterest = value(OPEN_INTEREST);
    if (openInterest != null && openInterest.signum() >= 0) {
      BigDecimal notional = inverse ? null : value(OPEN_INTEREST_VALUE);
      rows.add(new OpenInterest(of.id, venueTime, receivedAt, openInterest, sizeIn, notional));
    }
    BigDecimal size = value(VOLUME);
    BigDecimal turnover = value(TURNOVER);
    if (size != null || turnover != null) {
      rows.add(
          new Volume(
              of.id, venueTime, receivedAt, inverse ? turnover : size, inverse ? size : turnover));
    }
  }

  private boolean has(int field) {
    return (present & 1 << field) != 0;
  }

  /// The field's value; null where it was not sent, or sent empty.
  private @Nullable BigDecimal value(int field) {
    return has(field) ? values[field] : null;
  }
}
