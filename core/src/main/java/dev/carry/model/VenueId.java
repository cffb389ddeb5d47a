package dev.carry.model;

/// A market with its own book, rules and calendar: `binance-usdm`, `bybit`, `okx`, `deribit`, …
///
/// @param id lower-case kebab id, as users write it
public record VenueId(String id) implements Comparable<VenueId> {

  public VenueId {
    if (!isKebab(id)) {
      throw new IllegalArgumentException(
          "venue id '" + id + "': lower-case letters, digits and single dashes are allowed");
    }
  }

  public static VenueId of(String id) {
    return new VenueId(id);
  }

  private static boolean isKebab(String id) {
    if (id.isEmpty() || id.startsWith("-") || id.endsWith("-") || id.contains("--")) {
      return false;
    }
    return id.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  @Override
  public int compareTo(VenueId other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id;
  }
}
