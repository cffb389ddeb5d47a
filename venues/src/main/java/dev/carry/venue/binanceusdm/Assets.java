package dev.carry.venue.binanceusdm;

import java.math.BigDecimal;
import java.util.List;

/// What a base asset's name says: Binance lists cheap coins by the thousand and the like, and puts
/// the number in front of the coin's name.
///
/// @param asset the coin itself
/// @param multiplier how many of them one price is for
record Assets(String asset, BigDecimal multiplier) {

  /// A number Binance puts in front.
  private record Prefix(String text, BigDecimal multiplier) {}

  /// Longest first. A letter must follow: `1INCH` and `0G` are names of their own, and `1M` is a
  /// million only where the rest is a word (`1MBABYDOGE`), never of a coin called `1M…` in short.
  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix("1000000", new BigDecimal(1_000_000)),
          new Prefix("10000", new BigDecimal(10_000)),
          new Prefix("1000", new BigDecimal(1_000)));

  private static final Prefix MILLION = new Prefix("1M", new BigDecimal(1_000_000));

  /// Shortest rest after `1M` that is taken for a coin's name.
  private static final int SHORTEST_AFTER_MILLION = 3;

  static Assets of(String name) {
    for (Prefix prefix : PREFIXES) {
      if (hasName(name, prefix.text(), 1)) {
        return new Assets(name.substring(prefix.text().length()), prefix.multiplier());
      }
    }
    if (hasName(name, MILLION.text(), SHORTEST_AFTER_MILLION)) {
      return new Assets(name.substring(MILLION.text().length()), MILLION.multiplier());
    }
    return new Assets(name, BigDecimal.ONE);
  }

  private static boolean hasName(String name, String prefix, int shortest) {
    return name.startsWith(prefix)
        && name.length() >= prefix.length() + shortest
        && Character.isLetter(name.charAt(prefix.length()));
  }
}
