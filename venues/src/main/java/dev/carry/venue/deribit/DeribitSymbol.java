package dev.carry.venue.deribit;

import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Instruments;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a Deribit `instrument_name` alone tells: `BTC-PERPETUAL`, `SOL_USDC-PERPETUAL`,
/// `BTC-25DEC26`, `BTC_USDC` (spot), `BTC-25DEC26-90000-C`, `BTC-FS-25DEC26_PERP` (a combination).
///
/// @param id venue and name
/// @param what which product
/// @param pair what stands before the first dash: `BTC` (inverse, priced in USD) or `SOL_USDC`
/// @param sizeIn what amounts count: US dollars of inverse perpetuals and futures, else base
record DeribitSymbol(InstrumentId id, What what, String pair, SizeIn sizeIn) {

  enum What {
    PERPETUAL,
    FUTURE,
    SPOT,
    OPTION,
    COMBINATION
  }

  static DeribitSymbol of(String name) {
    String[] parts = name.split("-", -1);
    String last = parts[parts.length - 1];
    What what;
    if (parts.length == 1) {
      what = What.SPOT;
    } else if (parts.length == 2) {
      what = last.equals("PERPETUAL") ? What.PERPETUAL : What.FUTURE;
    } else {
      boolean option = parts.length == 4 && (last.equals("C") || last.equals("P"));
      what = option ? What.OPTION : What.COMBINATION;
    }
    boolean dollars = parts[0].indexOf('_') < 0 && what != What.OPTION;
    return new DeribitSymbol(
        InstrumentId.of(Deribit.ID, name), what, parts[0], dollars ? SizeIn.QUOTE : SizeIn.BASE);
  }

  /// Why nothing is read of it; null where it is.
  @Nullable String ignored() {
    return what == What.COMBINATION ? DeribitCodec.COMBINATION : null;
  }

  /// Settled in the coin itself; premiums of such options are written in it.
  boolean inverse() {
    return pair.indexOf('_') < 0;
  }

  /// The index it follows: as listed, else by Deribit's naming (`btc_usd`, `sol_usdc`).
  InstrumentId index(Instruments listed) {
    var instrument = listed.find(id);
    if (instrument != null) {
      return InstrumentId.of(Deribit.ID, instrument.indexSymbol());
    }
    return InstrumentId.of(Deribit.ID, indexName());
  }

  String indexName() {
    return (inverse() ? pair + "_usd" : pair).toLowerCase(Locale.ROOT);
  }
}
