/// The detectors: the same live and in a replay. They look at the market view, price what they see
/// with the pure functions of `valuation`, and tell what opened, moved or closed, and what they
/// turned down and why. Engine thread only.
///
/// ```
///   CrossVenueFunding ┐            ┌ AssetPairs  which pairs an asset has
///   SpotPerpCarry     ├─ PairKind ─┤ PairPricer  what one is worth (Fills: beyond the touch)
///   DatedBasis        ┘            │ PairTeller  opens, updates, closes (PairRisks: in words)
///                                  └ PairDetector  which of them are offered, and when
/// ```
///
/// A kind of pair is one small class: which instruments pair, which way round, on which terms, at
/// what capital. Everything else is the same for all three.
@NullMarked
package dev.carry.detect;

import org.jspecify.annotations.NullMarked;
