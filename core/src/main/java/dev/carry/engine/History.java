package dev.carry.engine;

import dev.carry.model.InstrumentId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was stored, for those who ask about the past. Thread-safe; may block on disk.
public interface History {

  /// One funding fact as stored.
  ///
  /// @param id the instrument
  /// @param settled charged, or only estimated then
  /// @param rate fraction of notional per `period`
  /// @param period absent when it was not known
  /// @param at settlement instant of a settled rate, venue time (or receive time) of an estimate
  /// @param knownAt when Carry could first know it
  record FundingPoint(
      InstrumentId id,
      boolean settled,
      BigDecimal rate,
      @Nullable Duration period,
      Instant at,
      Instant knownAt) {}

  /// Funding of some instruments between two instants, both inclusive, oldest first.
  ///
  /// @param limit the most points; the newest are kept
  List<FundingPoint> funding(List<InstrumentId> ids, Instant from, Instant to, int limit);

  /// Findings as they were told, newest first, one JSON object each.
  ///
  /// @param kind `opportunity`, `quarantine`, …; absent: all
  /// @param asset canonical asset; absent: all
  List<String> findings(
      @Nullable String kind, @Nullable String asset, Instant from, Instant to, int limit);

  /// What happened in the account that trades on paper, newest first, one JSON object each.
  ///
  /// @param kind `fill`, `entry`, `closed`, …; absent: all
  List<String> paper(@Nullable String kind, Instant from, Instant to, int limit);
}
