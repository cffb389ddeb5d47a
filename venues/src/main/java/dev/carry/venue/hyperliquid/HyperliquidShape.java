package dev.carry.venue.hyperliquid;

import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;

/// What an answer of `/info` that is a list is of: nothing but its shape tells.
enum HyperliquidShape {
  SPOT,
  METAS,
  SETTLED,
  TRADES,
  CANDLES,
  DEXES,
  /// Lists of lists: a coin, then the rates of several venues.
  PREDICTED,
  EMPTY,
  UNKNOWN;

  /// Fields that tell what the rows are; of several the first in this order counts.
  private static final Names TELLING =
      Names.of("tokens", "universe", "fundingRate", "tid", "T", "deployer");

  /// Told by the first element that is not null; the reader is left anywhere.
  static HyperliquidShape of(JsonReader json) {
    json.beginArray();
    while (json.nextElement()) {
      switch (json.peek()) {
        case 'n' -> json.skip(); // the first dex has no name
        case '[' -> {
          return PREDICTED;
        }
        case '{' -> {
          return ofRow(json);
        }
        default -> {
          return UNKNOWN;
        }
      }
    }
    return EMPTY;
  }

  private static HyperliquidShape ofRow(JsonReader json) {
    int seen = 0;
    json.beginObject();
    for (int field; (field = json.nextField(TELLING)) != JsonReader.END; ) {
      seen |= field >= 0 ? 1 << field : 0;
      json.skip();
    }
    return switch (Integer.numberOfTrailingZeros(seen)) {
      case 0 -> SPOT;
      case 1 -> METAS;
      case 2 -> SETTLED;
      case 3 -> TRADES;
      case 4 -> CANDLES;
      case 5 -> DEXES;
      default -> UNKNOWN;
    };
  }
}
