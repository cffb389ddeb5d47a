package dev.carry.venue.ftx;

import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.Volume;
import dev.carry.venue.IsoTime;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is listed, and what is said of it in answers, which Tardis wrapped into a channel.
final class MarketRows {
  /// More markets than it ever listed; beyond them all are told again.
  private static final int MOST_MARKETS = 20_000;

  private static final Duration PERIOD = Duration.ofHours(1);

  private static final Names WRAPPED = Names.of("info", "stats");
  private static final int INFO = 0;
  private static final int STATS = 1;

  private static final Names NAMES =
      Names.of(
          "name",
          "type",
          "underlying",
          "baseCurrency",
          "quoteCurrency",
          "enabled",
          "expired",
          "expiry",
          "priceIncrement",
          "index",
          "mark",
          "volume",
          "volumeUsd24h",
          "quoteVolume24h",
          "openInterest",
          "nextFundingRate",
          "nextFundingTime",
          "future",
          "rate",
          "time");
  private static final int NAME = 0;
  private static final int TYPE = 1;
  private static final int UNDERLYING = 2;
  private static final int BASE = 3;
  private static final int QUOTE = 4;
  private static final int ENABLED = 5;
  private static final int EXPIRED = 6;
  private static final int EXPIRY = 7;
  private static final int TICK = 8;
  private static final int INDEX = 9;
  private static final int MARK = 10;
  private static final int VOLUME = 11;
  private static final int VOLUME_USD = 12;
  private static final int VOLUME_QUOTE = 13;
  private static final int INTEREST = 14;
  private static final int NEXT_RATE = 15;
  private static final int NEXT_TIME = 16;
  private static final int FUTURE = 17;
  private static final int RATE = 18;
  private static final int TIME = 19;

  private final JsonReader json;
  private final JsonFields wrapped = new JsonFields(WRAPPED);
  private final JsonFields fields = new JsonFields(NAMES);
  private final Map<InstrumentId, Instrument> listed = new HashMap<>();

  MarketRows(JsonReader json) {
    this.json = json;
  }

  void reset() {
    listed.clear();
  }

  /// Both answers about one market in one message.
  void wrapped(InstrumentId id, JsonReader data, Instant receivedAt, Rows rows) {
    wrapped.read(data);
    boolean read = true;
    for (int part : new int[] {INFO, STATS}) {
      if (read && wrapped.has(part)) {
        fields.read(wrapped.at(part));
        read = tell(id, receivedAt, rows);
      }
    }
  }

  /// One row of an answer; the reader stands in front of it and is left behind it.
  void row(Instant receivedAt, Rows rows) {
    fields.read(json);
    String name = fields.text(NAME);
    String future = fields.text(FUTURE);
    if (name != null) {
      tell(FtxCodec.id(name), receivedAt, rows);
    } else if (future != null) {
      settled(FtxCodec.id(future), receivedAt, rows);
    } else {
      rows.ignore("an answer that does not say whose it is");
    }
    fields.leave();
  }

  private void settled(InstrumentId id, Instant receivedAt, Rows rows) {
    Instant at = Rows.need(IsoTime.parse(fields.text(TIME)), "time");
    BigDecimal rate = Rows.need(fields.decimal(RATE), "rate");
    rows.add(new FundingSettled(id, at, receivedAt, rate, PERIOD, at, null));
  }

  /// What the fields state, none of which has a time of its own.
  ///
  /// @return whether it is a market that is read
  private boolean tell(InstrumentId id, Instant receivedAt, Rows rows) {
    if (!list(id, receivedAt, rows)) {
      return false;
    }
    BigDecimal index = fields.positive(INDEX);
    if (index != null) {
      rows.add(new IndexPrice(id, null, receivedAt, index));
    }
    BigDecimal mark = fields.positive(MARK);
    if (mark != null) {
      rows.add(new MarkPrice(id, null, receivedAt, mark));
    }
    BigDecimal rate = fields.decimal(NEXT_RATE);
    Instant settlesAt = IsoTime.parse(fields.text(NEXT_TIME));
    if (rate != null && settlesAt != null) {
      rows.add(
          new FundingEstimate(
              id, null, receivedAt, rate, PERIOD, settlesAt, FundingEstimate.Which.COMING));
    }
    BigDecimal interest = fields.decimal(INTEREST);
    if (interest != null) {
      rows.add(new OpenInterest(id, null, receivedAt, interest, SizeIn.BASE, null));
    }
    boolean spot = fields.has(VOLUME_QUOTE) && fields.text(QUOTE) != null;
    BigDecimal quote = fields.decimal(spot ? VOLUME_QUOTE : VOLUME_USD);
    if (quote != null) {
      rows.add(new Volume(id, null, receivedAt, fields.decimal(VOLUME), quote));
    }
    return true;
  }

  /// Tells the listing where it is new or another one.
  ///
  /// @return whether it is a market that is read
  private boolean list(InstrumentId id, Instant receivedAt, Rows rows) {
    String type = fields.text(TYPE);
    if (type == null) {
      return true;
    }
    InstrumentBuilder builder = builder(id, type);
    if (builder == null) {
      rows.ignore("neither spot nor a contract on a price of a known expiry: " + type);
      return false;
    }
    Instrument instrument = builder.tickSize(fields.positive(TICK)).status(status()).build();
    if (listed.size() >= MOST_MARKETS) {
      listed.clear();
    }
    if (!instrument.equals(listed.put(id, instrument))) {
      rows.add(new Listing(instrument, null, receivedAt));
    }
    return true;
  }

  private @Nullable InstrumentBuilder builder(InstrumentId id, String type) {
    if (type.equals("spot")) {
      return Instrument.spot(
          id,
          Rows.need(fields.text(BASE), "baseCurrency"),
          Rows.need(fields.text(QUOTE), "quoteCurrency"));
    }
    Instant expiry = IsoTime.parse(fields.text(EXPIRY));
    boolean perpetual = id.symbol().endsWith("-PERP");
    boolean dated = type.equals("future") && expiry != null;
    if (!perpetual && !dated) {
      return null;
    }
    ListedAsset asset = ListedAsset.of(Rows.need(fields.text(UNDERLYING), "underlying"));
    InstrumentBuilder builder =
        Instrument.perpetual(id, asset.name(), "USD").priceMultiplier(asset.multiplier());
    return perpetual
        ? builder.fundingPeriod(PERIOD)
        : builder
            .kind(Instrument.Kind.DATED_FUTURE)
            .settles(Instrument.Settles.NONE)
            .expiry(expiry);
  }

  private Instrument.Status status() {
    if (fields.has(EXPIRED) && fields.at(EXPIRED).bool()) {
      return Instrument.Status.DELISTED;
    }
    return !fields.has(ENABLED) || fields.at(ENABLED).bool()
        ? Instrument.Status.TRADING
        : Instrument.Status.HALTED;
  }
}
