package dev.carry.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// How one channel is used.
///
/// @param language `en` or `th`
/// @param zone of the times it is told
/// @param least severity it is told of
/// @param quiet hours in which what is not loud waits; absent: none
/// @param loud severity from which on it is told in quiet hours too
/// @param perMinute messages at most; what comes faster is told together
/// @param gather how long the first alert waits for others to be told with; a critical one does not
public record ChannelSettings(
    String language,
    ZoneId zone,
    Severity least,
    @Nullable QuietHours quiet,
    Severity loud,
    int perMinute,
    Duration gather) {

  /// Whether an alert of a severity may be told now.
  boolean mayTell(Severity severity, Instant now) {
    return quiet == null || severity.isLeast(loud) || !quiet.contains(now);
  }

  Duration pace() {
    return Duration.ofMinutes(1).dividedBy(perMinute);
  }
}
