package dev.carry.valuation;

import java.util.ArrayList;
import java.util.List;

/// What a venue asks to stand behind a position, by its notional: the more it is worth, the larger
/// the share.
///
/// @param tiers by rising notional; the last one has no end
public record MaintenanceTiers(List<Tier> tiers) {

  /// @param upTo notional (quote) to which it holds; infinite for the last
  /// @param rate share of the notional (fraction)
  /// @param amount what is taken off (quote), so that two tiers agree where they meet: venues'
  ///     `cum`
  public record Tier(double upTo, double rate, double amount) {}

  public MaintenanceTiers {
    tiers = List.copyOf(tiers);
    double before = 0;
    for (Tier tier : tiers) {
      if (!(tier.upTo() > before) || !(tier.rate() >= 0) || tier.rate() >= 1) {
        throw new IllegalArgumentException(
            "maintenance tier up to "
                + tier.upTo()
                + " of "
                + tier.rate()
                + ": rising notionals and rates from 0, less than 1 are allowed");
      }
      before = tier.upTo();
    }
    if (before != Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("the last maintenance tier ends at " + before);
    }
  }

  /// The same share whatever the notional.
  public static MaintenanceTiers flat(double rate) {
    return new MaintenanceTiers(List.of(new Tier(Double.POSITIVE_INFINITY, rate, 0)));
  }

  /// From rates alone, as venues publish them: the amounts follow, because no margin may jump.
  ///
  /// @param upTo notionals to which the rates hold, the last infinite
  public static MaintenanceTiers of(double[] upTo, double[] rates) {
    List<Tier> tiers = new ArrayList<>();
    double amount = 0;
    for (int i = 0; i < upTo.length; i++) {
      amount += i == 0 ? 0 : upTo[i - 1] * (rates[i] - rates[i - 1]);
      tiers.add(new Tier(upTo[i], rates[i], amount));
    }
    return new MaintenanceTiers(tiers);
  }

  /// The tier of a notional (quote).
  public Tier of(double notional) {
    for (Tier tier : tiers) {
      if (notional <= tier.upTo()) {
        return tier;
      }
    }
    throw new IllegalArgumentException("notional " + notional);
  }

  /// What must stand behind a notional (quote).
  public double required(double notional) {
    Tier tier = of(notional);
    return notional * tier.rate() - tier.amount();
  }
}
