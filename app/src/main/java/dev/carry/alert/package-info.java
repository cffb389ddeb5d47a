/// Alerts: rules over what the engine tells, and the channels people are told by.
///
/// A rule watches one condition ([dev.carry.alert.Condition]). The engine's steps become readings
/// of conditions; a watcher turns readings into alerts, with hysteresis, cooldown and escalation,
/// by the engine's time alone. Alerts wait until their cause is on the disk, then go into an outbox
/// that is on the disk itself, and a courier for each channel takes them out in order: sent is what
/// the channel said it took.
@NullMarked
package dev.carry.alert;

import org.jspecify.annotations.NullMarked;
