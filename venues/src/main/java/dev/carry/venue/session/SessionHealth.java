package dev.carry.venue.session;

import dev.carry.model.FeedStatus;
import dev.carry.model.JsonText;
import dev.carry.model.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a venue's session is, at one instant; immutable.
///
/// @param instruments how many instruments are followed
/// @param instrumentsReadAt when the list was last read whole; absent: never
/// @param feeds connections, by name
/// @param rest REST streams, by name
/// @param budgetUsed weight used within the venue's window
/// @param budgetLimit weight the venue allows within it
/// @param closedUntil no REST call is made before; absent: REST is open
/// @param banned whether REST is closed by a ban
/// @param clockAhead how far our clock is ahead of the venue's; absent: not known
/// @param delay from the venue's stamp to our receipt, median; absent: not known
/// @param failure a fault of ours that ended a part of the session; absent: none
public record SessionHealth(
    VenueId venue,
    Instant at,
    int instruments,
    @Nullable Instant instrumentsReadAt,
    List<Feed> feeds,
    List<Rest> rest,
    int budgetUsed,
    int budgetLimit,
    @Nullable Instant closedUntil,
    boolean banned,
    @Nullable Duration clockAhead,
    @Nullable Duration delay,
    @Nullable String failure) {

  public SessionHealth {
    feeds = List.copyOf(feeds);
    rest = List.copyOf(rest);
  }

  /// One connection, over all its reconnects.
  ///
  /// @param state what it is worth now; absent: not opened yet
  /// @param reason why
  /// @param since when it became so; absent: not opened yet
  /// @param lastMessageAge of the last message with a fact; absent: none arrived yet
  /// @param messagesPerSecond over the last ten seconds
  /// @param factsPerSecond over the last ten seconds
  /// @param reconnects how often it was lost and opened again
  /// @param rotations how often it was replaced without a gap
  /// @param pauses how often the venue was slowed down because the reader did not keep up
  /// @param ignored counts by cause
  /// @param rejected counts by cause
  /// @param refused subscriptions the venue refused, in its words
  public record Feed(
      String name,
      FeedStatus.@Nullable State state,
      String reason,
      @Nullable Instant since,
      @Nullable Duration lastMessageAge,
      double messagesPerSecond,
      double factsPerSecond,
      long messages,
      long facts,
      long reconnects,
      long rotations,
      long pauses,
      Map<String, Long> ignored,
      Map<String, Long> rejected,
      Map<String, Long> refused) {

    public boolean isLive() {
      return state == FeedStatus.State.LIVE;
    }

    /// What it is worth now, in words.
    public String words() {
      return state == null ? "not opened" : JsonText.kebab(state);
    }
  }

  /// One kind of REST call.
  ///
  /// @param calls how many were made
  /// @param lastLatency absent: none was answered yet
  /// @param p50 of the latest 128 answers
  /// @param p99 of the latest 128 answers
  /// @param statuses counts by HTTP status or kind of failure
  /// @param ignored counts by cause
  /// @param rejected counts by cause
  /// @param lastFailure in words; absent: the last call went well
  public record Rest(
      String stream,
      long calls,
      @Nullable Duration lastLatency,
      @Nullable Duration p50,
      @Nullable Duration p99,
      Map<String, Long> statuses,
      Map<String, Long> ignored,
      Map<String, Long> rejected,
      @Nullable String lastFailure) {}
}
