package dev.carry.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an account that trades on paper holds, as an input: a process begins with it, so that a
/// replay of its log knows what it knew; from time to time and at the end it is told again, so that
/// a replay can see whether it came to the same.
///
/// @param receivedAt when it was held, UTC
/// @param settings what it trades by, as the user wrote it; empty: it holds and does not trade
/// @param holdings everything that is held, as names and values; empty: nothing yet
public record AccountState(
    Instant receivedAt, Map<String, String> settings, Map<String, String> holdings)
    implements Input {

  public AccountState {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    holdings = Collections.unmodifiableMap(new LinkedHashMap<>(holdings));
  }

  /// The same at another time, traded by other settings.
  public AccountState with(Instant at, Map<String, String> other) {
    return new AccountState(at, other, holdings);
  }
}
