/// Hyperliquid as its documents describe it: one path for all questions, one socket for all dexes.
@NullMarked
package dev.carry.sim.hyperliquid;

import org.jspecify.annotations.NullMarked;
