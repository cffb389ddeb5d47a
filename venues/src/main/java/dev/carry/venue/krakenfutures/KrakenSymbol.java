package dev.carry.venue.krakenfutures;

import dev.carry.model.InstrumentId;
import java.util.Locale;

/// What a symbol alone tells: `PF_XBTUSD`, `PI_XBTUSD`, `FI_XBTUSD_261225`, `in_xbtusd`.
///
/// The first letter is `P` for perpetuals and `F` for dated futures; the second `F` for linear
/// contracts with several currencies as collateral, `I` for inverse ones, `V` for linear ones with
/// one currency as collateral. REST once wrote contracts in small letters, the socket never did:
/// the socket's spelling names the contract. Stocks keep their small letters (`PF_AAPLxUSD`).
///
/// @param id venue and symbol
/// @param kind what it names
/// @param inverse whether a contract is of 1 US dollar and pays in the coin
record KrakenSymbol(InstrumentId id, Kind kind, boolean inverse) {
  private static final int PREFIX = 3;

  enum Kind {
    PERPETUAL,
    DATED_FUTURE,
    /// An index, or a product that is not read.
    OTHER
  }

  static KrakenSymbol of(String symbol) {
    String prefix = symbol.length() < PREFIX ? symbol : symbol.substring(0, PREFIX);
    String capitals = prefix.toUpperCase(Locale.ROOT);
    Kind kind =
        switch (capitals) {
          case "PF_", "PI_", "PV_" -> Kind.PERPETUAL;
          case "FF_", "FI_", "FV_" -> Kind.DATED_FUTURE;
          default -> Kind.OTHER;
        };
    boolean small = kind != Kind.OTHER && !prefix.equals(capitals);
    return new KrakenSymbol(
        InstrumentId.of(KrakenFutures.ID, small ? symbol.toUpperCase(Locale.ROOT) : symbol),
        kind,
        capitals.equals("PI_") || capitals.equals("FI_"));
  }

  boolean contract() {
    return kind != Kind.OTHER;
  }

  /// Base and quote as the symbol writes them, `XBTUSD` of `FI_XBTUSD_261225`.
  String pair() {
    String symbol = id.symbol();
    int date = symbol.indexOf('_', PREFIX);
    return symbol.substring(Math.min(PREFIX, symbol.length()), date < 0 ? symbol.length() : date);
  }
}
