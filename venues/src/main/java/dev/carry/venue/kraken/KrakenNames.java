package dev.carry.venue.kraken;

import dev.carry.model.Instrument;
import dev.carry.venue.Instruments;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Kraken's names of one pair: `BTC/USD` on sockets of version 2, `XBT/USD` on those of version 1,
/// and over REST `XBTUSD` or, for the oldest coins, `XXBTZUSD`.
final class KrakenNames {
  private static final int OLD_KEY = 8;
  private static final int OLD_COIN = 4;

  private final Instruments listed;

  /// Symbols by REST's names, of what was listed when one was last not found.
  private final Map<String, String> symbols = new HashMap<>();

  KrakenNames(Instruments listed) {
    this.listed = listed;
  }

  /// @param pair two coins with a slash between them
  static String symbol(String pair) {
    int slash = pair.indexOf('/');
    if (slash <= 0 || slash == pair.length() - 1) {
      throw new IllegalArgumentException("a pair such as BTC/USD, found " + pair);
    }
    return coin(pair.substring(0, slash)) + "/" + coin(pair.substring(slash + 1));
  }

  static String coin(String name) {
    return switch (name) {
      case "XBT" -> "BTC";
      case "XDG" -> "DOGE";
      default -> name;
    };
  }

  /// What REST calls a pair when it is asked for.
  static String asked(String symbol) {
    int slash = symbol.indexOf('/');
    return old(symbol.substring(0, slash)) + old(symbol.substring(slash + 1));
  }

  private static String old(String coin) {
    return switch (coin) {
      case "BTC" -> "XBT";
      case "DOGE" -> "XDG";
      default -> coin;
    };
  }

  /// The symbol that REST's name of a pair is of; null where that is not known.
  @Nullable String symbolOf(String key) {
    String known = symbols.get(key);
    if (known != null) {
      return known;
    }
    if (key.indexOf('/') > 0) {
      return symbol(key);
    }
    if (key.length() == OLD_KEY && isOld(key.charAt(0)) && isOld(key.charAt(OLD_COIN))) {
      return coin(key.substring(1, OLD_COIN)) + "/" + coin(key.substring(OLD_COIN + 1));
    }
    if (symbols.isEmpty()) {
      for (Instrument instrument : listed.all()) {
        String symbol = instrument.id().symbol();
        symbols.put(asked(symbol), symbol);
      }
      return symbols.get(key);
    }
    return null;
  }

  /// Another answer begins: what was listed since counts too.
  void refresh() {
    symbols.clear();
  }

  private static boolean isOld(char mark) {
    return mark == 'X' || mark == 'Z';
  }
}
