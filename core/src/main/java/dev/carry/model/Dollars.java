package dev.carry.model;

import java.util.List;
import java.util.Locale;

/// The currencies that are meant to be worth a dollar. They are different assets, and a price in
/// one is about a price in another: only such prices can be compared without a rate of exchange.
public final class Dollars {
  private static final List<String> ALL =
      List.of(
          "USD", "USDT", "USDC", "USDE", "USDH", "USD1", "USDT0", "FDUSD", "BUSD", "TUSD", "GUSD",
          "DAI", "PYUSD", "RLUSD", "USDG", "USDD", "USDS", "USDP", "BFUSD", "USDM");

  private Dollars() {}

  /// Whether a currency is meant to be worth a dollar; the letters' case says nothing.
  public static boolean like(String currency) {
    return ALL.contains(currency.toUpperCase(Locale.ROOT));
  }
}
