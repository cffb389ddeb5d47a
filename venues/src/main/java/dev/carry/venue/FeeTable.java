package dev.carry.venue;

import java.util.List;

/// What a venue charges, by tier; fractions of the traded notional, a negative maker fee is a
/// rebate. Of an option it is the notional of its underlying, and the fee never more than the part
/// of the premium that the source says.
///
/// @param tiers lowest tier first; a user without a tier pays the first
/// @param source where the numbers stand, and their date
public record FeeTable(List<Tier> tiers, String source) {

  /// What users of one volume or status pay.
  ///
  /// @param name the venue's name of the tier
  /// @param maker fraction of notional
  /// @param taker fraction of notional
  public record Tier(String name, double maker, double taker) {}

  public FeeTable {
    tiers = List.copyOf(tiers);
    if (tiers.isEmpty()) {
      throw new IllegalArgumentException("a fee table without a tier: " + source);
    }
  }

  /// The tier of that name.
  public Tier tier(String name) {
    return tiers.stream()
        .filter(tier -> tier.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "fee tier '"
                        + name
                        + "': allowed are "
                        + tiers.stream().map(Tier::name).toList()));
  }

  public Tier lowest() {
    return tiers.getFirst();
  }
}
