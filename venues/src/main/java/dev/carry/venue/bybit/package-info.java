/// Bybit v5: linear (USDT, USDC) and inverse contracts, perpetual and dated, which are the venue
/// `bybit`; pairs, which are the venue `bybit-spot`; and options, which are the venue
/// `bybit-options` and have a codec of their own. Documentation:
/// `https://bybit-exchange.github.io/docs/v5/intro`.
///
/// ```
///   frame ──► BybitCodec (envelope) ─┬─ topic ──► Ticker, Streams ─┐
///             fields in any order    ├─ retCode ► Rest ────────────┼──► facts
///                                    └─ op ─────► control          │
///                       Market: what a spelling tells, and Partial ┘
/// ```
///
/// A codec belongs to one connection and one thread. Only [Partial] outlives a message, until the
/// next snapshot or `reset()`.
///
/// # Channels
///
/// Evidence: W recorded on the wire, D in the documentation, S read in another project's source.
///
/// | channel | facts | evidence |
/// |---|---|---|
/// | `tickers.{symbol}` | funding estimate, mark, index, quote, open interest, volume | W D |
/// | `orderbook.1.{symbol}` | quote | W D |
/// | `orderbook.{50,200,1000}.{symbol}` | book, to be merged, without a chain | W D |
/// | `publicTrade.{symbol}` | trade | W D |
/// | `allLiquidation.{symbol}` | liquidation, complete | W D |
/// | `liquidation.{symbol}` until 2025-02-26 | liquidation, a sample | W |
/// | `kline.{interval}.{symbol}` | trade candle once confirmed | D |
/// | `instruments-info` | instrument | D S |
/// | `tickers` | as the topic | D |
/// | `funding/history` | settled funding | D |
/// | `open-interest`, `recent-trade`, `orderbook` | open interest, trade, book | D |
/// | `kline`, `mark-`, `index-`, `premium-index-price-kline` | candle; the past | D |
/// | spot: `tickers.{symbol}` | volume; no touch, no delta | W D |
/// | spot: `instruments-info`, `tickers` | instrument; quote, volume | D |
/// | option: `tickers.{symbol}`; `tickers` by coin | option, whole each time | W D |
/// | option: `orderbook.{25,100}.{symbol}`, `publicTrade.{coin}` | book, trade; not followed | W |
/// | option: `instruments-info` by coin | instrument; its strike is in the name only | D S |
///
/// # Words
///
/// | Bybit | Carry |
/// |---|---|
/// | `fundingRate` | estimate for `nextFundingTime`, over the symbol's own interval |
/// | `fundingIntervalHour`, hours; `fundingInterval`, minutes | period |
/// | `upperFundingRate`, `lowerFundingRate` | cap and floor |
/// | `settleCoin` | settle; the symbol's spelling says nothing reliable |
/// | `deliveryTime` of a perpetual | its delisting is announced |
/// | `S` of a trade | taker side |
/// | `S` of a liquidation | the POSITION: `Buy` means that a long was liquidated |
/// | `p` of a liquidation | bankruptcy price, no fill |
///
/// # Quirks
///
/// - Options are settled in USDC, since 2025 also in USDT: then the name ends with it. Their
///   volatilities are fractions, and 0 where there is none; `bidIv` by socket is `bid1Iv` by REST,
///   `markPriceIv` is `markIv`. They have no rho and no name of the underlying. About 1,500 of BTC
///   and ETH are on four connections, each a ticker ten times a second at most; trades by coin.
/// - A field missing from a ticker delta has not changed; an empty text means that there is none
///   (dated futures have neither rate nor settlement).
/// - Linear sizes are in base and values in quote; inverse sizes are in dollars and values in coin,
///   so an inverse `openInterestValue` is no notional in quote.
/// - `openInterest` counts both sides of each contract, as the venue sends it; tickers seen since
///   2026 carry half of it as `singleOpenInterest`.
/// - `orderbook.1` repeats its snapshot after three quiet seconds. `u` of 1 means that the service
///   was restarted; it comes as a snapshot.
/// - The spot socket uses the same topics and symbols, and only the connection tells: the codec of
///   contracts reads no stream whose name contains `spot`, that of spot none of `linear` and
///   `inverse`. Ten topics a message are the most that spot takes (from memory).
/// - One unknown topic has the whole subscription refused: `handler not found`.
/// - Settled funding comes newest first, and `startTime` alone is an error. It carries no interval.
/// - What tells that a message was lost: nothing. `cs` of a ticker and `seq` of a book are shared
///   by many symbols and rise by any number, `u` of a book is not promised to be consecutive, and
///   no gap rule is documented. A lost ticker delta is mended by the next one of the same field or
///   by the snapshot of the next connection; until then only silence shows.
/// - The instrument list holds what trades; `status=PreLaunch` lists the rest.
@NullMarked
package dev.carry.venue.bybit;

import org.jspecify.annotations.NullMarked;
