/// The detectors: one class each, the same live and in a replay. They look at the market view,
/// price what they see with the pure functions of `valuation`, and tell what opened, moved or
/// closed, and what they turned down and why. Engine thread only.
@NullMarked
package dev.carry.detect;

import org.jspecify.annotations.NullMarked;
