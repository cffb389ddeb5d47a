/// What tests of every module share: instruments and events with valid defaults, tapes (scenarios
/// as text lines) and golden files.
///
/// ```
///   tape text ──► Tape ──► Inputs ──► Run (a real engine, all detectors) ──► Golden
/// ```
@NullMarked
package dev.carry.testkit;

import org.jspecify.annotations.NullMarked;
