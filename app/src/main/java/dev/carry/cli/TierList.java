package dev.carry.cli;

import dev.carry.valuation.LegStress;
import dev.carry.valuation.MaintenanceTiers;
import dev.carry.valuation.MaintenanceTiers.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Maintenance margin as a user writes it: `0.005`, the same for every notional, or tiers
/// `50000:0.004:0,250000:0.005:50`: up to which notional, rate, and what is taken off. Without any
/// third number it follows from the rates; a first number of `inf` has no end.
///
/// @param end notional beyond which nothing is known; infinite: it always is
record TierList(MaintenanceTiers tiers, double end) {

  /// Whether a notional is one the tiers tell of.
  boolean knows(double notional) {
    return notional <= end;
  }

  /// The price at which a leg is liquidated that has these tiers; null: at none.
  ///
  /// @throws IllegalArgumentException where it would be at once, or in a tier that nobody told of
  @Nullable Double liquidation(LegStress leg) {
    if (leg.isLiquidated(leg.entry())) {
      throw new IllegalArgumentException(
          "--leverage "
              + leg.leverage()
              + ": its margin is within the maintenance margin at the entry");
    }
    OptionalDouble price = leg.liquidationPrice();
    if (price.isEmpty()) {
      return null;
    }
    double notional = leg.notional(price.getAsDouble());
    if (!knows(notional)) {
      throw new IllegalArgumentException(
          "--tiers end at " + end + ", and it is liquidated at a notional of " + notional);
    }
    return price.getAsDouble();
  }

  static TierList parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length == 1 && !text.contains(":")) {
      double rate = Units.fraction(text);
      return new TierList(MaintenanceTiers.flat(rate), Double.POSITIVE_INFINITY);
    }
    double[] upTo = new double[parts.length];
    double[] rates = new double[parts.length];
    double[] amounts = new double[parts.length];
    int given = 0;
    for (int i = 0; i < parts.length; i++) {
      String[] tier = parts[i].strip().split(":", -1);
      if (tier.length < 2 || tier.length > 3) {
        throw new IllegalArgumentException(
            "tier '" + parts[i] + "': NOTIONAL:RATE or NOTIONAL:RATE:AMOUNT is allowed");
      }
      upTo[i] = tier[0].equals("inf") ? Double.POSITIVE_INFINITY : Units.number(tier[0]);
      rates[i] = Units.fraction(tier[1]);
      if (tier.length == 3) {
        amounts[i] = Units.number(tier[2]);
        given++;
      }
    }
    if (given != 0 && given != parts.length) {
      throw new IllegalArgumentException(
          "tiers '" + text + "': an amount in each of them or in none is allowed");
    }
    double end = upTo[parts.length - 1];
    if (parts.length > 1 && end <= upTo[parts.length - 2]) {
      throw new IllegalArgumentException("tiers '" + text + "': rising notionals are allowed");
    }
    upTo[parts.length - 1] = Double.POSITIVE_INFINITY;
    return new TierList(
        given == 0 ? MaintenanceTiers.of(upTo, rates) : tiers(upTo, rates, amounts), end);
  }

  private static MaintenanceTiers tiers(double[] upTo, double[] rates, double[] amounts) {
    List<Tier> tiers = new ArrayList<>();
    for (int i = 0; i < upTo.length; i++) {
      tiers.add(new Tier(upTo[i], rates[i], amounts[i]));
    }
    return new MaintenanceTiers(tiers);
  }

  /// For picocli.
  static final class Converter implements ITypeConverter<TierList> {
    @Override
    public TierList convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
