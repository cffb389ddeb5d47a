package dev.carry.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages for tools of others, who ask for them with one parameter; what it says and what they
/// are is not the dashboard's business. Any thread.
public interface Relay {
  /// What was recorded.
  ///
  /// @param options as the address has them; absent: it has none
  /// @throws RelayException when they cannot be answered
  Messages past(@Nullable String options);

  /// What is being said now.
  ///
  /// @throws RelayException when they cannot be answered
  Messages present(@Nullable String options);

  /// Messages one after the other. One thread, but for [#stop()].
  interface Messages extends AutoCloseable {
    /// Waits for the next ones; none: it has ended, or was stopped.
    ///
    /// @throws RelayException when it broke off
    List<String> next() throws InterruptedException;

    /// Nobody reads any more. Any thread; does not wait.
    void stop();

    /// Lets everything go.
    @Override
    void close();
  }
}
