package dev.carry.venue.bitmex;

import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.Volume;
import dev.carry.venue.IsoTime;
import dev.carry.venue.Rows;
import dev.carry.venue.bitmex.BitmexCodec.Action;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows of `instrument`, which say only what has changed: completed by symbol, and told where they
/// moved. What came before the partial is a change of something unknown.
final class InstrumentRows {
  /// More symbols than it ever listed, indexes included; beyond them the table begins anew.
  private static final int MOST_SYMBOLS = 20_000;

  static final Names NAMES =
      Names.of(
          "symbol",
          "timestamp",
          "typ",
          "state",
          "underlying",
          "quoteCurrency",
          "settlCurrency",
          "isInverse",
          "isQuanto",
          "multiplier",
          "underlyingToPositionMultiplier",
          "underlyingToSettleMultiplier",
          "tickSize",
          "expiry",
          "fundingInterval",
          "fundingTimestamp",
          "fundingRate",
          "indicativeFundingRate",
          "indicativeSettlePrice",
          "markPrice",
          "openInterest",
          "homeNotional24h",
          "foreignNotional24h");
  static final int SYMBOL = 0;
  static final int TIMESTAMP = 1;
  static final int TYPE = 2;
  static final int STATE = 3;
  static final int UNDERLYING = 4;
  static final int QUOTE = 5;
  static final int SETTLE = 6;
  static final int INVERSE = 7;
  static final int QUANTO = 8;
  static final int MULTIPLIER = 9;
  static final int TO_POSITION = 10;
  static final int TO_SETTLE = 11;
  static final int TICK = 12;
  static final int EXPIRY = 13;
  static final int INTERVAL = 14;
  static final int SETTLES_AT = 15;
  static final int RATE = 16;
  static final int NEXT_RATE = 17;
  static final int INDEX = 18;
  static final int MARK = 19;
  static final int INTEREST = 20;
  static final int BASE_24H = 21;
  static final int QUOTE_24H = 22;

  private final JsonReader json;
  private final JsonFields fields = new JsonFields(NAMES);
  private final Map<String, Contract> contracts = new HashMap<>();

  /// The symbols that began; all of them where one partial was of all.
  private final Set<String> begun = new HashSet<>();

  private boolean allBegun;

  /// Facts of the message being read: indexes come before the marks that stand on them.
  private final List<MarketEvent> listings = new ArrayList<>();

  private final List<MarketEvent> indexes = new ArrayList<>();
  private final List<MarketEvent> others = new ArrayList<>();

  InstrumentRows(JsonReader json) {
    this.json = json;
  }

  void reset() {
    contracts.clear();
    begun.clear();
    allBegun = false;
  }

  /// Begins a message.
  ///
  /// @param only the symbol that a partial is of; absent: all
  void begin(Action action, @Nullable String only) {
    listings.clear();
    indexes.clear();
    others.clear();
    if (action == Action.PARTIAL) {
      if (only == null) {
        reset();
        allBegun = true;
      } else {
        contracts.remove(only);
        begun.add(only);
      }
    }
  }

  /// Tells what the rows of a message stated.
  void end(Rows rows) {
    listings.forEach(rows::add);
    indexes.forEach(rows::add);
    others.forEach(rows::add);
  }

  /// One row; the reader stands in front of it and is left behind it.
  void row(Action action, Instant receivedAt, Rows rows) {
    fields.read(json);
    String symbol = Rows.need(fields.text(SYMBOL), "symbol");
    boolean table = action != Action.ANSWER;
    if (symbol.startsWith(".")) {
      rows.ignore("an index by itself: contracts tell the one they follow");
    } else if (table && !allBegun && !begun.contains(symbol)) {
      rows.ignore("rows before their partial: changes of something unknown");
    } else if (action == Action.DELETE) {
      contracts.remove(symbol);
      rows.ignore("an instrument that left the table");
    } else {
      if (contracts.size() >= MOST_SYMBOLS) {
        contracts.clear();
      }
      Contract contract =
          table ? contracts.computeIfAbsent(symbol, s -> new Contract()) : new Contract();
      boolean relisted = contract.take(fields);
      tell(BitmexCodec.id(symbol), contract, relisted, receivedAt, rows);
    }
    fields.leave();
  }

  private void tell(
      InstrumentId id, Contract contract, boolean relisted, Instant receivedAt, Rows rows) {
    Instant time = IsoTime.parse(fields.text(TIMESTAMP));
    boolean told = false;
    if (relisted) {
      Contract.Outcome outcome = contract.instrument(id);
      if (outcome.instrument() != null) {
        listings.add(new Listing(outcome.instrument(), time, receivedAt));
        told = true;
      } else if (outcome.why() != null) {
        rows.ignore(outcome.why());
        told = true;
      }
    }
    BigDecimal index = fields.positive(INDEX);
    if (index != null) {
      indexes.add(new IndexPrice(id, time, receivedAt, index));
      told = true;
    }
    BigDecimal mark = fields.positive(MARK);
    if (mark != null) {
      others.add(new MarkPrice(id, time, receivedAt, mark));
      told = true;
    }
    told |= funding(id, contract, time, receivedAt);
    told |= statistics(id, time, receivedAt);
    if (!told) {
      rows.ignore("a change of an instrument that is no fact: limits, last prices and the like");
    }
  }

  /// Both rates are of known settlements, the second a period after the first.
  private boolean funding(
      InstrumentId id, Contract contract, @Nullable Instant time, Instant receivedAt) {
    Instant settlesAt = contract.settlesAt();
    Duration period = contract.period();
    BigDecimal rate = contract.rate();
    BigDecimal next = contract.nextRate();
    boolean told = false;
    if (rate != null && settlesAt != null && (fields.has(RATE) || fields.has(SETTLES_AT))) {
      others.add(
          new FundingEstimate(
              id, time, receivedAt, rate, period, settlesAt, FundingEstimate.Which.COMING));
      told = true;
    }
    if (next != null
        && settlesAt != null
        && period != null
        && (fields.has(NEXT_RATE) || fields.has(SETTLES_AT))) {
      others.add(
          new FundingEstimate(
              id,
              time,
              receivedAt,
              next,
              period,
              settlesAt.plus(period),
              FundingEstimate.Which.NEXT));
      told = true;
    }
    return told;
  }

  private boolean statistics(InstrumentId id, @Nullable Instant time, Instant receivedAt) {
    BigDecimal interest = fields.decimal(INTEREST);
    if (interest != null) {
      others.add(new OpenInterest(id, time, receivedAt, interest, SizeIn.CONTRACTS, null));
    }
    BigDecimal base = fields.decimal(BASE_24H);
    BigDecimal quote = fields.decimal(QUOTE_24H);
    if (base != null || quote != null) {
      others.add(new Volume(id, time, receivedAt, base, quote));
    }
    return interest != null || base != null || quote != null;
  }
}
