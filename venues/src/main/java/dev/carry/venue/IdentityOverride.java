package dev.carry.venue;

import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// One reviewed line: what a listing is of, whatever its ticker says.
///
/// @param id the listing
/// @param asset the asset it is compared as; one of its own separates it from its ticker's
/// @param units how many of the asset one price is for, more than 0
/// @param reviewed the day somebody looked
/// @param reason why, for users
/// @param evidence what somebody else can look up
public record IdentityOverride(
    InstrumentId id,
    String asset,
    BigDecimal units,
    LocalDate reviewed,
    String reason,
    String evidence) {
  private static final int MOST_DIGITS = 18;

  private static final List<String> COLUMNS =
      List.of("venue", "symbol", "asset", "units", "reviewed", "reason", "evidence");
  private static final Pattern ASSET = Pattern.compile("[\\p{Lu}\\p{Lo}\\p{N}_.$-]{1,40}");

  /// Reads `venue | symbol | asset | units | reviewed | reason | evidence`.
  ///
  /// @param venues those that may be named; empty: any
  /// @throws IllegalArgumentException saying what was found and what is allowed
  static IdentityOverride parse(String line, Set<VenueId> venues) {
    List<String> cells = List.of(line.split("\\|", -1)).stream().map(String::strip).toList();
    if (cells.size() != COLUMNS.size()) {
      throw new IllegalArgumentException(
          "found "
              + cells.size()
              + (cells.size() == 1 ? " column" : " columns")
              + ", allowed are "
              + COLUMNS.size()
              + ": "
              + String.join(" | ", COLUMNS));
    }
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).isEmpty()) {
        throw new IllegalArgumentException(COLUMNS.get(i) + " is empty, every column is needed");
      }
    }
    VenueId venue = VenueId.of(cells.get(0));
    if (!venues.isEmpty() && !venues.contains(venue)) {
      throw new IllegalArgumentException(
          "venue " + venue + " is not known, allowed are " + venues.stream().sorted().toList());
    }
    if (!ASSET.matcher(cells.get(2)).matches()) {
      throw new IllegalArgumentException(
          "asset " + cells.get(2) + ": capitals, digits and any of _ . $ - are allowed");
    }
    return new IdentityOverride(
        InstrumentId.of(venue, cells.get(1)),
        cells.get(2),
        units(cells.get(3)),
        day(cells.get(4)),
        cells.get(5),
        cells.get(6));
  }

  private static BigDecimal units(String text) {
    try {
      BigDecimal units = new BigDecimal(text);
      boolean usual =
          units.precision() <= MOST_DIGITS && Math.abs((long) units.scale()) <= MOST_DIGITS;
      if (units.signum() > 0 && usual) {
        return units;
      }
    } catch (NumberFormatException e) {
      // told below, like a number that is not positive
    }
    throw new IllegalArgumentException(
        "units "
            + text
            + ": a number above 0 of at most "
            + MOST_DIGITS
            + " digits is allowed, such as 1000 or 0.1");
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("reviewed " + text + ": a day like 2026-01-31", e);
    }
  }
}
