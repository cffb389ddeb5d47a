package dev.carry.venue.okx;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.InstrumentId;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.SocketPlan.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which channels carry which facts, split over connections.
///
/// OKX takes subscribe messages of up to 64 KB and 480 of them an hour and connection; it states no
/// limit of channels. A connection takes [#MOST_CHANNELS] here so that none carries all the load.
final class OkxSockets {
  static final int MOST_CHANNELS = 900;
  static final int MOST_BYTES = 60_000;

  /// Books of one connection: each is as busy as a hundred other channels.
  private static final int MOST_BOOKS = 50;

  private static final Duration PUSHED_ANYWAY = Duration.ofMinutes(2);
  private static final Duration FUNDING = Duration.ofMinutes(5);
  private static final Duration ON_CHANGE = Duration.ofMinutes(30);

  private static final Set<Fact> OF_FUNDING =
      Set.of(Fact.FUNDING_ESTIMATE, Fact.FUNDING_SETTLED, Fact.PREMIUM_INDEX);

  private static final String PUBLIC = "/ws/v5/public";
  private static final String BUSINESS = "/ws/v5/business";

  private final Set<Fact> facts;
  private final List<SocketPlan> plans = new ArrayList<>();
  private Set<String> arguments = new LinkedHashSet<>();
  private List<Promise> promises = new ArrayList<>();

  private OkxSockets(Set<Fact> facts) {
    this.facts = facts;
  }

  static List<SocketPlan> plan(List<Instrument> open, Set<Fact> facts) {
    OkxSockets sockets = new OkxSockets(facts);
    sockets.ofTypes(open);
    for (Instrument instrument : open) {
      if (sockets.arguments.size() > MOST_CHANNELS - Fact.values().length) {
        sockets.close("public", PUBLIC);
      }
      sockets.of(instrument);
    }
    sockets.close("public", PUBLIC);
    if (facts.contains(Fact.CANDLE)) {
      sockets.candles(open);
    }
    return sockets.plans;
  }

  /// A channel a family, which tells of all its options, and the index it is on.
  static List<SocketPlan> chains(Set<String> families, Set<Fact> facts) {
    OkxSockets sockets = new OkxSockets(facts);
    for (String family : families) {
      if (facts.contains(Fact.OPTION)) {
        sockets.arguments.add("{\"channel\":\"opt-summary\",\"instFamily\":\"" + family + "\"}");
      }
      if (facts.contains(Fact.INDEX)) {
        InstrumentId index = InstrumentId.of(OkxOptions.ID, family);
        sockets.subscribe("index-tickers", index, Fact.INDEX, PUSHED_ANYWAY);
      }
    }
    if (facts.contains(Fact.OPTION) && !families.isEmpty()) {
      sockets.promises.add(new Promise(Fact.OPTION, null, PUSHED_ANYWAY)); // of any family
    }
    sockets.close("public", PUBLIC);
    return sockets.plans;
  }

  /// Books of 400 levels: the whole one first, then its changes ten times a second.
  static List<SocketPlan> books(List<Instrument> open) {
    OkxSockets sockets = new OkxSockets(Set.of(Fact.BOOK));
    for (Instrument instrument : open) {
      if (sockets.arguments.size() == MOST_BOOKS) {
        sockets.close("books", PUBLIC);
      }
      sockets.subscribe("books", instrument.id(), Fact.BOOK, PUSHED_ANYWAY);
    }
    sockets.close("books", PUBLIC);
    return sockets.plans;
  }

  /// OKX's own words for what these are, contracts before the others.
  static Set<String> types(List<Instrument> open) {
    Set<String> types = new TreeSet<>(Collections.reverseOrder());
    for (Instrument instrument : open) {
      String symbol = instrument.id().symbol();
      types.add(
          instrument.kind() == Kind.SPOT ? "SPOT" : symbol.endsWith("-SWAP") ? "SWAP" : "FUTURES");
    }
    return types;
  }

  /// Channels subscribed by instrument type.
  private void ofTypes(List<Instrument> open) {
    for (String type : types(open)) {
      if (facts.contains(Fact.INSTRUMENT)) {
        arguments.add(byType("instruments", type));
      }
      if (facts.contains(Fact.LIQUIDATION)) {
        arguments.add(byType("liquidation-orders", type));
      }
    }
  }

  private void of(Instrument instrument) {
    InstrumentId id = instrument.id();
    if (instrument.kind() == Kind.PERPETUAL && facts.stream().anyMatch(OF_FUNDING::contains)) {
      subscribe("funding-rate", id, Fact.FUNDING_ESTIMATE, FUNDING);
    }
    if (facts.contains(Fact.MARK)) {
      subscribe("mark-price", id, Fact.MARK, PUSHED_ANYWAY);
    }
    if (facts.contains(Fact.INDEX)) {
      InstrumentId index = InstrumentId.of(id.venue(), instrument.indexSymbol());
      subscribe("index-tickers", index, Fact.INDEX, PUSHED_ANYWAY);
    }
    if (facts.contains(Fact.QUOTE) || facts.contains(Fact.VOLUME)) {
      subscribe("tickers", id, Fact.QUOTE, ON_CHANGE);
    }
    if (facts.contains(Fact.BOOK)) {
      subscribe("books5", id, Fact.BOOK, ON_CHANGE);
    }
    if (facts.contains(Fact.OPEN_INTEREST)) {
      subscribe("open-interest", id, Fact.OPEN_INTEREST, PUSHED_ANYWAY);
    }
    if (facts.contains(Fact.TRADE)) {
      // No promise: a quiet contract has no trades for hours.
      arguments.add(byId("trades", id));
    }
  }

  private void subscribe(String channel, InstrumentId id, Fact fact, Duration quiet) {
    if (arguments.add(byId(channel, id))) {
      promises.add(new Promise(fact, id, quiet));
    }
  }

  /// Candles are served by another path.
  private void candles(List<Instrument> open) {
    for (Instrument instrument : open) {
      if (arguments.size() == MOST_CHANNELS) {
        close("business", BUSINESS);
      }
      if (instrument.kind() == Kind.SPOT) {
        // No promise: a minute without trades has no candle.
        arguments.add(byId("candle1m", instrument.id()));
      } else {
        subscribe("mark-price-candle1m", instrument.id(), Fact.CANDLE, Duration.ofMinutes(3));
      }
    }
    close("business", BUSINESS);
  }

  private void close(String name, String path) {
    if (!arguments.isEmpty()) {
      plans.add(new SocketPlan(name + "-" + (plans.size() + 1), path, batches(), promises));
      arguments = new LinkedHashSet<>();
      promises = new ArrayList<>();
    }
  }

  private List<String> batches() {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String argument : arguments) {
      if (text.length() + argument.length() > MOST_BYTES) {
        texts.add(text.append("]}").toString());
        text.setLength(0);
      }
      text.append(text.isEmpty() ? "{\"op\":\"subscribe\",\"args\":[" : ",").append(argument);
    }
    texts.add(text.append("]}").toString());
    return texts;
  }

  private static String byId(String channel, InstrumentId id) {
    return "{\"channel\":\"" + channel + "\",\"instId\":\"" + id.symbol() + "\"}";
  }

  private static String byType(String channel, String type) {
    return "{\"channel\":\"" + channel + "\",\"instType\":\"" + type + "\"}";
  }
}
