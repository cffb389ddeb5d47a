package dev.carry.portfolio;

import dev.carry.model.InstrumentId;
import dev.carry.valuation.MaintenanceTiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account: what is in it, how it is lent upon, and what it must not do.
///
/// @param capital dollars at the start
/// @param leverage of every leg that has a margin
/// @param buffer dollars kept beside the margins, fraction of the notional of one leg
/// @param rebalanceAt a leg is sent margin when what is left of it falls to this share of what was
///     put there
/// @param maintenance what venues ask to stand behind a leg
/// @param borrowApr interest on what is borrowed to be sold (fraction a year); absent: nothing is
/// @param limits what no strategy can overrule
/// @param execution how orders meet the market
public record AccountSettings(
    BigDecimal capital,
    BigDecimal leverage,
    BigDecimal buffer,
    double rebalanceAt,
    MaintenanceTiers maintenance,
    @Nullable BigDecimal borrowApr,
    Limits limits,
    Execution execution) {

  public AccountSettings {
    if (capital.signum() <= 0 || leverage.signum() <= 0 || buffer.signum() < 0) {
      throw new IllegalArgumentException(
          "account: capital "
              + capital
              + ", leverage "
              + leverage
              + ", buffer "
              + buffer
              + ": capital and leverage more than 0, the buffer 0 or more are allowed");
    }
  }

  /// What one dollar of notional binds, dollars.
  ///
  /// @param spot whether one leg is paid in full
  public BigDecimal bindsOf(boolean spot) {
    BigDecimal margin = BigDecimal.ONE.divide(leverage, 8, RoundingMode.UP);
    return margin.add(spot ? BigDecimal.ONE : margin).add(buffer);
  }

  public AccountSettings withCapital(BigDecimal dollars) {
    return new AccountSettings(
        dollars, leverage, buffer, rebalanceAt, maintenance, borrowApr, limits, execution);
  }

  public AccountSettings with(Execution other) {
    return new AccountSettings(
        capital, leverage, buffer, rebalanceAt, maintenance, borrowApr, limits, other);
  }

  public AccountSettings never(List<Never> pairs) {
    Limits without =
        new Limits(
            limits.positions(),
            limits.venueNotional(),
            limits.assetNotional(),
            limits.dailyLoss(),
            pairs);
    return new AccountSettings(
        capital, leverage, buffer, rebalanceAt, maintenance, borrowApr, without, execution);
  }

  /// Dollars and counts.
  ///
  /// @param positions most at a time
  /// @param venueNotional most on one venue, of all legs there
  /// @param assetNotional most of one asset, of one side
  /// @param dailyLoss after losing so much since midnight UTC nothing is opened until the next
  /// @param never pairs that are never opened, whichever way round
  public record Limits(
      int positions,
      BigDecimal venueNotional,
      BigDecimal assetNotional,
      BigDecimal dailyLoss,
      List<Never> never) {
    private static final BigDecimal ENDLESS = new BigDecimal("1e15");

    public static final Limits NONE =
        new Limits(Integer.MAX_VALUE, ENDLESS, ENDLESS, ENDLESS, List.of());

    public Limits {
      never = List.copyOf(never);
    }

    /// Whether losses of a day are limited at all.
    boolean endsDay() {
      return dailyLoss.compareTo(ENDLESS) < 0;
    }
  }

  /// A pair that is never opened.
  ///
  /// @param because in words
  public record Never(InstrumentId one, InstrumentId other, String because) {
    boolean is(Plan plan) {
      return (one.equals(plan.longLeg()) && other.equals(plan.shortLeg()))
          || (one.equals(plan.shortLeg()) && other.equals(plan.longLeg()));
    }
  }
}
