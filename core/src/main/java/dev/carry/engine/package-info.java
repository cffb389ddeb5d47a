/// The engine: takes inputs one at a time in one order and tells what follows from them. One
/// thread, no clock, no I/O; the same inputs give the same findings, byte for byte.
///
/// ```
///   Input ──► Engine ──► MarketView (what is known now, with ages)
///               │              │
///               └──► Detector ◄┘ ──► Finding ──► Step ──► Sink
/// ```
///
/// `Sink` and `History` are the ports through which results leave and the past is asked for; their
/// implementations live outside and run on threads of their own.
@NullMarked
package dev.carry.engine;

import org.jspecify.annotations.NullMarked;
