/// dYdX v4's indexer as its documents and its own source describe it.
@NullMarked
package dev.carry.sim.dydx;

import org.jspecify.annotations.NullMarked;
