/// Gate futures v4 as a client sees it: REST under `/api/v4/futures/<currency>`, a socket for each
/// settlement currency. Prices and rates are texts, times seconds, sizes whole contracts except on
/// `futures.obu`; for a minute after a settlement the rate charged is shown under the next one's
/// time.
@NullMarked
package dev.carry.sim.gate;

import org.jspecify.annotations.NullMarked;
