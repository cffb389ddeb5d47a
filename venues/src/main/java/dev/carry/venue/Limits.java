package dev.carry.venue;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a venue allows one address to ask.
///
/// @param weight how much weight REST calls may cost within `window`
/// @param window the window of `weight`
/// @param usedHeader response header with the weight used so far in the window; absent: none
/// @param leftHeader response header with what is left of the allowance the call was paid from,
///     which may be the call's own; absent: none
/// @param banStatuses HTTP statuses after which every further call makes it worse
/// @param banFor how long to keep away after a ban without `Retry-After`
/// @param connects how many connections may be opened within `connectWindow`
/// @param connectWindow the window of `connects`
/// @param betweenMessages least time between two messages sent on one socket
public record Limits(
    int weight,
    Duration window,
    @Nullable String usedHeader,
    @Nullable String leftHeader,
    List<Integer> banStatuses,
    Duration banFor,
    int connects,
    Duration connectWindow,
    Duration betweenMessages) {

  public Limits {
    banStatuses = List.copyOf(banStatuses);
  }
}
