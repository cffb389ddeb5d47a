package dev.carry.venue.okx;

import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import org.jspecify.annotations.Nullable;

/// What an OKX `instId` alone tells: `BTC-USDT-SWAP`, `BTC-USD-251226`,
/// `BTC-USD_UM_XPERP-310404`, `BTC-USDT` (a spot pair, and the index of the same name),
/// `BTC-USD-251226-100000-C`.
///
/// @param id venue and symbol
/// @param sizeIn what its sizes on the wire count: base for spot, contracts for all else
/// @param ignored why nothing is read of it at this venue, as an instrument; absent where it is
/// @param quotedInUsd whether prices are in USD itself, in contrast to USDT or USDC
record OkxSymbol(InstrumentId id, SizeIn sizeIn, @Nullable String ignored, boolean quotedInUsd) {
  static final String SPOT = "spot is a venue of its own: okx-spot";
  static final String CONTRACT = "contracts are a venue of their own: okx";
  static final String OPTION = "options are a venue of their own: okx-options";

  /// @param venue whose codec reads it: the contracts', the pairs' or the options'
  static OkxSymbol of(VenueId venue, String symbol) {
    String[] parts = symbol.split("-", -1);
    String last = parts[parts.length - 1];
    boolean option = parts.length == 5 && (last.equals("C") || last.equals("P"));
    boolean usd = parts.length > 1 && (parts[1].equals("USD") || parts[1].startsWith("USD_"));
    boolean pair = parts.length == 2;
    VenueId owner = option ? OkxOptions.ID : pair ? OkxSpot.ID : Okx.ID;
    return new OkxSymbol(
        InstrumentId.of(venue, symbol),
        pair ? SizeIn.BASE : SizeIn.CONTRACTS,
        owner.equals(venue) ? null : option ? OPTION : pair ? SPOT : CONTRACT,
        usd);
  }
}
