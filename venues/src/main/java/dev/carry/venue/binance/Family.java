package dev.carry.venue.binance;

import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import dev.carry.venue.Decoded;
import org.jspecify.annotations.Nullable;

/// The markets that share Binance's formats, and what a message leaves to whoever knows which of
/// them it is from.
enum Family {
  USD_M(
      "/fapi/v1", SizeIn.BASE, 1, "a COIN-M row: coin-margined contracts are a venue of their own"),
  COIN_M("/dapi/v1", SizeIn.CONTRACTS, 2, "a USD-M row: linear contracts are a venue of their own"),
  SPOT("/api/v3", SizeIn.BASE, 0, "a row of contracts: these are venues of their own");

  private final String api;
  private final SizeIn sizeIn;
  private final long mark;
  private final String foreign;

  Family(String api, SizeIn sizeIn, long mark, String foreign) {
    this.api = api;
    this.sizeIn = sizeIn;
    this.mark = mark;
    this.foreign = foreign;
  }

  VenueId venue() {
    return switch (this) {
      case USD_M -> BinanceUsdm.ID;
      case COIN_M -> BinanceCoinm.ID;
      case SPOT -> BinanceSpot.ID;
    };
  }

  InstrumentId id(String symbol) {
    return InstrumentId.of(venue(), symbol);
  }

  /// What the paths of its REST calls begin with.
  String api() {
    return api;
  }

  SizeIn sizeIn() {
    return sizeIn;
  }

  /// Where the sockets of books are.
  String bookPath() {
    return this == USD_M ? "/public/stream" : "/stream";
  }

  /// Where the sockets of all else are.
  String marketPath() {
    return this == USD_M ? "/market/stream" : "/stream";
  }

  /// The stream of the best twenty levels; spot has another pace.
  String topLevels() {
    return this == SPOT ? "@depth20" : "@depth20@500ms";
  }

  /// What a thousand levels of a book cost.
  int depthWeight() {
    return this == SPOT ? 50 : 20;
  }

  /// The most candles of one answer.
  int candlesPerAnswer() {
    return this == SPOT ? 1000 : 1500;
  }

  /// What an answer full of candles costs.
  int candlesWeight() {
    return this == SPOT ? 2 : 10;
  }

  /// The number of the book that changes are to be made to. Spot sends none: there the first
  /// change follows it.
  ///
  /// @param after as sent; absent where nothing was
  @Nullable Long after(long first, @Nullable Long after) {
    return this == SPOT ? Long.valueOf(first - 1) : after;
  }

  /// Whether a row marked so belongs to the other family: since mid-2026 all-market streams may
  /// carry both.
  ///
  /// @param st the row's mark; 0 where it has none
  boolean isForeign(long st) {
    return st != 0 && st != mark;
  }

  /// Why a row of the other family gives no fact.
  Decoded.Ignored foreign() {
    return new Decoded.Ignored(foreign);
  }

  /// The pair a contract is of, whose index it follows: `BTCUSD` for `BTCUSD_PERP`, `BTCUSDT` for
  /// `BTCUSDT_261225`; its own symbol where nothing follows the pair.
  static String pair(String symbol) {
    int end = symbol.indexOf('_');
    return end < 0 ? symbol : symbol.substring(0, end);
  }

  /// The name under which the index of a symbol is told: USD-M tells it with each symbol, COIN-M
  /// once for a pair.
  ///
  /// @param pair as the message has it; absent where it has none
  InstrumentId indexOf(InstrumentId id, @Nullable String pair) {
    return switch (this) {
      case USD_M, SPOT -> id;
      case COIN_M -> id(pair == null ? pair(id.symbol()) : pair);
    };
  }
}
