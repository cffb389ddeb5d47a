package dev.carry.venue.hyperliquid;

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
import org.jspecify.annotations.Nullable;

/// Which channels carry which facts, split over connections.
///
/// An address has 10 connections and 1,000 subscriptions. As long as they suffice, each coin has
/// its own context, told every second; beyond that all contexts come in one message every quarter
/// of a minute, and what is still too much is left out: the last channels of the last coins.
final class HyperliquidSockets {
  /// Asks on a socket for the order in which each dex lists its coins.
  static final String ORDER =
      "{\"method\":\"post\",\"id\":1,\"request\":{\"type\":\"info\",\"payload\":"
          + "{\"type\":\"allPerpMetas\"}}}";

  /// Of the 1,000 of an address, some are left for books.
  static final int MOST_SUBSCRIPTIONS = 950;

  /// Seven connections at most: the others are for books, and for replacing one before it ends.
  static final int A_CONNECTION = 150;

  static final int MOST_BOOKS = 1_000 - MOST_SUBSCRIPTIONS;

  private static final Set<Fact> IN_CONTEXTS =
      EnumSet.of(
          Fact.FUNDING_ESTIMATE,
          Fact.MARK,
          Fact.INDEX,
          Fact.PREMIUM_INDEX,
          Fact.OPEN_INTEREST,
          Fact.VOLUME);

  private static final Duration PUSHED_ANYWAY = Duration.ofMinutes(2);
  private static final Duration ON_CHANGE = Duration.ofMinutes(30);

  private static final String PATH = "/ws";

  /// One channel of every coin.
  ///
  /// @param fact what it promises; absent: it may be silent
  private record Channel(String type, @Nullable Fact fact, Duration quiet) {}

  private final List<SocketPlan> plans = new ArrayList<>();
  private List<String> hello = new ArrayList<>();
  private List<Promise> promises = new ArrayList<>();
  private int left = MOST_SUBSCRIPTIONS;

  private HyperliquidSockets() {}

  static List<SocketPlan> plan(List<Instrument> perpetuals, Set<Fact> facts) {
    List<Channel> channels = channels(facts);
    Fact told = facts.stream().filter(IN_CONTEXTS::contains).sorted().findFirst().orElse(null);
    HyperliquidSockets sockets = new HyperliquidSockets();
    if (told != null && !perpetuals.isEmpty()) {
      if (perpetuals.size() * (1 + channels.size()) <= MOST_SUBSCRIPTIONS) {
        channels.addFirst(new Channel("activeAssetCtx", told, PUSHED_ANYWAY));
      } else {
        sockets.allContexts(told);
      }
    }
    for (Channel channel : channels) {
      for (Instrument instrument : perpetuals) {
        sockets.subscribe(channel, instrument.id(), "public");
      }
    }
    sockets.close("public");
    return sockets.plans;
  }

  static List<SocketPlan> books(List<Instrument> deep) {
    HyperliquidSockets sockets = new HyperliquidSockets();
    Channel book = new Channel("l2Book", Fact.BOOK, PUSHED_ANYWAY);
    for (Instrument instrument : deep.subList(0, Math.min(MOST_BOOKS, deep.size()))) {
      sockets.subscribe(book, instrument.id(), "books");
    }
    sockets.close("books");
    return sockets.plans;
  }

  private static List<Channel> channels(Set<Fact> facts) {
    List<Channel> channels = new ArrayList<>();
    if (facts.contains(Fact.QUOTE)) {
      channels.add(new Channel("bbo", Fact.QUOTE, ON_CHANGE));
    }
    if (facts.contains(Fact.TRADE)) {
      channels.add(new Channel("trades", null, ON_CHANGE));
    }
    if (facts.contains(Fact.BOOK)) {
      channels.add(new Channel("l2Book", Fact.BOOK, PUSHED_ANYWAY));
    }
    return channels;
  }

  private void allContexts(Fact told) {
    hello.add(ORDER);
    hello.add("{\"method\":\"subscribe\",\"subscription\":{\"type\":\"allDexsAssetCtxs\"}}");
    promises.add(new Promise(told, null, PUSHED_ANYWAY));
    left--;
    close("contexts");
  }

  private void subscribe(Channel channel, InstrumentId id, String connection) {
    if (left == 0) {
      return;
    }
    if (hello.size() == A_CONNECTION) {
      close(connection);
    }
    left--;
    hello.add(
        "{\"method\":\"subscribe\",\"subscription\":{\"type\":\""
            + channel.type
            + "\",\"coin\":\""
            + id.symbol()
            + "\"}}");
    if (channel.fact != null) {
      promises.add(new Promise(channel.fact, id, channel.quiet));
    }
  }

  private void close(String name) {
    if (!hello.isEmpty()) {
      plans.add(new SocketPlan(name + "-" + (plans.size() + 1), PATH, hello, promises));
      hello = new ArrayList<>();
      promises = new ArrayList<>();
    }
  }
}
