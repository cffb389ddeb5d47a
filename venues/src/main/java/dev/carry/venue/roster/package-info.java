/// The list of venues: the one place that names them all.
@NullMarked
package dev.carry.venue.roster;

import org.jspecify.annotations.NullMarked;
