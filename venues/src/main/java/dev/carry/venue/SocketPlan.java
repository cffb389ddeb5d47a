package dev.carry.venue;

import dev.carry.model.Fact;
import dev.carry.model.InstrumentId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection to open and what to say on it.
///
/// @param name names the feed in frames, statuses and logs; unique within the venue
/// @param path path and query below the venue's WebSocket base
/// @param hello texts to send once connected, in order: subscriptions, already batched to the
///     venue's limits
/// @param promises what must arrive on it
public record SocketPlan(String name, String path, List<String> hello, List<Promise> promises) {

  public SocketPlan {
    hello = List.copyOf(hello);
    promises = List.copyOf(promises);
  }

  /// A stream that must not be silent: an accepted subscription proves no data.
  ///
  /// @param fact the kind of fact that must arrive
  /// @param id of this instrument; absent: of any
  /// @param quiet the longest silence that is not a fault, from the first message's deadline on
  public record Promise(Fact fact, @Nullable InstrumentId id, Duration quiet) {}
}
