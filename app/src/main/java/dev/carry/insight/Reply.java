package dev.carry.insight;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of one call.
sealed interface Reply {

  /// It answered.
  ///
  /// @param cutOff whether the answer ended at the most tokens allowed
  /// @param usage absent: the provider did not say what it counted
  record Said(String text, boolean cutOff, @Nullable Usage usage) implements Reply {}

  /// Tokens as the provider counted them.
  record Usage(long input, long output) {}

  /// It did not.
  ///
  /// @param words what happened, without secrets
  /// @param retryAfter how long the provider wants to be left alone; absent: it did not say
  record Failed(Kind kind, String words, @Nullable Duration retryAfter) implements Reply {}

  enum Kind {
    /// Too many calls.
    LIMITED(true, false),
    /// The provider's own fault.
    SERVER(true, false),
    /// No answer in time: it may have been made, and cost.
    TIMEOUT(true, true),
    /// Nobody was there.
    UNREACHABLE(true, false),
    /// What came back is no answer; it may have cost.
    UNREADABLE(true, true),
    /// The key, the model or the address is wrong: nothing is gained by trying again.
    REFUSED(false, false);

    private final boolean again;
    private final boolean maybeBilled;

    Kind(boolean again, boolean maybeBilled) {
      this.again = again;
      this.maybeBilled = maybeBilled;
    }

    /// Whether another try may help.
    boolean again() {
      return again;
    }

    /// Whether it may have cost what an answer costs.
    boolean maybeBilled() {
      return maybeBilled;
    }
  }
}
