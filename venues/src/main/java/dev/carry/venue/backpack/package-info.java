/// Backpack: linear perpetuals in USDC, and spot pairs, under `api.backpack.exchange` and
/// `ws.backpack.exchange`. Sizes are in base units; numbers are strings.
///
/// | Backpack's word | ours |
/// |---|---|
/// | `f`, `fundingRate` (`markPrices`), until `n` | estimate for the coming settlement |
/// | `fundingInterval` of the market | the period of its estimates |
/// | `fundingRates`, but for the interval that still runs | settled at `intervalEndTimestamp` |
/// | `fundingRateUpperBound`, `…LowerBound` | cap, floor: basis points there, fractions here |
/// | `p`, `i` | mark, index |
/// | `m` of a trade | the buyer is the maker: the seller took |
/// | `S` of a liquidation | the order's side: `Bid` closes a short |
/// | `kPEPE` | a thousand PEPE |
/// | `Closed` / `CancelOnly`, `PostOnly` | delisted / halted |
///
/// | stream or endpoint | facts | evidence |
/// |---|---|---|
/// | `markPrice.<symbol>`, once a second | index, mark, estimate | docs, captured |
/// | `bookTicker.<symbol>` | quote; a side may be null | docs, captured |
/// | `depth.200ms.<symbol>` | changes of the book | docs, captured |
/// | `ticker.<symbol>` | volume | docs, captured |
/// | `trade.<symbol>` | trade | docs |
/// | `openInterest.<symbol>`, every minute | open interest | docs |
/// | `liquidation`, of all markets | liquidation | docs; never seen by anyone we know of |
/// | `kline.<interval>.<symbol>` | closed candles of trades | docs |
/// | `markets` | instruments: PERP and SPOT | docs, captured in part |
/// | `markPrices` | index, mark, estimate, without a time | docs, captured |
/// | `openInterest`, `tickers` | open interest, volume | docs |
/// | `fundingRates` | settled | docs, captured |
/// | `depth` | the whole book, which begins the changes | docs, captured in part |
/// | `klines` by `priceType` | closed candles of trades, mark and index | docs |
///
/// Types of markets "may grow" (SPOT, PERP, IPERP, DATED, PREDICTION, RFQ, MONAD so far): those
/// that are not read are passed over. There is no option type: options not offered by this venue.
///
/// Clocks: `E` and `T` of streams and `timestamp` of `depth` are in microseconds, `n` in
/// milliseconds though the documents say microseconds (the size tells), candles in seconds or as
/// text without a zone, `intervalEndTimestamp` as text without a zone, all UTC. The unit of
/// `openInterest`'s `timestamp` is not stated: its size tells too. `markPrices` states no time and
/// comes through a cache: one to four seconds old, up to an hour while the venue fails.
///
/// Funding is debited at the end of the interval, on the mark: rate × quantity × mark; who closes
/// before pays nothing. History lists the running interval first, is rounded to nine decimals,
/// takes no times and answers the newest rows, ten thousand at most.
///
/// Book: `U` is the last `u` plus 1, each market counting for itself, else the book is read anew
/// (documented; no hole in 270,000 captured changes). `lastUpdateId` of `depth` is the number of
/// the book; the first change that counts has `U` at most that plus 1, and `u` at least that plus
/// 1. Bids stand with the best one last there. The same price is `86700` there and `86700.0` in
/// changes: levels are the same where their numbers are.
///
/// Nothing is acknowledged; unknown and closed markets are silent; errors come as
/// `{"id":null,"error":{"code":4006,…}}`, over REST as JSON or plain text. Another reading of the
/// documents, of 2026-09-22, names `liquidation.<symbol>` beside the one stream of all markets.
///
/// Index and mark move by 0.25 to 0.75 % an update at most and trail in a crash; the index of
/// stocks is the venue's own book outside their session. No call answers the touch of all markets:
/// a snapshot has no quotes.
///
/// Signed requests of the private side: [dev.carry.venue.backpack.BackpackSigning].
///
/// Documentation: <https://docs.backpack.exchange/>; captures and measurements as published by a
/// third party, 2026-09-22.
///
/// ```
///   Frame ──► BackpackCodec (envelope) ──┬─► Streams (sockets)
///                                        └─► Answers (REST) ──► MarketRows
/// ```
@NullMarked
package dev.carry.venue.backpack;

import org.jspecify.annotations.NullMarked;
