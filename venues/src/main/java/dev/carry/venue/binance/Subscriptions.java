package dev.carry.venue.binance;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.JsonText;
import dev.carry.venue.Instruments;
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

/// Which connections carry which streams. Since 2026-04-23 books go by `/public` and all else by
/// `/market`: a stream asked for on the wrong one is acknowledged and stays silent.
final class Subscriptions {
  private static final String PUBLIC = "public";
  private static final String MARKET = "market";

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

  static List<SocketPlan> plan(List<Instrument> listed, Set<Fact> facts) {
    List<Instrument> perpetuals =
        Instruments.openPerpetuals(listed).stream().sorted(BY_ID).toList();
    List<SocketPlan> plans = new ArrayList<>();
    if (!perpetuals.isEmpty()) {
      plans.addAll(connections(MARKET, market(perpetuals, facts)));
      plans.addAll(connections(PUBLIC, books(perpetuals, facts)));
    }
    return plans;
  }

  private static Route market(List<Instrument> perpetuals, Set<Fact> facts) {
    Route route = new Route();
    if (facts.contains(Fact.MARK)
        || facts.contains(Fact.INDEX)
        || facts.contains(Fact.FUNDING_ESTIMATE)) {
      route.add("!markPrice@arr@1s", new Promise(Fact.MARK, null, QUIET_MARKS));
    }
    if (facts.contains(Fact.LIQUIDATION)) {
      // no promise: a calm market liquidates nobody
      route.add("!forceOrder@arr", null);
    }
    if (facts.contains(Fact.INSTRUMENT)) {
      route.add("!contractInfo", null);
    }
    if (facts.contains(Fact.VOLUME)) {
      route.add("!miniTicker@arr", new Promise(Fact.VOLUME, null, QUIET_MARKET));
    }
    if (facts.contains(Fact.TRADE)) {
      Promise promise = new Promise(Fact.TRADE, null, Duration.ofMinutes(1));
      perpetuals.forEach(perpetual -> route.add(name(perpetual, "@aggTrade"), promise));
    }
    if (facts.contains(Fact.CANDLE)) {
      Promise promise = new Promise(Fact.CANDLE, null, Duration.ofMinutes(2));
      perpetuals.forEach(perpetual -> route.add(name(perpetual, "@kline_1m"), promise));
    }
    return route;
  }

  private static Route books(List<Instrument> perpetuals, Set<Fact> facts) {
    Route route = new Route();
    for (Instrument perpetual : perpetuals) {
      if (facts.contains(Fact.QUOTE)) {
        route.add(name(perpetual, "@bookTicker"), ofSymbol(Fact.QUOTE, perpetual));
      }
      if (facts.contains(Fact.BOOK)) {
        route.add(name(perpetual, "@depth20@500ms"), ofSymbol(Fact.BOOK, perpetual));
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

  private static List<SocketPlan> connections(String route, Route wanted) {
    List<SocketPlan> plans = new ArrayList<>();
    for (int from = 0; from < wanted.streams.size(); from += STREAMS_PER_CONNECTION) {
      int to = Math.min(from + STREAMS_PER_CONNECTION, wanted.streams.size());
      Set<Promise> promises = new LinkedHashSet<>();
      for (Promise promise : wanted.promises.subList(from, to)) {
        if (promise != null) {
          promises.add(promise);
        }
      }
      String name = route + "-" + (plans.size() + 1);
      List<String> hello = hello(wanted.streams.subList(from, to));
      plans.add(new SocketPlan(name, "/" + route + "/stream", hello, List.copyOf(promises)));
    }
    return plans;
  }

  private static List<String> hello(List<String> streams) {
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
