/// The venue simulator: venues on one loopback port, in each venue's own wire format.
@NullMarked
package dev.carry.sim;

import org.jspecify.annotations.NullMarked;
