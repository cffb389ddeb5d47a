package dev.carry.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A way to tell people, or another program.
public interface Channel extends AutoCloseable {

  /// As rules and users call it.
  String name();

  /// Where it goes, for people to read: without a secret.
  String place();

  /// Alerts in one message at most; those beyond wait for the next.
  int most();

  /// Tells it, or says why not. Blocks as long as it may take, which is bounded.
  ///
  /// @param words in the language the channel is told in
  Answer send(Message message, Words words) throws InterruptedException;

  @Override
  default void close() {
    // most hold nothing
  }

  /// What a channel answered.
  sealed interface Answer {

    /// It has it.
    ///
    /// @param what it said, in short
    record Sent(String what) implements Answer {}

    /// Not now: the same message is tried again.
    ///
    /// @param atLeast how long to wait, as the channel said; absent: it said nothing
    record Later(String why, @Nullable Duration atLeast) implements Answer {}

    /// Not this message: it would be refused again.
    record Never(String why) implements Answer {}
  }
}
