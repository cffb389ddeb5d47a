/// Kraken spot: version 2 of its sockets as it is subscribed to, version 1 as it was recorded, and
/// REST. Its futures are a venue of their own.
///
/// Version 2 names pairs `BTC/USD`, which is our symbol; version 1 and REST say `XBT` for BTC and
/// `XDG` for DOGE, and REST has names of its own (`XXBTZUSD`). Prices and sizes of version 2 are
/// JSON numbers, those of version 1 and REST are strings; sizes are in base. Times are ISO texts,
/// or seconds with a fraction; a time of 1970 is none.
///
/// | Kraken's word | ours |
/// |---|---|
/// | `symbol`, `wsname` | symbol, with BTC and DOGE |
/// | `bid`, `bid_qty`; `b` `[price, whole lots, size]` | touch; 0 is no bid |
/// | `side` of a trade; `b`, `s` | taker side |
/// | `volume`; `v` `[today, 24 h]` | volume in base |
/// | `qty` 0 | deletes a level |
/// | `checksum`, `c` | CRC32 of the ten best levels of both sides |
///
/// | channel or endpoint | facts | evidence |
/// |---|---|---|
/// | v2 `ticker`, by `bbo` | quote, volume | docs, examples |
/// | v2 `book` | book, to be merged, with a checksum | docs, examples |
/// | v2 `trade` | trade | docs, examples |
/// | v2 `instrument` | instruments; how many decimals a checksum is made of | docs |
/// | v2 `ohlc` | closed candles of the snapshot | docs |
/// | v1 `book-N`, `trade`, `ticker`, `spread` | book, trade, quote, volume | recorded |
/// | `AssetPairs` | instruments | recorded |
/// | `Ticker` | quote, volume, of all pairs at once | docs |
/// | `OHLC` | candles of the past, the last 720 | docs |
///
/// Checksum: the ten best asks, then the ten best bids, of each its price and its size without the
/// point and without zeros in front, in one text. The zeros at the end count, which a JSON number
/// may have lost: levels are written to the decimals that `instrument` states. In version 1 only
/// changes carry it. A book is cut to the depth subscribed to; what falls out is not told of when
/// it
/// goes, so a book that keeps it is found wrong by its checksum when it comes up.
///
/// Quirks: `ticker` by `bbo` is sent when a best price changes, which is not promised for its size.
/// A candle of `ohlc` is sent while it grows and never with a word that it is final. Each symbol of
/// a subscription is acknowledged, or refused, by itself.
///
/// What tells that a message was lost: the checksum of a book. `trade_id` counts the trades of a
/// pair; nothing here promises that trades are complete, so a hole is not told.
///
/// Limits: about one REST call a second and address (from memory); 150 connections in ten minutes
/// (docs.kraken.com, as read by a third party on 2026-07-26). An idle connection is closed after a
/// minute; a heartbeat comes each second.
///
/// Documentation: <https://docs.kraken.com/api/docs/websocket-v2/book>,
/// <https://docs.kraken.com/api/docs/guides/spot-ws-book-v2>.
///
/// ```
///   Frame ──► KrakenCodec ──┬─ channel ──► KrakenStream (version 2)
///                           ├─ array ────► KrakenV1
///                           └─ result ───► KrakenRest
/// ```
@NullMarked
package dev.carry.venue.kraken;

import org.jspecify.annotations.NullMarked;
