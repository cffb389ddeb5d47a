package dev.carry.sim.fault;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The kinds of fault, with the keys each takes beside `at`, `venue` and `what`. A key marked `!`
/// must be there.
public enum Kind {
  /// Every socket of the venue is cut without a closing frame.
  DISCONNECT("disconnect"),

  /// Sockets stay open and answer pings; market data stops.
  SILENCE("silence", "for", "symbol"),

  /// REST answers `status` (429, 418, 403, 500, 503) with `retry-after`.
  REFUSE("refuse", "for", "status!", "retry-after"),

  /// A `share` of the messages is something else entirely.
  GARBAGE("garbage", "for", "share", "symbol"),

  /// A `share` of the messages ends too early.
  TRUNCATE("truncate", "for", "share", "symbol"),

  /// A `share` of the messages comes twice.
  DUPLICATE("duplicate", "for", "share", "symbol"),

  /// A `share` of the messages comes after the one that follows it.
  REORDER("reorder", "for", "share", "symbol"),

  /// Everything arrives `by` later.
  DELAY("delay", "for", "by!", "symbol"),

  /// The last message of each topic is sent again instead of a new one, old stamps and all.
  STALE("stale", "for", "symbol"),

  /// The venue's stamps are off `by` so much; negative is behind.
  CLOCK_SKEW("clock-skew", "for", "by!"),

  /// A perpetual settles every `hours` from now on.
  PERIOD_CHANGE("period-change", "symbol!", "hours!"),

  /// A contract stops trading, and after `for` is gone from the lists.
  DELIST("delist", "for", "symbol!"),

  /// A symbol from now on is another coin of the same name, at `times` the price.
  IMPOSTOR("impostor", "symbol!", "times"),

  /// The venue announces an upgrade (64008 on OKX) and cuts its sockets after `for`.
  UPGRADE("upgrade", "for");

  private final String word;
  private final String keys;

  Kind(String word, String... keys) {
    this.word = word;
    this.keys = String.join(" ", keys);
  }

  /// As it is written in a file.
  public String word() {
    return word;
  }

  /// The keys allowed.
  public Set<String> allowed() {
    return words(keys.replace("!", ""), "");
  }

  /// The keys that must be there.
  public Set<String> required() {
    return words(keys, "!");
  }

  private static Set<String> words(String text, String ending) {
    return Arrays.stream(text.split(" ", -1))
        .filter(word -> !word.isEmpty() && word.endsWith(ending))
        .map(word -> word.replace("!", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// All words, for messages.
  public static String words() {
    return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
  }
}
