/// FTX, which stopped in November 2022 and came back nowhere: nothing connects to it, and what was
/// recorded of `wss://ftx.com/ws` and `https://ftx.com/api` is read.
///
/// Evidence: \[R\] recorded messages of 2019 to 2021, \[T\] how Tardis describes its recordings,
/// \[M\] memory of the documentation, which is gone.
///
/// ```
///  frame ──► FtxCodec ──► TapeData     books, tickers, trades with their liquidations
///                     └─► MarketRows   what is listed, with mark, index, rate and open interest
/// ```
///
/// | channel or answer | ours | evidence |
/// |---|---|---|
/// | `orderbook` | `book`: `partial` is whole (the best hundred), `update` changes it | R |
/// | `ticker` | `quote` | R |
/// | `trades` | `trade`; with `liquidation` a `liquidation` too | R |
/// | `instrument` | both answers below as Tardis polled and wrapped them | R T |
/// | `/api/futures`, `info` | listing, `index`, `mark`, `volume` | R |
/// | `/api/futures/{}/stats`, `stats` | `funding-estimate`, `open-interest` | R |
/// | `/api/markets` | listing of spot and perpetuals, `volume` | R |
/// | `/api/funding_rates` | `funding-settled` | M |
///
/// | field | means | evidence |
/// |---|---|---|
/// | `nextFundingRate` | estimate of the rate at `nextFundingTime`, the coming hour | R M |
/// | `rate` of funding | paid by longs to shorts where above 0, for one hour | M |
/// | `side` of a trade | the taker's; of a liquidation the order that closed the position | T M |
/// | `size`, `openInterest`, `volume` | base | R |
/// | `volumeUsd24h`, `quoteVolume24h` | dollars of contracts; quote of spot | R M |
/// | `time` | seconds with decimals in `orderbook` and `ticker`, else text with an offset | R |
///
/// Quirks:
///
/// - There was no channel of liquidations: they are the trades that say so, at the price they were
///   filled at, all of them. \[T\]
/// - MOVE contracts and predictions are no futures on a price: their mark beside the index of their
///   coin would be a premium that never was. They are left out but for books, quotes and trades.
///   \[R\]
/// - `/api/markets` calls every contract `future` and states no expiry: perpetuals are known there
///   by their name, dated contracts are left out. \[R\]
/// - `checksum` is of the best hundred levels as Python writes numbers; it told a live reader of a
///   lost message, and recordings are not checked by it. \[M\]
///
/// What tells that a message was lost: the checksum alone.
///
/// Used by one thread at a time; a listing is told again only after a reset or a change.
@NullMarked
package dev.carry.venue.ftx;

import org.jspecify.annotations.NullMarked;
