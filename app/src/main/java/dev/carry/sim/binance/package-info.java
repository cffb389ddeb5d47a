/// Binance USD-M futures as a client sees it: REST under `/fapi`, sockets routed under `/public`
/// and `/market`. An unrouted socket still connects and acknowledges, and delivers book data only.
@NullMarked
package dev.carry.sim.binance;

import org.jspecify.annotations.NullMarked;
