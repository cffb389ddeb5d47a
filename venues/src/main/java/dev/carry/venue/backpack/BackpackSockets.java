package dev.carry.venue.backpack;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.SocketPlan.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which streams carry which facts, split over connections. Nothing is acknowledged and unknown
/// markets are silent: only promises tell that a stream never began.
final class BackpackSockets {
  static final int MOST_STREAMS = 400;
  static final int MOST_IN_TEXT = 100;

  private static final Duration EVERY_SECOND = Duration.ofMinutes(2);
  private static final Duration ON_CHANGE = Duration.ofMinutes(30);

  private final Set<Fact> facts;
  private final String name;
  private final List<SocketPlan> plans = new ArrayList<>();
  private List<String> streams = new ArrayList<>();
  private List<Promise> promises = new ArrayList<>();

  private BackpackSockets(String name, Set<Fact> facts) {
    this.name = name;
    this.facts = facts;
  }

  static List<SocketPlan> plan(List<Instrument> perpetuals, Set<Fact> facts) {
    BackpackSockets sockets = new BackpackSockets("market", facts);
    if (facts.contains(Fact.LIQUIDATION) && !perpetuals.isEmpty()) {
      // One stream of all markets.
      sockets.streams.add("liquidation");
    }
    for (Instrument instrument : perpetuals) {
      sockets.of(instrument);
      if (sockets.streams.size() > MOST_STREAMS - Fact.values().length) {
        sockets.close();
      }
    }
    sockets.close();
    return sockets.plans;
  }

  static List<SocketPlan> books(List<Instrument> deep) {
    BackpackSockets sockets = new BackpackSockets("books", Set.of(Fact.BOOK));
    for (Instrument instrument : deep) {
      sockets.stream("depth.200ms", instrument, ON_CHANGE, Fact.BOOK);
      if (sockets.streams.size() == MOST_IN_TEXT) {
        sockets.close();
      }
    }
    sockets.close();
    return sockets.plans;
  }

  private void of(Instrument instrument) {
    stream("markPrice", instrument, EVERY_SECOND, Fact.INDEX, Fact.MARK, Fact.FUNDING_ESTIMATE);
    stream("bookTicker", instrument, ON_CHANGE, Fact.QUOTE);
    stream("ticker", instrument, EVERY_SECOND, Fact.VOLUME);
    if (facts.contains(Fact.OPEN_INTEREST)) {
      // No promise: it comes once a minute, and no feed should wait that long to be live.
      streams.add("openInterest." + instrument.id().symbol());
    }
    if (facts.contains(Fact.TRADE)) {
      // No promise: a quiet market has no trades for hours.
      streams.add("trade." + instrument.id().symbol());
    }
    if (facts.contains(Fact.CANDLE)) {
      // No promise: what a market without trades sends is not documented.
      streams.add("kline.1m." + instrument.id().symbol());
    }
  }

  private void stream(String kind, Instrument instrument, Duration quiet, Fact... carried) {
    InstrumentId id = instrument.id();
    boolean wanted = false;
    for (Fact fact : carried) {
      if (facts.contains(fact)) {
        wanted = true;
        if (instrument.status() == Instrument.Status.TRADING) {
          promises.add(new Promise(fact, id, quiet));
        }
      }
    }
    if (wanted) {
      streams.add(kind + "." + id.symbol());
    }
  }

  private void close() {
    if (!streams.isEmpty()) {
      plans.add(new SocketPlan(name + "-" + (plans.size() + 1), "/", texts(), promises));
      streams = new ArrayList<>();
      promises = new ArrayList<>();
    }
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < streams.size(); from += MOST_IN_TEXT) {
      List<String> part = streams.subList(from, Math.min(streams.size(), from + MOST_IN_TEXT));
      texts.add("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + String.join("\",\"", part) + "\"]}");
    }
    return texts;
  }
}
