package dev.carry.venue.bybit;

import java.math.BigDecimal;

/// A base coin as Bybit spells it, taken apart into the canonical asset and how many of it one
/// price is for.
///
/// The rule: a 1 followed by three or more zeros before a letter is a multiplier (`1000PEPE`,
/// `10000SATS`, `1000000MOG`), and so it is after the name in the one listing that puts it there
/// (`SHIB1000`). A lone digit belongs to the name (`1INCH`), as do all others (`PRE02ZRO`).
///
/// @param name canonical asset
/// @param multiplier units of the asset one price is for, 1 or a power of ten from 1000
record Asset(String name, BigDecimal multiplier) {

  static Asset of(String coin) {
    if (coin.equals("SHIB1000")) {
      return new Asset("SHIB", BigDecimal.valueOf(1_000));
    }
    int zeros = 0;
    if (coin.startsWith("1")) {
      while (1 + zeros < coin.length() && coin.charAt(1 + zeros) == '0') {
        zeros++;
      }
    }
    int name = 1 + zeros;
    boolean multiplied =
        zeros >= 3 && name < coin.length() && Character.isLetter(coin.charAt(name));
    return multiplied
        ? new Asset(coin.substring(name), BigDecimal.TEN.pow(zeros))
        : new Asset(coin, BigDecimal.ONE);
  }
}
