/// Binance's markets, each a venue of its own with one set of formats:
///
/// | venue | REST | sockets |
/// |---|---|---|
/// | `binance-usdm`: linear contracts | `fapi.binance.com` | `fstream.binance.com`, routed |
/// | `binance-coinm`: inverse contracts | `dapi.binance.com` | `dstream.binance.com` |
/// | `binance-spot` | `api.binance.com` | `stream.binance.com:9443` |
/// | `binance-options`: in USDT | `eapi.binance.com` | `fstream.binance.com`, routed |
///
/// ```
///  frame ──► BinanceCodec ──► HotEvents · RareEvents      events of the sockets
///                         ├─► RestAnswers · CandleRows    answers
///                         └─► ContractLists               contracts and their terms
///                Family: what a message leaves open
///        ──► BinanceOptionCodec ──► BinanceOptionRows     of options, whose letters differ
/// ```
///
/// Evidence: \[D\] the venue's documentation, \[P\] probed by others in 2026, \[C\] working client
/// code, \[R\] recorded messages, \[M\] memory, to be confirmed on the first live run.
///
/// | theirs | ours | evidence |
/// |---|---|---|
/// | `exchangeInfo` symbols | `instrument`; PERPETUAL and TRADIFI_PERPETUAL are perpetuals | D R |
/// | `fundingInfo` | `instrument` again: period, cap, floor; absent there means 8 hours | D R |
/// | `premiumIndex`, `!markPrice@arr` | `mark`, `index`, `funding-estimate` (coming) | D R |
/// | `lastFundingRate`, `r` | the running estimate, in spite of its name; `""` is absent | P R |
/// | `nextFundingTime`, `T` | when the estimate settles; 0 means the symbol pays none | R |
/// | `interestRate` | `instrument`, whenever it changes | D R |
/// | `fundingRate` | `funding-settled`; full pages go on by `startTime`; no period in it | D R |
/// | `bookTicker` | `quote`, at the engine's time `T` | D R |
/// | `depthUpdate` of `@depth5/10/20` | `book`, whole | D R |
/// | `depthUpdate` of `@depth` | changes from `U` to `u`, after `pu` | D R |
/// | `depth` (REST) | the whole book `lastUpdateId`; the symbol is in the call's name | D R |
/// | `trade`, `aggTrade` | `trade`; `m` true: the taker sold; two kinds of ids | D R |
/// | `forceOrder` | `liquidation`, a sample; side of the order: SELL closes a long | D R |
/// | `openInterest`, `openInterestHist` | `open-interest`, one side, in base | D R |
/// | `24hrTicker`, `24hrMiniTicker`, `ticker/24hr` | `volume`, sizes as sent | D R |
/// | `kline` once closed, `klines` | `candle` of trades | D R |
/// | `markPriceKlines`, `indexPriceKlines`, `premiumIndexKlines` | `candle` of those | D |
/// | `contractInfo` | `instrument` with its new status | D |
/// | `st` 1 USD-M, 2 COIN-M | since mid-2026; rows of the other family are ignored | P |
///
/// COIN-M differs so:
///
/// | theirs | ours | evidence |
/// |---|---|---|
/// | `contractSize` | `contractValue` in USD; `payoff` inverse; sizes count contracts | D R |
/// | `contractStatus` | `status` | D R |
/// | `pair` | `indexSymbol`: contracts of a pair share its index | D R |
/// | `<pair>@markPrice@1s` | `mark`, `index` (of the pair, since 2025), `funding-estimate` | D |
/// | `<pair>@indexPrice` (`indexPriceUpdate`) | `index` of the pair | D R |
/// | `fundingRate` | by symbol only; documented without a mark | D |
/// | `24hrTicker` | `v` counts contracts and is left out, `q` is the volume in base | D R |
/// | `openInterestHist` | by pair and type, so the call names it; value in coin, left out | D |
/// | candles | of a stretch with more of them than fit, the newest come; 200 days at most | D |
///
/// Spot differs so:
///
/// | theirs | ours | evidence |
/// |---|---|---|
/// | `exchangeInfo` symbols | `instrument`: BREAK is halted; neither types nor terms | D R |
/// | `bookTicker` | `quote` without any time; its events have no `e` | D R |
/// | `depthUpdate` of `@depth` | `U` is one more than the `u` before; there is no `pu` | D R |
/// | `@depth20` | the form of a REST answer, without symbol and time | D R |
/// | `trade`, `aggTrade`, `kline`, `24hrMiniTicker` | as with contracts | D R |
///
/// Options differ so:
///
/// | theirs | ours | evidence |
/// |---|---|---|
/// | `<underlying>@optionMarkPrice`, each second | `option` of a chain; no open interest | D R |
/// | `<underlying>@optionOpenInterest@<yyMMdd>` | `open-interest`, in coins | D R |
/// | `mark` (REST) | `option` without the touch; stands in | D |
/// | `b`, `a`, `vo` | volatilities, fractions; −1 is none, as a price of 0 is | R |
/// | `d`, `t`, `g`, `v` | greeks in USDT: theta a day, vega a point; no rho | R |
/// | `i` | what an option is valued on: the index | D |
/// | `unit` | coins in one option, and what a price is for: 100 of XRP | D R |
/// | `<symbol>@ticker` until 2025-12-17 | `option`, `volume`; its `v` is vega, `V` the volume | R |
/// | `bookTicker`, `trade`, `depth` | `quote`, `trade`, whole `book`; not followed | R |
///
/// BTC and ETH are two streams for their chains, a message of some hundred rows each second, and
/// one an expiry for open interest, each minute.
///
/// Quirks:
///
/// - `dstream` was not routed with `fstream`: so two clients in 2026 \[C\]. One report says that it
///   wants `/market/ws` too (Tucsky/aggr#444); if it does, the missing first message tells.
/// - 2026-04-23: sockets are routed. Books come by `/public`, all else by `/market`; the wrong one
///   acknowledges and stays silent. \[C P\]
/// - 2021-04-27: `forceOrder` is a snapshot at most once a second and symbol. \[D\]
/// - Periods fall to an hour when a rate hits its cap (since 2025-05-02), and go back to four hours
///   (since 2026-01-02), without notice: `fundingInfo` is read again every few minutes. \[P\]
/// - Symbols settled for good stay in every list for months with time 0 and mark equal to
///   index. \[R\]
/// - A perpetual's delivery date is 2100-12-25; an earlier one is its delisting. \[M\]
/// - `1000PEPE` and the like are prices of a thousand coins; sizes count thousands, too.
/// - Candles end, in Binance's words, a millisecond before the next begins; ours end when it
///   begins.
///
/// What tells that a message was lost: nothing of what is always read. `bookTicker` carries an
/// update id `u` that rises by any number, `@depth20` is whole each time, marks come each second.
/// `aggTrade` ids rise by one in recordings \[R\], which nobody promises. A hole therefore shows as
/// silence only. Changes of a book alone make a chain: `pu` is the `u` of the message before.
///
/// Limits: 2400 weight a minute, said back in `X-MBX-USED-WEIGHT-1M`; `fundingRate` and
/// `fundingInfo` share 500 calls in five minutes instead \[D\]. `fundingRate` without a symbol
/// answers for all of them: one call of a few pages after a boundary in place of one a symbol.
///
/// Used by one thread at a time; nothing is kept between messages.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/general-info>.
@NullMarked
package dev.carry.venue.binance;

import org.jspecify.annotations.NullMarked;
