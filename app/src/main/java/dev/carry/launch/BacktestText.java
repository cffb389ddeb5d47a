package dev.carry.launch;

import dev.carry.backtest.BacktestResult;
import dev.carry.backtest.Trial;
import dev.carry.backtest.WalkForward;
import dev.carry.cli.Units;
import dev.carry.portfolio.AccountSettings;
import dev.carry.valuation.statistics.Overfitting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A backtest in words.
final class BacktestText {
  private BacktestText() {}

  static List<String> of(BacktestResult result, WalkForward.@Nullable Result walk) {
    List<String> lines = new ArrayList<>();
    AccountSettings account = result.account();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s, %s to %s (%s): %s a leg, %s of capital",
            result.strategy(),
            result.from(),
            result.to(),
            Units.human(Duration.between(result.from(), result.to())),
            money(result.notional()),
            money(account.capital())));
    lines.add("");
    result
        .attribution()
        .forEach((line, amount) -> lines.add(row(line.name().toLowerCase(Locale.ROOT), amount)));
    lines.add(row("net", result.netPnl()));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%s on capital, %s a year (simple); deepest fall %s",
            percent(result.returnOnCapital()),
            percent(result.annualised()),
            percent(result.maxDrawdown())));
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d trades, %,d settlements, %s times the capital traded, something held %.1f %% of"
                + " the time, %d legs liquidated",
            result.trades().size(),
            result.settlements(),
            result.turnover(),
            100 * result.timeInMarket(),
            result.liquidations()));
    result.baselines().forEach((name, pnl) -> lines.add("baseline " + name + ": " + money(pnl)));
    if (walk != null) {
      walkForward(lines, walk);
    }
    list(lines, "INCOMPLETE, missing:", result.missing());
    list(lines, "Assumed:", result.assumptions());
    return lines;
  }

  private static void walkForward(List<String> lines, WalkForward.Result walk) {
    lines.add("");
    lines.add(
        "Of " + walk.trials() + " choices of parameters, the best of each past, scored once:");
    for (WalkForward.Fold fold : walk.folds()) {
      Trial chosen = fold.chosen();
      lines.add(
          String.format(
              Locale.ROOT,
              "  %s to %s: %s, %s",
              fold.testFrom(),
              fold.testTo(),
              money(BacktestResult.netPnl(fold.events())),
              chosen == null ? "nothing had gained before" : chosen.parameters().toString()));
    }
    Overfitting overfitting = walk.overfitting();
    lines.add(
        String.format(
            Locale.ROOT,
            "Sharpe ratio %.2f a year; probability that it is more than luck %.3f%s",
            walk.sharpe(),
            walk.deflatedSharpe(),
            overfitting == null
                ? ""
                : String.format(
                    Locale.ROOT,
                    "; probability that choosing overfits %.2f",
                    overfitting.probability())));
  }

  private static void list(List<String> lines, String heading, List<String> items) {
    if (!items.isEmpty()) {
      lines.add("");
      lines.add(heading);
      items.forEach(item -> lines.add("  - " + item));
    }
  }

  private static String row(String name, BigDecimal amount) {
    return String.format(Locale.ROOT, "%-12s %14s", name, money(amount));
  }

  /// Dollars and cents.
  static String money(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_EVEN));
  }

  private static String percent(BigDecimal fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction.doubleValue());
  }
}
