/// Hyperliquid: perpetuals of the first dex (run by the validators) and of the builder dexes,
/// whose coins bear the dex's name: `xyz:TSLA`.
///
/// Every REST call is `POST /info` with a JSON body that names its `type`. All numbers are
/// strings, all times milliseconds. An answer does not say what it answers; its shape does.
///
/// | Hyperliquid's word | ours |
/// |---|---|
/// | `coin`, `name`; `s` of a candle | symbol, case-sensitive: `kPEPE` is a thousand PEPE |
/// | `funding` | estimate for the coming settlement, per hour |
/// | `fundingRate` at `time` | settled; `time` is 1–118 ms (2023: up to 731 ms) late |
/// | `premium` | premium index; `null` while there are no impact prices |
/// | `oraclePx` / `markPx` | index / mark |
/// | `midPx`, `impactPxs` | not read: nobody offers a mid, and impact prices are for a size |
/// | `openInterest`, `sz` | coins of that name |
/// | `dayNtlVlm` / `dayBaseVlm` | volume in quote / in base |
/// | `side` of a trade | the taker's: `B` bought, `A` sold |
/// | `collateralToken` | settlement currency, a number that `spotMeta` names |
/// | `isDelisted` | delisted: the row keeps its place, its context stands still |
///
/// | channel or `type` | facts | evidence |
/// |---|---|---|
/// | `spotMeta` | names of tokens | probed, example |
/// | `allPerpMetas` | instruments of all dexes | probed, example |
/// | `meta` | instruments of a dex | recorded (2023) |
/// | `metaAndAssetCtxs`, `dex` | mark, index, premium, estimate, open interest, volume | probed |
/// | `activeAssetCtx` | the same of one coin, every second | recorded |
/// | `allDexsAssetCtxs` | the same of all, every 13.6 s, by position | recorded |
/// | `bbo` | quote, when it changes | recorded |
/// | `l2Book` | whole book, 20 levels, every 5.4 s; also by REST | recorded |
/// | `trades` | trade; the first message repeats the last ones | recorded, probed |
/// | `fundingHistory` | settled, premium; 500 a page, oldest first | recorded (2023), probed |
/// | `candleSnapshot`, `candle` | trade candles that are closed by their time | recorded (2023) |
/// | `perpDexs`, `predictedFundings`, `allMids` | none | recorded, probed |
///
/// *Probed* is what a third party wrote down of its probes on 2026-09-24.
///
/// **Positions.** `allDexsAssetCtxs` names no coin: its rows go by the order in which each dex
/// lists its coins, delisted ones among them. The connection that listens to it asks for that order
/// first (a `post` on the socket), and again when a dex lists more than is known; a message that
/// cannot be told apart gives no fact.
///
/// **Currencies.** Prices are quoted in dollars. The oracle is in USDT for most coins and in USDC
/// for some, profit is paid in the collateral (USDC on the first dex): the venue itself calls
/// that technically quanto. Here: linear, quoted in USD, settled in the collateral.
///
/// **Quirks.** Until 2023-06-08 00:00 UTC funding settled every eight hours at a rate for eight
/// hours, then every hour. Hours without a settlement exist (2023-07-02 20:00, 2024-08-15 13:00).
/// `predictedFundings` names the hour that has passed as the next one, and repeats other venues'
/// rates second hand. Rates of builder dexes include the deployer's multiplier; their caps and
/// interest are the deployer's and are not stated here. An unknown coin closes the whole socket
/// without a word, so only listed coins are subscribed; by REST it is answered with status 500
/// and `null`. No tick size is stated: prices have five significant digits. Candles are pushed as
/// they grow and never marked as closed: they are read by REST.
///
/// What tells that a message was lost: nothing. Contexts and books are whole each time, `bbo`
/// replaces what was told; a lost trade shows nowhere.
///
/// What a subscription to something unknown does: it closes the socket (1006).
///
/// Documentation: <https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api>.
///
/// ```
///   Frame ──► HyperliquidCodec (envelope, shape) ──┬─► HyperliquidContexts ◄─┐ order of a dex
///                                                  ├─► HyperliquidUniverse ──┘
///                                                  └─► HyperliquidMarket (books, history)
/// ```
@NullMarked
package dev.carry.venue.hyperliquid;

import org.jspecify.annotations.NullMarked;
