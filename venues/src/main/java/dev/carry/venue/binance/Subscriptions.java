package dev.carry.venue.binance;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.JsonText;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.SocketPlan.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which connections carry which streams. On USD-M, since 2026-04-23, books go by `/public` and all
/// else by `/market`: a stream asked for on the wrong one is acknowledged and stays silent.
final class Subscriptions {
  private static final String PUBLIC = "public";
  private static final String MARKET = "market";
  private static final String DEPTH = "depth";

  /// Binance allows 1024 streams on one connection.
  private static final int STREAMS_PER_CONNECTION = 1000;

  /// Keeps a subscription's text below 4 kB.
  private static final int STREAMS_PER_MESSAGE = 100;

  /// All-market marks come every second.
  private static final Duration QUIET_MARKS = Duration.ofSeconds(10);

  /// Somewhere on the market the touch moves and somebody trades.
  private static final Duration QUIET_MARKET = Duration.ofSeconds(10);

  /// The touch of one sleepy symbol may stand for minutes.
  private static final Duration QUIET_SYMBOL = Duration.ofMinutes(10);

  private static final Comparator<Instrument> BY_ID = Comparator.comparing(Instrument::id);

  /// Streams of one route with what they promise, in the order asked.
  private static final class Route {
    final List<String> streams = new ArrayList<>();
    final List<@Nullable Promise> promises = new ArrayList<>();

    void add(String stream, @Nullable Promise promise) {
      streams.add(stream);
      promises.add(promise);
    }
  }

  private Subscriptions() {}

  static List<SocketPlan> plan(Family family, List<Instrument> listed, Set<Fact> facts) {
    List<Instrument> open = open(listed);
    List<SocketPlan> plans = new ArrayList<>();
    if (!open.isEmpty()) {
      plans.addAll(connections(MARKET, family.marketPath(), market(family, open, facts)));
      plans.addAll(connections(PUBLIC, family.bookPath(), touches(family, open, facts)));
    }
    return plans;
  }

  /// The changes of whole books, told apart from what is always read.
  static List<SocketPlan> books(Family family, List<Instrument> deep) {
    Route route = new Route();
    for (Instrument instrument : open(deep)) {
      route.add(name(instrument, "@depth@100ms"), ofSymbol(Fact.BOOK, instrument));
    }
    return connections(DEPTH, family.bookPath(), route);
  }

  /// What is not gone, by symbol.
  static List<Instrument> open(List<Instrument> listed) {
    return listed.stream()
        .filter(instrument -> instrument.status() != Instrument.Status.DELISTED)
        .sorted(BY_ID)
        .toList();
  }

  private static Route market(Family family, List<Instrument> open, Set<Fact> facts) {
    Route route = new Route();
    if (facts.contains(Fact.MARK)
        || facts.contains(Fact.INDEX)
        || facts.contains(Fact.FUNDING_ESTIMATE)) {
      marks(family, route, open);
    }
    if (facts.contains(Fact.LIQUIDATION) && family != Family.SPOT) {
      // no promise: a calm market liquidates nobody
      route.add("!forceOrder@arr", null);
    }
    if (facts.contains(Fact.INSTRUMENT) && family != Family.SPOT) {
      route.add("!contractInfo", null);
    }
    if (facts.contains(Fact.VOLUME)) {
      route.add("!miniTicker@arr", new Promise(Fact.VOLUME, null, QUIET_MARKET));
    }
    if (facts.contains(Fact.TRADE)) {
      Promise promise = new Promise(Fact.TRADE, null, Duration.ofMinutes(1));
      open.forEach(instrument -> route.add(name(instrument, "@aggTrade"), promise));
    }
    if (facts.contains(Fact.CANDLE)) {
      Promise promise = new Promise(Fact.CANDLE, null, Duration.ofMinutes(2));
      open.forEach(instrument -> route.add(name(instrument, "@kline_1m"), promise));
    }
    return route;
  }

  /// Marks, indexes and rates, every second: of all symbols at once, or of all contracts of a pair.
  private static void marks(Family family, Route route, List<Instrument> open) {
    Promise promise = new Promise(Fact.MARK, null, QUIET_MARKS);
    switch (family) {
      case USD_M -> route.add("!markPrice@arr@1s", promise);
      case SPOT -> {
        // priced by its own trades
      }
      case COIN_M ->
          open.stream()
              .map(instrument -> instrument.indexSymbol().toLowerCase(Locale.ROOT))
              .distinct()
              .forEach(pair -> route.add(pair + "@markPrice@1s", promise));
    }
  }

  private static Route touches(Family family, List<Instrument> open, Set<Fact> facts) {
    Route route = new Route();
    for (Instrument instrument : open) {
      if (facts.contains(Fact.QUOTE)) {
        route.add(name(instrument, "@bookTicker"), ofSymbol(Fact.QUOTE, instrument));
      }
      if (facts.contains(Fact.BOOK)) {
        route.add(name(instrument, family.topLevels()), ofSymbol(Fact.BOOK, instrument));
      }
    }
    return route;
  }

  /// Each symbol is promised by itself: one that is spelt wrong is silent for ever. What does not
  /// trade yet, or was halted, promises nothing.
  private static @Nullable Promise ofSymbol(Fact fact, Instrument instrument) {
    return switch (instrument.status()) {
      case TRADING, DELISTING -> new Promise(fact, instrument.id(), QUIET_SYMBOL);
      case PRE_LAUNCH, HALTED, DELISTED -> null;
    };
  }

  /// Stream names are written small, the symbols in their messages are not.
  private static String name(Instrument instrument, String channel) {
    return instrument.id().symbol().toLowerCase(Locale.ROOT) + channel;
  }

  private static List<SocketPlan> connections(String name, String path, Route wanted) {
    List<SocketPlan> plans = new ArrayList<>();
    for (int from = 0; from < wanted.streams.size(); from += STREAMS_PER_CONNECTION) {
      int to = Math.min(from + STREAMS_PER_CONNECTION, wanted.streams.size());
      Set<Promise> promises = new LinkedHashSet<>();
      for (Promise promise : wanted.promises.subList(from, to)) {
        if (promise != null) {
          promises.add(promise);
        }
      }
      String numbered = name + "-" + (plans.size() + 1);
      List<String> hello = hello(wanted.streams.subList(from, to));
      plans.add(new SocketPlan(numbered, path, hello, List.copyOf(promises)));
    }
    return plans;
  }

  static List<String> hello(List<String> streams) {
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < streams.size(); from += STREAMS_PER_MESSAGE) {
      int to = Math.min(from + STREAMS_PER_MESSAGE, streams.size());
      List<String> names = streams.subList(from, to).stream().map(JsonText::string).toList();
      texts.add(
          new JsonText()
              .put("method", "SUBSCRIBE")
              .putRaw("params", JsonText.array(names))
              .put("id", texts.size() + 1L)
              .end());
    }
    return texts;
  }
}
