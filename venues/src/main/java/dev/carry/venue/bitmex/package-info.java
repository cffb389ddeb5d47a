/// BitMEX, closed since 2026-09-23 04:00 UTC by the operator's announcement (quoted in
/// thrasher-corp/gocryptotrader#2295): nothing connects to it, and what was recorded of
/// `wss://www.bitmex.com/realtime` and `https://www.bitmex.com/api/v1` is read.
///
/// Evidence: \[D\] the venue's documentation, \[C\] working client code, \[R\] recorded messages of
/// 2019 to 2023, \[M\] memory.
///
/// ```
///  frame ──► BitmexCodec ──► InstrumentRows   merged by symbol
///                        ├─► BookRows         prices by the ids of their levels
///                        └─► TapeRows         rows that stand by themselves
/// ```
///
/// | table | ours | evidence |
/// |---|---|---|
/// | all | `partial` begins, `insert`, `update` and `delete` change | D R |
/// | `instrument` | deltas by symbol; each fact is told when its own fields move | D R |
/// | `funding` | `funding-settled` at `timestamp` | D R |
/// | `orderBookL2`, `orderBookL2_25` | `book`, whole, then changes, which name levels by id | D R |
/// | `orderBook10` | `book`, the best ten, whole each time; an empty side is left out | D R |
/// | `quote` | `quote` | D R |
/// | `trade` | `trade`; `side` is the taker's; a settlement has none and is none | D R |
/// | `tradeBin1m/5m/1h/1d` | `candle` of trades; `timestamp` is its end | M R |
/// | `liquidation` | at its insert: Buy closes a short; bankruptcy price; no time | D R |
///
/// | field | means | evidence |
/// |---|---|---|
/// | `fundingRate` | of the settlement at `fundingTimestamp`: fixed a period ahead | D R |
/// | `indicativeFundingRate` | of the settlement after it | D R |
/// | `fundingInterval` | a period, written as that long after 2000-01-01T00:00Z | R |
/// | `indicativeSettlePrice` | the index | D R |
/// | `isInverse`, `multiplier` | −100 000 000 satoshi over the price: one dollar a contract | R |
/// | `isQuanto`, `multiplier` | satoshi a contract gains for each unit of price | R |
/// | `underlyingToPositionMultiplier` | of linear contracts: contracts in one unit of base | R |
/// | `homeNotional24h`, `foreignNotional24h` | the day's volume in base and in quote | R |
/// | `openInterest` | contracts; `openValue`, in satoshi and the like, is left out | D R |
/// | `XBT`, `XBt`, `USDt` | BTC, satoshi, millionths of USDT | D |
///
/// Quirks:
///
/// - Rows of `instrument` and `orderBookL2` before their partial are deltas of something unknown
///   and are left out. Rows of `trade`, `quote`, `tradeBin`, `funding` and `liquidation` stand by
///   themselves and are read without one; the partial of `trade` and `liquidation` repeats what was
///   told before and is left out. \[D R\]
/// - The feed of liquidations is taken for complete: nothing says that it is a sample. \[M\]
/// - Opening prices of bins are the last close before: they may lie outside of high and low. \[R\]
/// - Symbols with a dot in front are indexes, not contracts. \[R\]
///
/// What tells that a message was lost: nothing.
///
/// Used by one thread at a time; what was merged is forgotten at a reset.
@NullMarked
package dev.carry.venue.bitmex;

import org.jspecify.annotations.NullMarked;
