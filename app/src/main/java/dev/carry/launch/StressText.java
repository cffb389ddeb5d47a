package dev.carry.launch;

import dev.carry.backtest.stress.Outcome;
import dev.carry.backtest.stress.StressResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What shocks make of a backtest, in words.
final class StressText {
  private static final String ROW = "%-13s %14s %14s %9s %7s %7s %9s  %s";

  private StressText() {}

  static List<String> of(StressResult stress) {
    List<Outcome> outcomes = stress.outcomes();
    List<String> lines = new ArrayList<>();
    if (outcomes.isEmpty()) {
      return lines;
    }
    lines.add("");
    lines.add("The same with a shock in it:");
    lines.add(
        String.format(
            Locale.ROOT,
            ROW,
            "shock",
            "net",
            "against",
            "fall",
            "liquid.",
            "sent",
            "leverage",
            "capital needed for 1 of notional"));
    for (Outcome outcome : outcomes) {
      lines.add(
          String.format(
              Locale.ROOT,
              ROW,
              outcome.shock(),
              money(outcome.netPnl()),
              money(outcome.difference()),
              String.format(Locale.ROOT, "%.2f %%", 100 * outcome.maxDrawdown().doubleValue()),
              outcome.liquidations(),
              outcome.transfers(),
              leverage(outcome.largestLeverage()),
              needed(outcome.needed())));
    }
    for (Outcome outcome : outcomes) {
      Instant at = outcome.at();
      if (!outcome.shock().equals(Outcome.NONE)) {
        BigDecimal lost = outcome.coinLoss();
        lines.add(
            "  "
                + outcome.shock()
                + ": "
                + outcome.words()
                + (at == null ? "" : ", from " + at + " on")
                + (lost == null ? "" : "; the coins lost " + money(lost)));
      }
    }
    stress.assumptions().forEach(assumed -> lines.add("  - " + assumed));
    return lines;
  }

  private static String leverage(@Nullable BigDecimal largest) {
    return largest == null ? "none" : largest.toPlainString();
  }

  private static String needed(Outcome.@Nullable Needed needed) {
    return needed == null
        ? "more than was tried"
        : String.format(
            Locale.ROOT,
            "%.3f (leverage %s, buffer %s)",
            needed.capital(),
            needed.leverage().toPlainString(),
            needed.buffer().toPlainString());
  }

  private static String money(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_EVEN));
  }
}
