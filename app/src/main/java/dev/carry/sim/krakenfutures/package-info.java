/// Kraken Futures as a client sees it: REST under `/derivatives/api/v3`, charts under
/// `/api/charts/v1`, one socket of feeds. Numbers are bare, funding is money over REST and relative
/// on the socket, books are changed level by level.
@NullMarked
package dev.carry.sim.krakenfutures;

import org.jspecify.annotations.NullMarked;
