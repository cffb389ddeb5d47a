package dev.carry.venue.bybit;

import dev.carry.model.Fact;
import dev.carry.venue.SocketPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which topics carry which facts of contracts, and how topics are split over connections and
/// messages.
final class BybitSockets {
  /// Topics of books with fifty levels.
  static final String BOOKS = "orderbook.50.";

  /// Bybit cuts at 21,000 characters of topics a connection; the rest is for quotes and commas we
  /// may count otherwise than they do.
  static final int TOPIC_CHARACTERS = 20_000;

  /// One bad topic has its whole message refused, so a message holds few.
  static final int TOPICS_A_MESSAGE = 50;

  /// The most that spot takes in one message (from memory).
  static final int SPOT_TOPICS_A_MESSAGE = 10;

  private static final Set<Fact> OF_TICKERS =
      Set.of(
          Fact.FUNDING_ESTIMATE,
          Fact.MARK,
          Fact.INDEX,
          Fact.QUOTE,
          Fact.OPEN_INTEREST,
          Fact.VOLUME);

  private BybitSockets() {}

  static List<String> prefixes(Set<Fact> facts) {
    List<String> prefixes = new ArrayList<>();
    if (facts.stream().anyMatch(OF_TICKERS::contains)) {
      prefixes.add("tickers.");
    }
    if (facts.contains(Fact.LIQUIDATION)) {
      prefixes.add("allLiquidation.");
    }
    if (facts.contains(Fact.TRADE)) {
      prefixes.add("publicTrade.");
    }
    if (facts.contains(Fact.BOOK)) {
      prefixes.add(BOOKS);
    }
    return prefixes;
  }

  static List<String> topics(List<String> prefixes, List<String> symbols) {
    List<String> topics = new ArrayList<>();
    for (String prefix : prefixes) {
      for (String symbol : symbols) {
        topics.add(prefix + symbol);
      }
    }
    return topics;
  }

  /// Adds the connections of one product line, as few as the topics' length allows.
  ///
  /// @param name of the connections, which a number follows
  /// @param category of the product line, the last part of the path
  static void plan(
      String name, String category, List<String> topics, Set<Fact> facts, List<SocketPlan> plans) {
    boolean spot = category.equals(BybitSpot.CATEGORY);
    int most = spot ? SPOT_TOPICS_A_MESSAGE : TOPICS_A_MESSAGE;
    int from = 0;
    int number = 1;
    while (from < topics.size()) {
      int to = from;
      int characters = 0;
      // A topic, its two quotes and its comma.
      while (to < topics.size() && characters + topics.get(to).length() + 3 <= TOPIC_CHARACTERS) {
        characters += topics.get(to).length() + 3;
        to++;
      }
      List<String> on = topics.subList(from, to);
      plans.add(
          new SocketPlan(
              name + "-" + number,
              "/v5/public/" + category,
              hello(on, most),
              promises(on, facts, spot)));
      from = to;
      number++;
    }
  }

  private static List<String> hello(List<String> topics, int most) {
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < topics.size(); from += most) {
      List<String> batch = topics.subList(from, Math.min(topics.size(), from + most));
      texts.add("{\"op\":\"subscribe\",\"args\":[\"" + String.join("\",\"", batch) + "\"]}");
    }
    return texts;
  }

  /// A rate may stand for a whole period and is then not repeated; a settlement moves it.
  private static final Duration LONGEST_RATE = Duration.ofHours(9);

  /// A ticker begins with a snapshot of everything; what moves, and how often, depends on the
  /// market, so only the liveliest of a connection is waited for. Liquidations promise nothing:
  /// hours without one are good hours.
  private static List<SocketPlan.Promise> promises(
      List<String> topics, Set<Fact> facts, boolean spot) {
    Map<Fact, Duration> quiet = new EnumMap<>(Fact.class);
    if (any(topics, "tickers.")) {
      quiet.put(Fact.FUNDING_ESTIMATE, LONGEST_RATE);
      quiet.put(Fact.MARK, Duration.ofSeconds(20));
      quiet.put(Fact.INDEX, Duration.ofSeconds(20));
      quiet.put(Fact.OPEN_INTEREST, Duration.ofMinutes(2));
      quiet.put(Fact.VOLUME, Duration.ofMinutes(2));
      quiet.put(Fact.OPTION, Duration.ofSeconds(20));
      if (!spot) {
        quiet.put(Fact.QUOTE, Duration.ofSeconds(20));
      }
    }
    if (any(topics, "orderbook.1.")) {
      quiet.put(Fact.QUOTE, Duration.ofSeconds(20));
    }
    if (any(topics, BOOKS)) {
      quiet.put(Fact.BOOK, Duration.ofSeconds(20));
    }
    if (any(topics, "publicTrade.")) {
      quiet.put(Fact.TRADE, Duration.ofMinutes(5));
    }
    return quiet.entrySet().stream()
        .filter(entry -> facts.contains(entry.getKey()))
        .map(entry -> new SocketPlan.Promise(entry.getKey(), null, entry.getValue()))
        .toList();
  }

  private static boolean any(List<String> topics, String prefix) {
    return topics.stream().anyMatch(topic -> topic.startsWith(prefix));
  }
}
