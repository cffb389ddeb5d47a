/// Backpack as a client sees it: REST under `/api/v1`, one socket at the root. Numbers are texts,
/// events are stamped in microseconds; nothing is acknowledged.
@NullMarked
package dev.carry.sim.backpack;

import org.jspecify.annotations.NullMarked;
