package dev.carry.cli;

import dev.carry.model.Side;
import dev.carry.valuation.Capital;
import dev.carry.valuation.CashAndCarry;
import dev.carry.valuation.Funding;
import dev.carry.valuation.LegStress;
import dev.carry.valuation.LegStress.Kind;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Long spot, short perpetual.
@Command(
    name = "carry",
    mixinStandardHelpOptions = true,
    description = {
      "Long spot, short perpetual. Fractions are of the notional, over the holding time; returns on"
          + " capital are a year's."
    },
    footer = {
      "",
      "Example:",
      "  carry calc carry --spot 60000 --perp 60060 --rate 0.0001 --period 8h --hold 30d \\",
      "    --capital 100000 --spot-fee 0.001 --perp-fee 0.0005 --maintenance 0.005"
    })
final class CarryCalc implements Callable<Integer> {
  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "--spot", required = true, paramLabel = "PRICE", description = "bought at")
  private double spot;

  @Option(names = "--perp", required = true, paramLabel = "PRICE", description = "sold at")
  private double perp;

  @Option(
      names = "--rate",
      required = true,
      paramLabel = "RATE",
      description = "funding per period: 0.0001, 1bp or 0.01%%")
  private double rate;

  @Option(
      names = "--period",
      required = true,
      paramLabel = "DURATION",
      description = "of the rate: 1h, 8h")
  @SuppressWarnings("NullAway.Init")
  private Duration period;

  @Option(names = "--hold", required = true, paramLabel = "DURATION", description = "holding time")
  @SuppressWarnings("NullAway.Init")
  private Duration hold;

  @Option(
      names = "--capital",
      required = true,
      paramLabel = "QUOTE",
      description = "notional of the spot leg; capital in the answer is with the margin")
  private double capital;

  @Option(
      names = "--spot-fee",
      required = true,
      paramLabel = "FEE",
      description = "of one fill, a fraction: 0.001, 10bp")
  private double spotFee;

  @Option(names = "--perp-fee", required = true, paramLabel = "FEE", description = "of one fill")
  private double perpFee;

  @Option(
      names = "--leverage",
      defaultValue = "3",
      paramLabel = "X",
      description = "of the perpetual (${DEFAULT-VALUE})")
  private double leverage;

  @Option(
      names = "--buffer",
      defaultValue = "0.2",
      paramLabel = "FRACTION",
      description = "of the notional, kept beside for the margin (${DEFAULT-VALUE})")
  private double buffer;

  @Option(
      names = {"--maintenance", "--tiers"},
      paramLabel = "FRACTION|TIERS",
      converter = TierList.Converter.class,
      description =
          "maintenance margin of the perpetual, as of calc leverage; needed for its liquidation"
              + " price")
  private @Nullable TierList maintenance;

  @Option(
      names = "--borrow",
      defaultValue = "0",
      paramLabel = "APR",
      description = "cost of the money, a fraction a year (${DEFAULT-VALUE})")
  private double borrow;

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() {
    Positive.require(spec.commandLine(), "--period", period);
    Positive.require(spec.commandLine(), "--hold", hold);
    Positive.require(spec.commandLine(), "--spot", spot);
    Positive.require(spec.commandLine(), "--perp", perp);
    Positive.require(spec.commandLine(), "--leverage", leverage);
    if (!(buffer >= 0)) {
      throw wrong("--buffer " + buffer + ": 0 or more is allowed");
    }
    CashAndCarry carry =
        CashAndCarry.hold(
            spot, perp, rate, period.toMillis(), hold.toMillis(), spotFee, perpFee, borrow);
    double bound = Capital.ofCarry(leverage, buffer);
    double perYear = Funding.MILLIS_PER_YEAR / hold.toMillis() / bound;
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    Rows.Row row =
        rows.row()
            .with("basis", carry.basis())
            .with("fundingIncome", carry.fundingIncome())
            .with("fees", carry.fees())
            .with("netWithConvergence", carry.netWithConvergence())
            .with("netWithoutConvergence", carry.netWithoutConvergence())
            .with("netWithConvergenceQuote", carry.netWithConvergence() * capital)
            .with("netWithoutConvergenceQuote", carry.netWithoutConvergence() * capital)
            .with("breakEvenSettlements", settlements(carry.fees()))
            .with("breakEvenSettlementsWithConvergence", settlements(carry.fees() - carry.basis()))
            .with("capital", Capital.ofCarry(leverage, 0) * capital)
            .with("margin", capital / leverage)
            .with("capitalWithBuffer", bound * capital)
            .with("returnOnCapital", carry.netWithoutConvergence() * perYear)
            .with("returnOnCapitalWithConvergence", carry.netWithConvergence() * perYear);
    if (maintenance != null) {
      row.with("liquidationPrice", liquidation(maintenance));
    }
    rows.print();
    return 0;
  }

  /// Of the perpetual, sold for as many coins as were bought. Null: at no price.
  private @Nullable Double liquidation(TierList tiers) {
    Positive.require(spec.commandLine(), "--capital", capital);
    LegStress leg =
        new LegStress(Side.SELL, Kind.LINEAR, perp, capital / spot, leverage, tiers.tiers());
    try {
      return tiers.liquidation(leg);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Long settlements(double toCover) {
    double interest = borrow * period.toMillis() / Funding.MILLIS_PER_YEAR;
    OptionalLong count = CashAndCarry.settlementsToCover(rate - interest, toCover);
    return count.isPresent() ? count.getAsLong() : null;
  }

  private ParameterException wrong(String words) {
    return new ParameterException(spec.commandLine(), words);
  }
}
