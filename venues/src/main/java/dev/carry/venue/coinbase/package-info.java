/// Coinbase Exchange: spot of the house whose retail side is Advanced Trade, which has an API of
/// its own that is not read here.
///
/// Prices and sizes are strings, times ISO texts; a time of the year 1 is none. Sizes are in base.
///
/// | Coinbase's word | ours |
/// |---|---|
/// | `product_id` | symbol |
/// | `side` of a `match` | the MAKER's order: the taker is the other one |
/// | `best_bid`, `best_ask` of a `ticker` | the touch when the last trade was made |
/// | `changes` of an `l2update` | `[side, price, new size]`; size 0 deletes |
/// | `volume_24h` | volume in base |
/// | `trading_disabled`, `cancel_only`, `post_only` | halted: a taker cannot trade |
///
/// | channel or endpoint | facts | evidence |
/// |---|---|---|
/// | `ticker` | quote, volume | recorded |
/// | `matches` | trade | recorded |
/// | `level2_batch` | book, to be merged, without a chain | recorded (as `level2`) |
/// | `heartbeat` | none; keeps a quiet connection alive | docs |
/// | `/products` | instruments | recorded |
/// | `/products/{id}/ticker` | quote, volume | docs |
/// | `/products/{id}/candles` | candles of the past, of trades | docs |
/// | `/products/{id}/book` | whole book | docs |
///
/// Quirks: a `ticker` is sent when something trades and never else, so its touch is old in a quiet
/// book: where the touch matters, the book of `level2_batch` has it. Tickers before 2022 have no
/// sizes. `last_match` repeats a trade of before the subscription and is ignored. `level2` itself,
/// which is not batched, wants a login since 2023; it has the same messages. One unknown product
/// has its whole subscription refused. A connection must subscribe within five seconds. There is
/// no channel of candles.
///
/// What tells that a message was lost: nothing in `level2_batch`. `trade_id` counts the trades of a
/// product one by one; nothing here promises that trades are complete, so a hole is not told.
///
/// Limits (docs.cdp.coinbase.com, as read by a third party on 2026-07-26): 10 calls a second and
/// address; 8 connections a second; 100 messages a second of a client; ten subscriptions of one
/// channel and product.
///
/// Documentation: <https://docs.cdp.coinbase.com/exchange/websocket-feed/channels>.
///
/// ```
///   Frame ──► CoinbaseCodec ──┬─ type ────► ticker, match, book, control
///                             └─ array ───► CoinbaseRows (products, candles, trades)
/// ```
@NullMarked
package dev.carry.venue.coinbase;

import org.jspecify.annotations.NullMarked;
