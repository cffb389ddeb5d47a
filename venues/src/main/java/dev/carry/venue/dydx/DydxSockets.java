package dev.carry.venue.dydx;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.SocketPlan.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which channels carry which facts, split over connections: a connection takes 32 subscriptions of
/// one channel. The touch comes from order books, which the codec merges for it: its connections
/// are told from those of [#books] by their name.
final class DydxSockets {
  static final int OF_A_CHANNEL = 32;

  /// Connections so named give touches, all others books as they are sent.
  static final String TOUCHES = "public";

  private static final String PATH = "/v4/ws";
  private static final String BOOK = "v4_orderbook";
  private static final Duration PRICES = Duration.ofMinutes(2);
  private static final Duration STATISTICS = Duration.ofMinutes(15);
  private static final Duration ON_CHANGE = Duration.ofMinutes(30);

  private static final Set<Fact> OF_MARKETS =
      EnumSet.of(
          Fact.MARK,
          Fact.INDEX,
          Fact.FUNDING_ESTIMATE,
          Fact.OPEN_INTEREST,
          Fact.VOLUME,
          Fact.INSTRUMENT);

  private DydxSockets() {}

  static List<SocketPlan> plan(List<Instrument> perpetuals, Set<Fact> facts) {
    List<SocketPlan> plans = new ArrayList<>();
    if (!perpetuals.isEmpty() && facts.stream().anyMatch(OF_MARKETS::contains)) {
      plans.add(markets(facts));
    }
    boolean touches = facts.contains(Fact.QUOTE);
    boolean trades = facts.contains(Fact.TRADE) || facts.contains(Fact.LIQUIDATION);
    for (int from = 0; from < perpetuals.size() && (touches || trades); from += OF_A_CHANNEL) {
      List<String> hello = new ArrayList<>();
      List<Promise> promises = new ArrayList<>();
      for (Instrument instrument : part(perpetuals, from)) {
        InstrumentId id = instrument.id();
        if (touches) {
          hello.add(subscribe(BOOK, id.symbol()));
          promises.add(new Promise(Fact.QUOTE, id, ON_CHANGE));
        }
        if (trades) {
          // No promise: a quiet market has no trades for days.
          hello.add(subscribe("v4_trades", id.symbol()));
        }
      }
      int number = from / OF_A_CHANNEL + 1;
      plans.add(new SocketPlan(TOUCHES + "-" + number, PATH, hello, promises));
    }
    return plans;
  }

  static List<SocketPlan> books(List<Instrument> deep) {
    List<SocketPlan> plans = new ArrayList<>();
    for (int from = 0; from < deep.size(); from += OF_A_CHANNEL) {
      List<String> hello = new ArrayList<>();
      List<Promise> promises = new ArrayList<>();
      for (Instrument instrument : part(deep, from)) {
        hello.add(subscribe(BOOK, instrument.id().symbol()));
        promises.add(new Promise(Fact.BOOK, instrument.id(), ON_CHANGE));
      }
      plans.add(new SocketPlan("books-" + (from / OF_A_CHANNEL + 1), PATH, hello, promises));
    }
    return plans;
  }

  /// One channel for all markets. Rates and open interest come when they change, prices always.
  private static SocketPlan markets(Set<Fact> facts) {
    List<Promise> promises = new ArrayList<>();
    for (Fact fact : EnumSet.of(Fact.MARK, Fact.INDEX)) {
      if (facts.contains(fact)) {
        promises.add(new Promise(fact, null, PRICES));
      }
    }
    for (Fact fact : EnumSet.of(Fact.FUNDING_ESTIMATE, Fact.OPEN_INTEREST)) {
      if (facts.contains(fact)) {
        promises.add(new Promise(fact, null, STATISTICS));
      }
    }
    return new SocketPlan(
        "markets", PATH, List.of("{\"type\":\"subscribe\",\"channel\":\"v4_markets\"}"), promises);
  }

  private static List<Instrument> part(List<Instrument> all, int from) {
    return all.subList(from, Math.min(all.size(), from + OF_A_CHANNEL));
  }

  static String subscribe(String channel, String symbol) {
    return message("subscribe", channel, symbol);
  }

  /// Asks for a book anew: it is subscribed again when the venue says that it is unsubscribed.
  static String leaveBook(String symbol) {
    return message("unsubscribe", BOOK, symbol);
  }

  static String joinBook(String symbol) {
    return subscribe(BOOK, symbol);
  }

  private static String message(String type, String channel, String symbol) {
    return "{\"type\":\"" + type + "\",\"channel\":\"" + channel + "\",\"id\":\"" + symbol + "\"}";
  }
}
