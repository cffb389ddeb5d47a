package dev.carry.cli;

import dev.carry.model.Side;
import dev.carry.valuation.LegStress;
import dev.carry.valuation.LegStress.Kind;
import dev.carry.valuation.TransferRisk;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The largest leverage that survives an adverse move, and where a leg is liquidated.
@Command(
    name = "leverage",
    mixinStandardHelpOptions = true,
    description = {
      "The largest leverage that survives an adverse move; with --entry also the prices at which a"
          + " long and a short of --leverage are liquidated.",
      "With --volatility, the move while margin is on its way, which one time in a hundred is"
          + " larger, is survived on top of it."
    },
    footer = {
      "",
      "Examples:",
      "  carry calc leverage --adverse 30%% --maintenance 0.005",
      "  carry calc leverage --adverse 10%% --tiers 50000:0.004:0,250000:0.005:50 \\",
      "    --notional 100000 --entry 60000 --leverage 5"
    })
final class LeverageCalc implements Callable<Integer> {
  /// A fraction of the price, and of it a year: what is more was meant as percent.
  private static final double MOST_MOVE = 10;

  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--adverse",
      required = true,
      paramLabel = "FRACTION",
      description = "move of the price against the position: 0.3, 30%%")
  private double adverse;

  @Option(
      names = {"--maintenance", "--tiers"},
      required = true,
      paramLabel = "FRACTION|TIERS",
      converter = TierList.Converter.class,
      description =
          "maintenance margin of the notional: 0.005, or tiers NOTIONAL:RATE:AMOUNT, rising, with"
              + " commas between; the last may begin with inf")
  @SuppressWarnings("NullAway.Init")
  private TierList maintenance;

  @Option(
      names = "--notional",
      paramLabel = "QUOTE",
      description = "at the entry; needed with tiers")
  private @Nullable Double notional;

  @Option(
      names = "--entry",
      paramLabel = "PRICE",
      description = "quote per base; needed for liquidation prices")
  private @Nullable Double entry;

  @Option(
      names = "--leverage",
      defaultValue = "3",
      paramLabel = "X",
      description = "of the liquidation prices (${DEFAULT-VALUE})")
  private double leverage;

  @Option(names = "--inverse", description = "a contract paid in coin, with its margin in it")
  private boolean inverse;

  @Option(
      names = "--volatility",
      defaultValue = "0",
      paramLabel = "FRACTION",
      description = "of the price, a year: 60%% (${DEFAULT-VALUE})")
  private double volatility;

  @Option(
      names = "--transfer-delay",
      defaultValue = "30m",
      paramLabel = "DURATION",
      description = "until margin that is sent is there (${DEFAULT-VALUE})")
  private Duration transferDelay = Duration.ofMinutes(30);

  @Option(
      names = "--cap",
      defaultValue = "10",
      paramLabel = "X",
      description = "never more than this (${DEFAULT-VALUE})")
  private double cap;

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() {
    try {
      print();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void print() {
    if (!(adverse >= 0 && adverse <= MOST_MOVE)) {
      throw new IllegalArgumentException(
          "--adverse " + adverse + ": from 0 to " + MOST_MOVE + " is allowed; 30 % is 0.3 or 30%");
    }
    if (!(volatility >= 0 && volatility <= MOST_MOVE)) {
      throw new IllegalArgumentException(
          "--volatility "
              + volatility
              + ": from 0 to "
              + MOST_MOVE
              + " is allowed; 60 % is 0.6 or 60%");
    }
    if (!(cap > 0)) {
      throw new IllegalArgumentException("--cap " + cap + ": more than 0 is allowed");
    }
    if (notional == null && maintenance.tiers().tiers().size() > 1) {
      throw new IllegalArgumentException("--notional: needed to know which tier it is in");
    }
    double held = notional == null ? 1 : notional;
    if (!(held > 0)) {
      throw new IllegalArgumentException("--notional " + held + ": more than 0 is allowed");
    }
    double move =
        new TransferRisk(transferDelay.toMillis(), volatility, TransferRisk.ONE_IN_A_HUNDRED)
            .move();
    double further = adverse + move;
    requireKnown(held * (1 + further));
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    Rows.Row row =
        rows.row()
            .with("maxLong", safe(Side.BUY, further, held))
            .with("maxShort", safe(Side.SELL, further, held));
    if (volatility > 0) {
      row.with("transferMove", move);
    }
    if (entry != null) {
      row.with("liquidationLong", liquidation(Side.BUY, entry, held))
          .with("liquidationShort", liquidation(Side.SELL, entry, held));
    }
    rows.print();
  }

  private void requireKnown(double held) {
    if (!maintenance.knows(held)) {
      throw new IllegalArgumentException(
          "--tiers end at "
              + maintenance.end()
              + ", and up to "
              + held
              + " is held after the move");
    }
  }

  private double safe(Side side, double move, double held) {
    return LegStress.safeLeverage(side, kind(), move, held, maintenance.tiers(), cap);
  }

  private Kind kind() {
    return inverse ? Kind.INVERSE : Kind.LINEAR;
  }

  /// Null: it is liquidated at no price.
  private @Nullable Double liquidation(Side side, double at, double held) {
    LegStress leg = LegStress.ofNotional(side, kind(), at, held, leverage, maintenance.tiers());
    return maintenance.liquidation(leg);
  }
}
