/// What the venue sides have in common on the way to the client: JSON text, requests and answers,
/// connections, topics and limits. Nothing here knows a venue.
@NullMarked
package dev.carry.sim.wire;

import org.jspecify.annotations.NullMarked;
