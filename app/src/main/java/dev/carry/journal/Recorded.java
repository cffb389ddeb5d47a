package dev.carry.journal;

import dev.carry.venue.Frame;
import org.jspecify.annotations.Nullable;

/// One line of a recording.
public sealed interface Recorded {

  /// A message as it came.
  ///
  /// @param note what the recording says beside it: the address of a REST answer; absent mostly
  record Message(Frame frame, @Nullable String note) implements Recorded {}

  /// The recorder lost its connection here.
  record Disconnect() implements Recorded {}

  /// A line that is none of the known forms.
  ///
  /// @param where file and line
  /// @param reason what was found and what is allowed
  record Unreadable(String where, String reason) implements Recorded {}
}
