package dev.carry.model;

import java.util.Comparator;

/// The name of one thing a venue publishes facts about: an instrument, or an index where the venue
/// keys its index prices by a name of their own (`okx:BTC-USDT`, `deribit:btc_usd`).
///
/// @param venue the venue
/// @param symbol the venue's own symbol, case-sensitive, never rewritten
public record InstrumentId(VenueId venue, String symbol) implements Comparable<InstrumentId> {

  private static final Comparator<InstrumentId> ORDER =
      Comparator.comparing(InstrumentId::venue).thenComparing(InstrumentId::symbol);

  public InstrumentId {
    if (symbol.isEmpty()) {
      throw new IllegalArgumentException("an instrument of " + venue + " without a symbol");
    }
  }

  public static InstrumentId of(VenueId venue, String symbol) {
    return new InstrumentId(venue, symbol);
  }

  /// Reads `venue:SYMBOL`; the symbol may itself contain colons.
  public static InstrumentId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new IllegalArgumentException(
          "instrument '" + text + "': expected venue:SYMBOL, for example bybit:BTCUSDT");
    }
    return new InstrumentId(VenueId.of(text.substring(0, colon)), text.substring(colon + 1));
  }

  @Override
  public int compareTo(InstrumentId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return venue + ":" + symbol;
  }
}
