package dev.carry.sim.world;

import java.util.ArrayList;
import java.util.List;

/// A coin of the simulated world.
///
/// @param price in USDT, to begin with
/// @param tier of liquidity, from 1 (deepest) to 4
/// @param everywhere whether all venues with a long list have it, and not only some
record Coins(String name, double price, int tier, boolean everywhere) {
  private static final String TABLE =
      """
      BTC 97480.25 1, ETH 3412.4 1, SOL 191.3 1, XRP 2.41 2, BNB 688.5 2, DOGE 0.3312 2,
      ADA 0.948 2, AVAX 37.9 2, LINK 22.4 2, LTC 104.6 2, SUI 4.37 2, TON 5.41 2,
      TRX 0.2466 2, DOT 7.03 2, BCH 441.2 2, NEAR 5.06 2, PEPE 0.00001812 2, UNI 13.2 3,
      AAVE 318.5 3, APT 9.12 3, ARB 0.742 3, OP 1.81 3, ATOM 6.44 3, FIL 5.02 3,
      INJ 22.1 3, TIA 4.93 3, SEI 0.418 3, WLD 2.12 3, WIF 1.79 3, ETC 26.3 3,
      SHIB 0.00002153 3, BONK 0.00003021 3, FLOKI 0.0001711 3, HBAR 0.281 3, XLM 0.402 3,
      ENA 0.953 3, ONDO 1.38 3, TAO 452.7 3, FET 1.29 3, RENDER 7.02 3, ICP 10.1 3,
      ALGO 0.344 3, STX 1.58 3, JUP 0.846 3, ORDI 23.8 4, PYTH 0.379 4, STRK 0.447 4,
      IMX 1.31 4, GALA 0.0352 4, SAND 0.553 4, AXS 6.08 4, DYDX 1.39 4, GMX 27.2 4,
      COMP 80.4 4, SNX 2.01 4, JTO 3.08 4, RUNE 4.02 4, EGLD 33.1 4, THETA 2.19 4,
      CRV 0.902 4, LDO 1.77 4, MOG 0.000001874 4, BLUR 0.271 4, APE 1.12 4\
      """;
  private static final String CONSONANTS = "BDFGHKLMNPRSTVZ";
  private static final String VOWELS = "AEIOU";

  /// Coins, the deepest first: those that everybody knows, then made-up ones.
  static List<Coins> first(int count) {
    List<Coins> coins = new ArrayList<>();
    for (String row : TABLE.split(",", -1)) {
      String[] cells = row.strip().split(" ", -1);
      coins.add(
          new Coins(cells[0], Double.parseDouble(cells[1]), Integer.parseInt(cells[2]), true));
    }
    for (int number = 0; coins.size() < count; number++) {
      coins.add(madeUp(number));
    }
    return List.copyOf(coins.subList(0, count));
  }

  /// The number says all: a name of three syllables and a price between 0.001 and 100.
  private static Coins madeUp(int number) {
    int syllables = CONSONANTS.length() * VOWELS.length();
    String name =
        syllable(number * 7 % syllables) + syllable(number / syllables) + syllable(number % 11);
    double exponent = number * 37 % 100 / 20.0 - 3;
    return new Coins(name, Math.round(Math.pow(10, exponent) * 1e6) / 1e6, 4, number % 2 == 0);
  }

  private static String syllable(int number) {
    char consonant = CONSONANTS.charAt(number / VOWELS.length());
    return "" + consonant + VOWELS.charAt(number % VOWELS.length());
  }
}
