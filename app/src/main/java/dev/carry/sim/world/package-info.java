/// The simulated market behind every venue: one clock, the coins with their index prices, what each
/// venue lists of them, premiums, funding by each venue's own formula, quotes, trades and
/// liquidations. Nothing here knows a wire format.
///
/// Everything is a pure function of the seed, the start and the step; one thread (the server's
/// event loop) steps the market and reads it.
@NullMarked
package dev.carry.sim.world;

import org.jspecify.annotations.NullMarked;
