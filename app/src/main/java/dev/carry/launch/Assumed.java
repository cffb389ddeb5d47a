package dev.carry.launch;

import dev.carry.cli.Units;
import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Execution;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What is assumed whenever something is traded that was not, in words.
final class Assumed {
  private Assumed() {}

  static List<String> ofTrading(AccountSettings account) {
    Execution execution = account.execution();
    return List.of(
        String.format(
            Locale.ROOT,
            "orders meet the market %s after the decision, at the last prices known then, if not"
                + " older than %s",
            Units.human(execution.latency()),
            Units.human(execution.quoteLife())),
        String.format(
            Locale.ROOT,
            "legs with a margin have %s times leverage; %s of the notional is kept beside; margin"
                + " moves in %s for %s; a leg liquidated at the venue loses all its margin",
            account.leverage().toPlainString(),
            account.buffer().toPlainString(),
            Units.human(execution.transferDelay()),
            execution.transferCost().toPlainString()),
        "USD-like coins are worth one dollar each; changing them costs "
            + execution.conversionPerWay().toPlainString()
            + " each way",
        "trading moved no price; what venues would have refused is not known");
  }

  /// @param said taker fees by venue, in place of its table's
  static String ofFees(Map<String, Double> said) {
    return said.isEmpty()
        ? "taker fees are those of the venues' tables today, not of then"
        : said.entrySet().stream()
            .map(
                fee ->
                    fee.getKey()
                        + " "
                        + BigDecimal.valueOf(fee.getValue()).stripTrailingZeros().toPlainString())
            .collect(
                Collectors.joining(
                    ", ",
                    "taker fees are as said of ",
                    "; else those of the venues' tables today"));
  }

  /// What a user set, so that nobody has to remember it.
  static List<String> asSet(StrategySpec spec, Config config) {
    List<String> said = new ArrayList<>();
    add(said, "rules as set: ", spec.said(), "grid.");
    add(said, "configuration as set: ", config.said(), "server.");
    return said;
  }

  private static void add(List<String> to, String what, Map<String, String> texts, String leftOut) {
    String all =
        texts.entrySet().stream()
            .filter(each -> !each.getKey().startsWith(leftOut) && !each.getValue().isEmpty())
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining("; "));
    if (!all.isEmpty()) {
      to.add(what + all);
    }
  }
}
