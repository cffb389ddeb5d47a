package dev.carry.venue.deribit;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.SocketPlan.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which channels carry which facts, split over connections: at most 500 channels each, of the 32
/// connections an address may have.
final class DeribitSockets {
  static final Duration HEARTBEAT = Duration.ofSeconds(30);
  static final int MOST_CHANNELS = 500;

  /// Channels of one subscribe message, each of which costs 3,000 of 30,000 credits.
  static final int BATCH = 100;

  private static final int MOST_OF_ONE_INSTRUMENT = 4;

  /// Books of one connection: each is as busy as a hundred other channels.
  private static final int MOST_BOOKS = 50;

  /// A ticker is sent on change, and marks change with their index, which is sent each second;
  /// indexes of equities rest out of hours.
  private static final Duration ON_CHANGE = Duration.ofMinutes(5);

  private static final Set<Fact> IN_TICKER =
      Set.of(Fact.FUNDING_ESTIMATE, Fact.MARK, Fact.QUOTE, Fact.OPEN_INTEREST, Fact.VOLUME);

  private final Set<Fact> facts;
  private final List<SocketPlan> plans = new ArrayList<>();
  private Set<String> channels = new LinkedHashSet<>();
  private List<Promise> promises = new ArrayList<>();

  private DeribitSockets(Set<Fact> facts) {
    this.facts = facts;
  }

  /// @param contracts perpetuals and futures
  /// @param options on connections of their own
  static List<SocketPlan> plan(
      List<Instrument> contracts, List<Instrument> options, Set<Fact> facts) {
    DeribitSockets sockets = new DeribitSockets(facts);
    for (Instrument instrument : contracts) {
      if (sockets.channels.size() + MOST_OF_ONE_INSTRUMENT > MOST_CHANNELS) {
        sockets.close("public");
      }
      sockets.of(instrument);
    }
    sockets.close("public");
    sockets.options(options);
    return sockets.plans;
  }

  /// Every two seconds is enough for whole chains: a thousand options change as often as their
  /// index does. Whether one of them trades is nobody's promise; that any of them is told, is.
  private void options(List<Instrument> options) {
    if (!facts.contains(Fact.OPTION)) {
      return;
    }
    for (Instrument option : options) {
      if (channels.size() == MOST_CHANNELS) {
        close("options");
      }
      channels.add("ticker." + option.id().symbol() + ".agg2");
      if (promises.isEmpty()) {
        promises.add(new Promise(Fact.OPTION, null, ON_CHANGE));
      }
    }
    close("options");
  }

  /// Whole books with all their changes, chained.
  static List<SocketPlan> books(List<Instrument> open) {
    DeribitSockets sockets = new DeribitSockets(Set.of(Fact.BOOK));
    for (Instrument instrument : open) {
      if (sockets.channels.size() == MOST_BOOKS) {
        sockets.close("books");
      }
      sockets.channels.add("book." + instrument.id().symbol() + ".100ms");
      sockets.promises.add(new Promise(Fact.BOOK, instrument.id(), ON_CHANGE));
    }
    sockets.close("books");
    return sockets.plans;
  }

  private void of(Instrument instrument) {
    InstrumentId id = instrument.id();
    String name = id.symbol();
    if (channels.isEmpty()) {
      channels.add("platform_state");
      if (facts.contains(Fact.INSTRUMENT)) {
        channels.add("instrument.state.future.any");
      }
    }
    if (facts.stream().anyMatch(IN_TICKER::contains)) {
      channels.add("ticker." + name + ".100ms");
      promises.add(new Promise(Fact.MARK, id, ON_CHANGE));
    }
    if (facts.contains(Fact.INDEX)) {
      InstrumentId index = InstrumentId.of(Deribit.ID, instrument.indexSymbol());
      if (channels.add("deribit_price_index." + index.symbol())) {
        promises.add(new Promise(Fact.INDEX, index, ON_CHANGE));
      }
    }
    if (facts.contains(Fact.BOOK)) {
      channels.add("book." + name + ".none.10.100ms");
      promises.add(new Promise(Fact.BOOK, id, ON_CHANGE));
    }
    if (facts.contains(Fact.TRADE) || facts.contains(Fact.LIQUIDATION)) {
      // No promise: a quiet perpetual has no trades for hours.
      channels.add("trades." + name + ".100ms");
    }
  }

  private void close(String name) {
    // A connection that would carry notices only is not opened.
    if (channels.stream().anyMatch(channel -> !channel.equals("platform_state"))) {
      plans.add(new SocketPlan(name + "-" + (plans.size() + 1), "/ws/api/v2", hello(), promises));
    }
    channels = new LinkedHashSet<>();
    promises = new ArrayList<>();
  }

  /// Heartbeats first: without them a dead connection stays open.
  private List<String> hello() {
    List<String> texts = new ArrayList<>();
    texts.add(call(1, "public/set_heartbeat", "\"interval\":" + HEARTBEAT.toSeconds()));
    List<String> all = List.copyOf(channels);
    for (int from = 0; from < all.size(); from += BATCH) {
      List<String> batch = all.subList(from, Math.min(all.size(), from + BATCH));
      texts.add(
          call(
              10 + texts.size(),
              "public/subscribe",
              "\"channels\":[\"" + String.join("\",\"", batch) + "\"]"));
    }
    return texts;
  }

  private static String call(int id, String method, String parameters) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\""
        + method
        + "\",\"params\":{"
        + parameters
        + "}}";
  }
}
