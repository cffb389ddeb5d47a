/// OKX v5: perpetual swaps (`SWAP`, linear and inverse), dated futures and X-Perps (both
/// `FUTURES`), which are the venue `okx`; pairs (`SPOT`), which are the venue `okx-spot`; and
/// options (`OPTION`), which are the venue `okx-options`. One codec reads all of them and ignores
/// what is another venue's.
///
/// All numbers and times are strings; `""` says "does not apply" and is absent here. Sizes of
/// contracts are in contracts of `ctVal × ctMult` `ctValCcy`: base (linear) or US dollars
/// (inverse). Index prices are keyed by index (`BTC-USDT`), which an instrument names as `uly`.
///
/// | OKX's word | ours |
/// |---|---|
/// | `fundingRate`, at `fundingTime` | estimate for the coming settlement |
/// | `nextFundingTime − fundingTime` | the period; absent when either is |
/// | `nextFundingRate` (`""` since 2024) | estimate for the settlement after |
/// | `settFundingRate`, `settState` settled | settled at `prevFundingTime`; no fact without it |
/// | `realizedRate` (history) | settled rate; `fundingRate` beside it was only predicted |
/// | `premium` | premium index |
/// | `bkPx` | bankruptcy price of a liquidation, not a fill |
/// | `posSide`, else `side` | who was liquidated; buying closes a short |
/// | `bidVol`, `askVol`, `markVol` | volatilities, fractions |
/// | `deltaBS`, `gammaBS`, `vegaBS`, `thetaBS` | greeks in dollars; without `BS` in coins |
/// | `fwdPx` | underlying price of an option, absent before 2022 |
/// | `oi` / `oiUsd` | contracts / value in dollars: notional only where prices are in dollars |
///
/// | channel or endpoint | facts | evidence |
/// |---|---|---|
/// | `funding-rate` (`instId=ANY` by REST) | estimates, settled, premium, terms | docs, recorded |
/// | `funding-rate-history` | settled | docs |
/// | `mark-price`, `index-tickers` | mark, index | recorded |
/// | `tickers`, `bbo-tbt` | quote (and volume) | recorded |
/// | `books5` | whole top of book | recorded |
/// | `books`, `books-l2-tbt` | book, chained by `prevSeqId` and `seqId` | recorded, docs |
/// | `trades`, `trades-all` | trade | recorded |
/// | `liquidation-orders` | liquidation; a sample, not complete | recorded |
/// | `open-interest` | open interest | recorded |
/// | `mark-price-candle…`, `index-candle…`, `candle…` | closed candles | docs, recorded |
/// | `history-candles`, `history-mark-price-candles`, `history-index-candles` | the past | docs |
/// | `open-interest-history` | open interest of the past | docs, third party |
/// | `opt-summary` | option, without prices | recorded |
/// | `instruments` | instruments | recorded |
///
/// Quirks: small coins are listed under their own names with large contracts (`PEPE-USDT-SWAP` is
/// of 10,000,000 PEPE a contract). Instruments are listed without funding terms, which
/// `funding-rate` states: the instrument is listed again when they change. `fundingRate` is missing
/// in some rows of 2021 and `nextFundingTime` before 2023: then there is no rate, or no period.
/// USDC contracts follow
/// `BTC-USDC` instead of `BTC-USD` since 2023-04-10 08:40 UTC. `books` carries a checksum that
/// OKX is retiring: it is not read, the chain tells. Its numbers may fall, once after maintenance.
/// Messages of API v3 (`table`) are ignored.
///
/// History rows carry no period. Those of one answer tell it by their distance, where two
/// distances agree ([dev.carry.venue.SettledPeriods]). In the `funding-rate` channel
/// `fundingTime − prevFundingTime` is the period of the coming settlement: when that one has
/// settled, the row before told its period. The first row heard tells none.
///
/// An option's parts arrive apart: volatilities and greeks of a whole family by `opt-summary`,
/// touch and mark by one call a family each half minute, open interest by one each five minutes:
/// two channels and six calls for some 1,300 options. By socket the touch would be a channel an
/// option.
///
/// What tells that a message was lost: `prevSeqId` of `books`, which is the `seqId` of the message
/// before. `tickers`, `mark-price`, `funding-rate` and `open-interest` have no sequence, `books5`
/// is whole each time: there a hole shows as silence only. Messages of 2022 have no numbers yet.
///
/// A row of past open interest is named by the beginning of its period and holds what stood at its
/// end (a third party's finding of 2026-09-21): it is told at that end, lest anybody know it early.
///
/// Limits, each endpoint on its own (documentation as copied 2025-11): `tickers`, `index-tickers`
/// 20 calls in 2 s an address; `instruments` 20 a type, `open-interest` 20 an instrument;
/// `funding-rate`, `funding-rate-history` and `mark-price` 10 an instrument. Sockets: 3 connects a
/// second, 480 subscriptions an hour and connection, 64 KB a message (read again 2026-07-26).
///
/// Documentation: <https://www.okx.com/docs-v5/en/#public-data>,
/// <https://www.okx.com/docs-v5/en/#order-book-trading-market-data>.
///
/// ```
///   Frame ──► OkxCodec (envelope) ──┬─► OkxStream (prices, books, trades)
///                                   └─► OkxReference (funding, history) ─► OkxListing
/// ```
@NullMarked
package dev.carry.venue.okx;

import org.jspecify.annotations.NullMarked;
