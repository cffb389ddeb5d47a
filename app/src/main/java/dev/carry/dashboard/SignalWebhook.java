package dev.carry.dashboard;

import dev.carry.sink.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A bot that is posted to.
///
/// @param address where
/// @param secret what is posted is signed with; absent: it is not
/// @param filter as the parameters of `/api/v1/signals` are written
/// @param file where it is kept how far the bot is
public record SignalWebhook(URI address, @Nullable Secret secret, String filter, Path file) {

  /// @param venues ids of the roster
  /// @throws IllegalArgumentException where a filter is none, with what is allowed
  public static void check(String filter, Set<String> venues) {
    try {
      Query query = SignalStream.query(filter);
      var _ = SignalStream.holds(query);
      var _ = SignalFilter.of(query, venues);
    } catch (Problem e) {
      throw new IllegalArgumentException(e.detail(), e);
    }
  }
}
