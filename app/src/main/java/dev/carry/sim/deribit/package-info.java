/// Deribit v2 as a client sees it: JSON-RPC over one socket and over REST, JSON numbers, funding
/// that accrues continuously and has no settlement ahead.
@NullMarked
package dev.carry.sim.deribit;

import org.jspecify.annotations.NullMarked;
