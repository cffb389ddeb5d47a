package dev.carry.launch;

import dev.carry.cli.Units;
import dev.carry.model.DetectorName;
import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Execution;
import dev.carry.portfolio.Rules;
import dev.carry.valuation.MaintenanceTiers;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A strategy as a user writes it: what is traded, when, how much, in what account and how orders
/// meet the market. Every key has a default but those of which nobody can know one.
///
/// @param rules when what was found is traded
/// @param account what it is traded in
/// @param grid values of its keys that a walk-forward tries, as written
/// @param spread between bid and ask where no quotes are stored (fraction); absent: not declared
/// @param stress what it is held against where that is asked for
/// @param said keys that were set, with their texts
record StrategySpec(
    Rules rules,
    AccountSettings account,
    Map<String, String> grid,
    @Nullable BigDecimal spread,
    StressSpec stress,
    Map<String, String> said) {

  /// No venue lends more.
  private static final BigDecimal MOST_LEVERAGE = BigDecimal.valueOf(250);

  /// What is more was meant as basis points.
  private static final BigDecimal MOST_OF_PRICE = new BigDecimal("0.1");

  /// The strategies that have a name, by what they trade.
  static final Map<String, List<String>> NAMED =
      Map.of(
          "cross-venue", List.of(DetectorName.CROSS_VENUE_FUNDING),
          "mean-reversion", List.of(DetectorName.FUNDING_MEAN_REVERSION),
          "spot-perp", List.of(DetectorName.SPOT_PERP_CARRY));

  /// One of [#NAMED], or a file.
  ///
  /// @param option where it was said, for messages
  /// @param others names that are allowed there too
  /// @throws ConfigException where it is neither
  static Settings settings(String option, String nameOrFile, String... others) {
    Path file = Path.of(nameOrFile);
    if (NAMED.containsKey(nameOrFile)) {
      return named(nameOrFile);
    }
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          option
              + " "
              + nameOrFile
              + (Files.isDirectory(file) ? ": a folder" : ": no such file")
              + ", and of names allowed are "
              + Stream.concat(Stream.of(others), NAMED.keySet().stream().sorted())
                  .collect(Collectors.joining(", ")));
    }
    Settings settings = Settings.read(file);
    if (settings.texts().isEmpty()) {
      throw new ConfigException(
          file
              + ": says nothing: name what is traded, such as find.detectors: cross-venue-funding");
    }
    return settings;
  }

  /// One of [#NAMED], or one that trades nothing it finds.
  static Settings named(String name) {
    Settings settings = Settings.read(null);
    settings.override(
        "find.detectors", String.join(",", NAMED.getOrDefault(name, List.of())), name);
    return settings;
  }

  /// @param conversion one way between USD-like coins, where the strategy does not say (fraction)
  static StrategySpec of(Settings s, double conversion) {
    BigDecimal notional = s.get("size.notional", new BigDecimal("10000"), StrategySpec::dollars);
    BigDecimal leverage = s.get("account.leverage", BigDecimal.valueOf(3), StrategySpec::leverage);
    BigDecimal buffer = s.get("account.buffer", new BigDecimal("0.2"), StrategySpec::share);
    Rules rules =
        new Rules(
            s.get("find.detectors", List.of(), StrategySpec::detectors),
            s.get("find.assets", List.of(), StrategySpec::names),
            s.get("find.venues", List.of(), StrategySpec::venues),
            notional,
            s.get("enter.net-apr", 0.02, StrategySpec::rate),
            s.get("exit.gross-apr", 0.0, StrategySpec::rate),
            s.get("exit.hold", Duration.ofDays(30), StrategySpec::lasting),
            s.find("exit.stop-loss", StrategySpec::positiveRate).orElse(null));
    AccountSettings account =
        new AccountSettings(
            s.get("size.capital", notional.multiply(BigDecimal.TEN), StrategySpec::dollars),
            leverage,
            buffer,
            s.get("account.rebalance-at", 0.5, StrategySpec::part),
            MaintenanceTiers.flat(s.get("account.maintenance", 0.01, StrategySpec::part)),
            s.find("account.borrow-apr", StrategySpec::share).orElse(null),
            limits(s),
            execution(s, conversion));
    BigDecimal spread = s.find("execution.spread", StrategySpec::ofPrice).orElse(null);
    Map<String, String> grid = s.section("grid");
    ParameterGrid.of(grid)
        .axes()
        .forEach(
            (key, values) ->
                values.forEach(value -> of(s.without("grid", key, value), conversion)));
    StressSpec stress = StressSpec.of(s);
    s.refuseUnknown(Set.of());
    return new StrategySpec(rules, account, grid, spread, stress, s.texts());
  }

  private static AccountSettings.Limits limits(Settings s) {
    AccountSettings.Limits none = AccountSettings.Limits.NONE;
    return new AccountSettings.Limits(
        s.get("limits.positions", none.positions(), StrategySpec::count),
        s.get("limits.venue-notional", none.venueNotional(), StrategySpec::positive),
        s.get("limits.asset-notional", none.assetNotional(), StrategySpec::positive),
        s.get("limits.daily-loss", none.dailyLoss(), StrategySpec::positive),
        List.of());
  }

  private static Execution execution(Settings s, double conversion) {
    Execution d = Execution.DEFAULT;
    return new Execution(
        s.get("execution.latency", d.latency(), Units::duration),
        s.get("execution.quote-life", d.quoteLife(), StrategySpec::lasting),
        s.find("execution.slippage", StrategySpec::ofPrice).orElse(null),
        s.get("execution.max-slippage", d.mostSlippage(), StrategySpec::ofPrice),
        s.get("execution.conversion", BigDecimal.valueOf(conversion), StrategySpec::ofPrice),
        s.get("execution.transfer-delay", d.transferDelay(), Units::duration),
        s.get("execution.transfer-cost", d.transferCost(), StrategySpec::notNegative),
        d.dayKnownAfter());
  }

  private static List<String> detectors(String text) {
    return known(names(text), Pipeline.tradedNames());
  }

  private static List<String> venues(String text) {
    return known(names(text), VenueChoice.known());
  }

  private static List<String> known(List<String> names, Collection<String> allowed) {
    for (String name : names) {
      if (!allowed.contains(name)) {
        throw new IllegalArgumentException(
            "found " + name + ", allowed are " + String.join(", ", allowed));
      }
    }
    return names;
  }

  private static List<String> names(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(Predicate.not(String::isEmpty))
        .toList();
  }

  private static double rate(String text) {
    return Units.fraction(text);
  }

  private static double positiveRate(String text) {
    double value = Units.fraction(text);
    if (!(value > 0)) {
      throw new IllegalArgumentException(text + ": more than 0 is allowed");
    }
    return value;
  }

  /// Some of a whole, and not all of it.
  private static double part(String text) {
    double value = positiveRate(text);
    if (value >= 1) {
      throw new IllegalArgumentException(text + ": more than 0 and less than 1 is allowed");
    }
    return value;
  }

  /// A fraction of 0 or more, exactly as written.
  private static BigDecimal share(String text) {
    return notLess(BigDecimal.valueOf(Units.fraction(text)), text);
  }

  /// A small one, of a price.
  private static BigDecimal ofPrice(String text) {
    BigDecimal value = share(text);
    if (value.compareTo(MOST_OF_PRICE) > 0) {
      throw new IllegalArgumentException(
          text + ": up to " + MOST_OF_PRICE + " is allowed; a basis point is 1bp or 0.0001");
    }
    return value;
  }

  private static BigDecimal notNegative(String text) {
    return notLess(decimal(text), text);
  }

  private static BigDecimal notLess(BigDecimal value, String text) {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(text + ": 0 or more is allowed");
    }
    return value;
  }

  private static BigDecimal positive(String text) {
    BigDecimal value = decimal(text);
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(text + ": more than 0 is allowed");
    }
    return value;
  }

  /// So many that a part of them is some, too.
  private static BigDecimal dollars(String text) {
    BigDecimal value = decimal(text);
    if (value.compareTo(BigDecimal.ONE) < 0) {
      throw new IllegalArgumentException(text + ": 1 or more is allowed, in dollars");
    }
    return value;
  }

  private static BigDecimal leverage(String text) {
    BigDecimal value = positive(text);
    if (value.compareTo(MOST_LEVERAGE) > 0) {
      throw new IllegalArgumentException(
          text + ": more than 0, up to " + MOST_LEVERAGE + ", is allowed");
    }
    return value;
  }

  private static BigDecimal decimal(String text) {
    return BigDecimal.valueOf(Units.number(text));
  }

  private static int count(String text) {
    double value = Units.number(text);
    if (value < 1 || value != Math.rint(value) || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(text + ": a whole number from 1 is allowed");
    }
    return (int) value;
  }

  private static Duration lasting(String text) {
    Duration value = Units.duration(text);
    if (!value.isPositive()) {
      throw new IllegalArgumentException(text + ": more than 0 is allowed");
    }
    return value;
  }
}
