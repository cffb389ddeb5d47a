/// dYdX v4: perpetuals of the dYdX chain, told by its indexer. v3, closed in 2024, is another venue
/// and another protocol.
///
/// Numbers are strings, times ISO-8601. All sizes are in base units, all contracts are linear,
/// quoted in dollars and settled in USDC.
///
/// | dYdX's word | ours |
/// |---|---|
/// | `oraclePrice` | index and mark: there is no other price behind margin and funding |
/// | `nextFundingRate` | estimate for the coming whole hour UTC, per hour |
/// | `rate` at `effectiveAt` | settled, per hour; stamps are up to 600 ms late |
/// | `price` of a settlement | the oracle's, which the payment was computed on |
/// | `openInterest` | base units of one side |
/// | `startingOpenInterest` of a candle | open interest at its beginning |
/// | `volume24H` | volume in quote |
/// | `side` of a trade | the taker's |
/// | trade of type `LIQUIDATED` | trade, and liquidation of the taker: who sells was long |
/// | trade of type `DELEVERAGED` | none: two positions offset, at no price of the market |
/// | `defaultFundingRate1H` | interest, per hour |
/// | `FINAL_SETTLEMENT` | delisted |
///
/// | channel or endpoint | facts | evidence |
/// |---|---|---|
/// | `/v4/perpetualMarkets` | instruments, prices, estimate, interest, volume | docs, example |
/// | `v4_markets` | the same; then what changed, and oracle prices | recorded, docs |
/// | `v4_orderbook` | quote on `public` connections, else books | recorded, docs |
/// | `/v4/orderbooks/perpetualMarket/{ticker}` | book | example |
/// | `v4_trades` | trade, liquidation (all of them, at their fills) | recorded, docs |
/// | `/v4/historicalFunding/{ticker}` | settled; newest first | recorded, source |
/// | `/v4/candles/perpetualMarkets/{ticker}`, `v4_candles` | candle, open interest | source |
///
/// *Source* is the indexer's own: dydxprotocol/v4-chain, `indexer/services/{comlink,socks}`, read
/// 2026-11.
///
/// **A first picture's rate.** Whole rows may state `nextFundingRate` 0 where none was computed
/// yet: it is unknown there. A change that states 0 is believed.
///
/// **Books cross.** There is no one book: a validator matches from its own memory, and the indexer
/// tells what its node heard. Of levels that cross, the one of the older message is gone
/// ([dev.carry.venue.dydx.DydxBook]); the venue's own advice. There is no checksum.
///
/// What tells that a message was lost: `message_id`, which grows by one with every message of a
/// connection, whatever its channel. A hole voids every book of the connection: each is left and
/// joined again for a fresh one.
///
/// What a subscription to something unknown does: `error`, and the connection lives on. Limits: 32
/// subscriptions of one channel on a connection, 2 subscribe messages a second for one channel and
/// id; 100 REST requests in 10 s (defaults of the source; the operator may set others).
///
/// Quirks: the first message of `v4_trades` repeats trades that may be days old: it is not read.
/// Tickers of isolated markets hold commas and addresses (`FARTCOIN,RAYDIUM,9BB6…PUMP-USD`); the
/// asset is what stands before the first comma (from memory, to be confirmed on the first live
/// run). The highest rate follows from the margin fractions; the indexer does not state it.
///
/// Documentation: <https://docs.dydx.xyz/indexer-client/http>,
/// <https://docs.dydx.exchange/guides/how_to_uncross_orderbook>.
///
/// ```
///   Frame ──► DydxCodec (envelope, sequence) ──┬─► DydxMarkets (prices, rates, instruments)
///                                              ├─► DydxBook (merge, uncross) ──► touch
///                                              └─► DydxRows (trades, candles, history)
/// ```
@NullMarked
package dev.carry.venue.dydx;

import org.jspecify.annotations.NullMarked;
