package dev.carry.venue;

import java.math.BigDecimal;

/// A base coin as venues list it, taken apart into the asset and how many of it one price is for:
/// cheap coins are listed by the thousand and the like, with the number in front of the name.
///
/// The rule: a 1 followed by three or more zeros before a letter is a multiplier (`1000PEPE`,
/// `1000000MOG`), and so is `1M` where the rest is a word (`1MBABYDOGE`). Other digits belong to
/// the name (`1INCH`, `0G`, `PRE02ZRO`). What a name does not tell stands in [Identity].
///
/// @param name canonical asset
/// @param multiplier units of the asset one price is for, 1 or a power of ten from 1000
public record ListedAsset(String name, BigDecimal multiplier) {
  /// Shortest rest after `1M` that is taken for a coin's name.
  private static final int SHORTEST_AFTER_MILLION = 3;

  public static ListedAsset of(String coin) {
    if (coin.startsWith("1M") && isName(coin, 2, SHORTEST_AFTER_MILLION)) {
      return new ListedAsset(coin.substring(2), BigDecimal.valueOf(1_000_000));
    }
    int zeros = 0;
    if (coin.startsWith("1")) {
      while (1 + zeros < coin.length() && coin.charAt(1 + zeros) == '0') {
        zeros++;
      }
    }
    return zeros >= 3 && isName(coin, 1 + zeros, 1)
        ? new ListedAsset(coin.substring(1 + zeros), BigDecimal.TEN.pow(zeros))
        : new ListedAsset(coin, BigDecimal.ONE);
  }

  private static boolean isName(String coin, int from, int shortest) {
    return coin.length() >= from + shortest && Character.isLetter(coin.charAt(from));
  }
}
