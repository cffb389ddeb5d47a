package dev.carry.venue.gate;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.SocketPlan.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which channels carry which facts, split over connections. A socket serves the contracts of one
/// settlement currency; of others it accepts subscriptions and sends nothing.
final class GateSockets {
  /// Gate publishes no limit; 150 busy books on one connection lost nothing.
  static final int MOST_CONTRACTS = 200;

  /// One unknown name refuses its whole message.
  static final int MOST_NAMES = 50;

  /// The time is demanded, and compared with nothing where no key signs: the documents' own.
  private static final String TIME = "{\"time\":123456,\"channel\":\"";

  static final String PING = TIME + "futures.ping\"}";

  private static final Duration TICKER = Duration.ofMinutes(10);
  private static final Duration ON_CHANGE = Duration.ofMinutes(30);

  private static final Set<Fact> OF_TICKERS =
      Set.of(Fact.FUNDING_ESTIMATE, Fact.MARK, Fact.INDEX, Fact.OPEN_INTEREST, Fact.VOLUME);

  private GateSockets() {}

  static List<SocketPlan> plan(List<Instrument> perpetuals, Set<Fact> facts) {
    List<SocketPlan> plans = new ArrayList<>();
    bySettle(perpetuals)
        .forEach(
            (settle, contracts) -> {
              for (List<Instrument> some : parts(contracts, MOST_CONTRACTS)) {
                boolean first = plans.stream().noneMatch(p -> p.path().endsWith(settle));
                SocketPlan plan = of(settle + "-" + (plans.size() + 1), settle, some, facts, first);
                if (!plan.hello().isEmpty()) {
                  plans.add(plan);
                }
              }
            });
    return plans;
  }

  /// @param first of its currency: it carries what is subscribed for all contracts at once
  private static SocketPlan of(
      String name, String settle, List<Instrument> contracts, Set<Fact> facts, boolean first) {
    List<String> hello = new ArrayList<>();
    List<Promise> promises = new ArrayList<>();
    List<String> symbols = contracts.stream().map(i -> i.id().symbol()).toList();
    if (facts.stream().anyMatch(OF_TICKERS::contains)) {
      subscribe("futures.tickers", symbols, hello);
      // In each ticker stand all of these.
      contracts.forEach(
          contract ->
              OF_TICKERS.stream()
                  .filter(fact -> facts.contains(fact) && isPromised(fact, contract))
                  .forEach(fact -> promises.add(new Promise(fact, contract.id(), TICKER))));
    }
    if (facts.contains(Fact.QUOTE)) {
      subscribe("futures.book_ticker", symbols, hello);
      contracts.forEach(c -> promises.add(new Promise(Fact.QUOTE, c.id(), ON_CHANGE)));
    }
    if (facts.contains(Fact.BOOK)) {
      subscribe("futures.obu", topics(contracts), hello);
      contracts.forEach(c -> promises.add(new Promise(Fact.BOOK, c.id(), ON_CHANGE)));
    }
    if (facts.contains(Fact.TRADE)) {
      // No promise: a quiet contract has no trades for hours.
      subscribe("futures.trades", symbols, hello);
    }
    if (facts.contains(Fact.LIQUIDATION) && first) {
      subscribe("futures.public_liquidates", List.of("!all"), hello);
    }
    if (facts.contains(Fact.CANDLE)) {
      // A bar and a contract each; candles of a mark that does not move may be silent.
      symbols.forEach(s -> subscribe("futures.candlesticks", List.of("1m", "mark_" + s), hello));
    }
    return new SocketPlan(name, "/v4/ws/" + settle, hello, promises);
  }

  /// Before a market opens it has no index, and its rate may stand still.
  private static boolean isPromised(Fact fact, Instrument contract) {
    return fact != Fact.VOLUME
        && (fact != Fact.INDEX || contract.status() != Instrument.Status.PRE_LAUNCH);
  }

  static List<SocketPlan> books(List<Instrument> deep) {
    List<SocketPlan> plans = new ArrayList<>();
    bySettle(deep)
        .forEach(
            (settle, contracts) -> {
              for (List<Instrument> some : parts(contracts, MOST_CONTRACTS)) {
                List<String> hello = new ArrayList<>();
                subscribe("futures.obu", topics(some), hello);
                plans.add(
                    new SocketPlan(
                        "books-" + settle + "-" + (plans.size() + 1),
                        "/v4/ws/" + settle,
                        hello,
                        some.stream()
                            .map(c -> new Promise(Fact.BOOK, c.id(), ON_CHANGE))
                            .toList()));
              }
            });
    return plans;
  }

  private static List<String> topics(List<Instrument> contracts) {
    return contracts.stream().map(c -> "ob." + c.id().symbol() + ".50").toList();
  }

  private static void subscribe(String channel, List<String> payload, List<String> hello) {
    for (List<String> some : parts(payload, MOST_NAMES)) {
      hello.add(
          TIME
              + channel
              + "\",\"event\":\"subscribe\",\"payload\":"
              + some.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"))
              + "}");
    }
  }

  private static Map<String, List<Instrument>> bySettle(List<Instrument> perpetuals) {
    return perpetuals.stream()
        .collect(Collectors.groupingBy(Gate::settle, TreeMap::new, Collectors.toList()));
  }

  private static <T> List<List<T>> parts(List<T> all, int most) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      parts.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    return parts;
  }
}
