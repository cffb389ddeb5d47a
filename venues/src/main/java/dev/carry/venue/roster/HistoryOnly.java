package dev.carry.venue.roster;

import dev.carry.model.VenueId;
import java.util.List;
import java.util.Optional;

/// Venues whose past can be imported and that nothing is asked of, each with the reason. That a
/// venue is closed, and when, is told from memory, as of 2026.
///
/// @param id as the store and files know it
/// @param reason why there is no connector, for users
public record HistoryOnly(VenueId id, String reason) {
  private static final List<HistoryOnly> ALL =
      List.of(
          of("apollox", "closed under this name: its perpetuals went over to Aster"),
          of(
              "drift",
              "a program on a chain: its state is read from accounts, for which no connector is"
                  + " written"),
          of("dydx-v3", "closed in October 2024: dydx is the chain that followed it"),
          of(
              "htx",
              "no connector is written; its settled rates of 2021 to 2023 are in collections"),
          of(
              "kucoin",
              "no connector is written; its settled rates of 2021 to 2023 are in collections"),
          of(
              "mexc",
              "no connector is written; its settled rates of 2021 to 2023 are in collections"));

  private static HistoryOnly of(String id, String reason) {
    return new HistoryOnly(VenueId.of(id), reason);
  }

  /// In the order users see them.
  public static List<HistoryOnly> all() {
    return ALL;
  }

  public static Optional<HistoryOnly> find(VenueId id) {
    return ALL.stream().filter(venue -> venue.id().equals(id)).findFirst();
  }
}
