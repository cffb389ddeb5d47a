package dev.carry.launch;

import dev.carry.backtest.stress.Crash;
import dev.carry.backtest.stress.Deleveraged;
import dev.carry.backtest.stress.Depeg;
import dev.carry.backtest.stress.FundingExtreme;
import dev.carry.backtest.stress.Outage;
import dev.carry.backtest.stress.PriceGap;
import dev.carry.backtest.stress.Shock;
import dev.carry.cli.Units;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shocks a strategy is held against: the keys under `stress` of its file, or of `--rule`.
///
/// @param shocks all there are, in the order in which they are told
/// @param leverageCap the largest leverage that is looked at
record StressSpec(List<Shock> shocks, BigDecimal leverageCap) {
  static final String ALL = "all";

  StressSpec {
    shocks = List.copyOf(shocks);
  }

  static StressSpec of(Settings s) {
    Crash october = Crash.OCTOBER_2025;
    Crash crash =
        new Crash(
            Crash.byAsset(
                s.get("stress.crash-btc", 0.15, StressSpec::share),
                s.get("stress.crash-eth", 0.20, StressSpec::share)),
            s.get("stress.crash-others", october.others(), StressSpec::share),
            s.get("stress.crash-deeper", october.deeper(), StressSpec::shareOrNone),
            s.get("stress.crash-spread", october.spread(), StressSpec::shareOrNone),
            s.get("stress.crash-falls", october.falls(), StressSpec::lasting),
            s.get("stress.crash-recovers", october.recovers(), StressSpec::part),
            s.get("stress.crash-recovery", october.recovery(), StressSpec::lasting));
    List<Shock> shocks = new ArrayList<>();
    shocks.add(
        new PriceGap(
            s.get("stress.gap", 0.05, StressSpec::share),
            s.get("stress.gap-lasts", Duration.ofMinutes(10), StressSpec::lasting)));
    shocks.add(crash);
    shocks.add(new Outage(s.get("stress.outage", Duration.ofHours(2), StressSpec::lasting)));
    shocks.add(
        new FundingExtreme(
            s.get("stress.funding-settlements", 9, StressSpec::count),
            BigDecimal.valueOf(s.get("stress.funding-cap", 0.003, StressSpec::share))));
    shocks.add(new Deleveraged(crash));
    shocks.add(new Depeg(s.get("stress.depeg", 0.10, StressSpec::share)));
    return new StressSpec(
        shocks, s.get("stress.leverage-cap", BigDecimal.TEN, StressSpec::leverage));
  }

  /// Those that are named.
  ///
  /// @param names a comma list, or [#ALL]
  /// @throws IllegalArgumentException where one is unknown
  List<Shock> named(String names) {
    if (names.equals(ALL)) {
      return shocks;
    }
    List<String> wanted = Arrays.stream(names.split(",")).map(String::strip).toList();
    List<String> known = shocks.stream().map(Shock::name).toList();
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "'" + name + "': all, " + String.join(", ", known) + " are allowed");
      }
    }
    return shocks.stream().filter(shock -> wanted.contains(shock.name())).toList();
  }

  /// What is to be said beside what they make of a run.
  ///
  /// @param at when they strike; absent: where it hurts most
  List<String> assumptions(@Nullable Instant at) {
    return List.of(
        at == null
            ? "shocks strike an hour before the end of the first, the middle or the last day on"
                + " which most is held, at the venue and leg they hurt most: whatever leaves least"
            : "shocks strike at " + at + ", at the venue and leg they hurt most",
        "who trades what is found may trade otherwise under a shock: where that loses, less of it"
            + " comes out better",
        "while a shock lasts the last known prices are told anew every minute, of an outage or a"
            + " coin every five, with the shock in them; what was recorded meanwhile has it too",
        "leverage is the largest of up to "
            + leverageCap.toPlainString()
            + " at which nothing is liquidated, the buffer as it is; capital is the least of both"
            + " margins and a buffer, for 1 of notional, with which nothing is liquidated or made"
            + " smaller for lack of money, of those tried",
        "a coin that falls is worth less where it lies: in margins, in what was paid in full, in"
            + " what was gained; buffers and free capital are dollars",
        "unless said otherwise prices fall as on 10 October 2025; the gap, the outage, the caps,"
            + " the spread and the coin's fall are guesses");
  }

  private static double share(String text) {
    return within(text, Units.fraction(text), false, false);
  }

  private static double shareOrNone(String text) {
    return within(text, Units.fraction(text), true, false);
  }

  private static double part(String text) {
    return within(text, Units.fraction(text), true, true);
  }

  private static double within(String text, double value, boolean none, boolean whole) {
    if ((none ? value < 0 : value <= 0) || (whole ? value > 1 : value >= 1)) {
      throw new IllegalArgumentException(
          text
              + (none ? ": 0 or more" : ": more than 0")
              + (whole ? ", up to 1 is allowed" : ", less than 1 is allowed"));
    }
    return value;
  }

  private static Duration lasting(String text) {
    Duration value = Units.duration(text);
    if (value.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(text + ": a minute or more is allowed");
    }
    return value;
  }

  private static int count(String text) {
    double value = Units.number(text);
    if (value < 1 || value != Math.rint(value) || value > 1000) {
      throw new IllegalArgumentException(text + ": a whole number from 1 to 1000 is allowed");
    }
    return (int) value;
  }

  private static BigDecimal leverage(String text) {
    double value = Units.number(text);
    if (!(value >= 1 && value <= 125)) {
      throw new IllegalArgumentException(text + ": 1 to 125 is allowed");
    }
    return BigDecimal.valueOf(value);
  }
}
