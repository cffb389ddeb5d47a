/// Bitget as a client sees it: REST under `/api/v2/mix/market`, the socket of v2, and of v3 the
/// liquidations that only it has. Numbers are texts, book levels by REST numbers, sizes coins; the
/// ticker is a second behind the funding call.
@NullMarked
package dev.carry.sim.bitget;

import org.jspecify.annotations.NullMarked;
