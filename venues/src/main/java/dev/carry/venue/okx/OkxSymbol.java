package dev.carry.venue.okx;

import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;

/// What an OKX `instId` alone tells: `BTC-USDT-SWAP`, `BTC-USD-251226`,
/// `BTC-USD_UM_XPERP-310404`, `BTC-USDT` (a spot pair, and the index of the same name),
/// `BTC-USD-251226-100000-C`.
///
/// @param id venue and symbol
/// @param sizeIn what its sizes on the wire count: base for spot, contracts for all else
/// @param option whether it is an option
/// @param quotedInUsd whether prices are in USD itself, in contrast to USDT or USDC
record OkxSymbol(InstrumentId id, SizeIn sizeIn, boolean option, boolean quotedInUsd) {

  static OkxSymbol of(String symbol) {
    String[] parts = symbol.split("-", -1);
    String last = parts[parts.length - 1];
    boolean option = parts.length == 5 && (last.equals("C") || last.equals("P"));
    boolean usd = parts.length > 1 && (parts[1].equals("USD") || parts[1].startsWith("USD_"));
    return new OkxSymbol(
        InstrumentId.of(Okx.ID, symbol),
        parts.length == 2 ? SizeIn.BASE : SizeIn.CONTRACTS,
        option,
        usd);
  }
}
