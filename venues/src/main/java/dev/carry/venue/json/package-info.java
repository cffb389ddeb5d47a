/// A JSON reader for market data: pulls values straight from a frame's bytes, without building a
/// tree, and reads decimals exactly. Single-threaded, reusable.
@NullMarked
package dev.carry.venue.json;

import org.jspecify.annotations.NullMarked;
