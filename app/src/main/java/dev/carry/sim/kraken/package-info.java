/// Kraken spot as its documentation describes it: version 2 of its sockets, with books whose
/// checksums hold, and the public part of REST under its old names.
@NullMarked
package dev.carry.sim.kraken;

import org.jspecify.annotations.NullMarked;
