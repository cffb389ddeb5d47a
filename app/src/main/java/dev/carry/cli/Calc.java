package dev.carry.cli;

import dev.carry.valuation.Basis;
import dev.carry.valuation.BreakEven;
import dev.carry.valuation.Carry;
import dev.carry.valuation.ExpectedFunding;
import dev.carry.valuation.Funding;
import dev.carry.valuation.FundingTerms;
import dev.carry.valuation.RoundTrip;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The calculators: no network, no store, the same formulas as the engine.
@Command(
    name = "calc",
    mixinStandardHelpOptions = true,
    description = "Calculators for funding, pairs, carry, premium, leverage and options.",
    subcommands = {CarryCalc.class, LeverageCalc.class, OptionCalc.class},
    footer = {
      "",
      "Example:",
      "  carry calc cross --short-rate 0.00015 --short-period 8h --long-rate 0.00011 \\",
      "    --long-period 8h --short-fee 0.00055 --long-fee 0.0005 --notional 1000000"
    })
public final class Calc {
  /// No break-even later than this is looked for.
  private static final long LOOK_AHEAD_MILLIS = Duration.ofDays(3650).toMillis();

  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Command(
      name = "funding",
      mixinStandardHelpOptions = true,
      description = "What a funding rate is per hour and per year.",
      footer = {"", "Example:", "  carry calc funding --rate 0.0001 --period 8h"})
  int funding(
      @Option(
              names = "--rate",
              required = true,
              paramLabel = "RATE",
              description = "per period: 0.0001, 1bp or 0.01%%")
          double rate,
      @Option(
              names = "--period",
              required = true,
              paramLabel = "DURATION",
              description = "of the rate: 1h, 8h")
          Duration period,
      @Option(names = "--format", description = Rows.FORMATS) Rows.@Nullable Format format) {
    Positive.require(called(), "--period", period);
    Rows rows = rows(format);
    rows.row()
        .with("hourly", Funding.hourly(rate, period))
        .with("apr", Funding.apr(rate, period))
        .with("apy", Funding.apyCompounded(rate, period));
    rows.print();
    return 0;
  }

  @Command(
      name = "cross",
      mixinStandardHelpOptions = true,
      description = "Two perpetuals that pay differently, after costs.",
      footer = {
        "",
        "Example:",
        "  carry calc cross --short-rate 0.00015 --short-period 8h --long-rate 0.00011 \\",
        "    --long-period 8h --short-fee 0.00055 --long-fee 0.0005 --notional 1000000 \\",
        "    --hold 30d"
      })
  int cross(
      @Option(
              names = "--short-rate",
              required = true,
              paramLabel = "RATE",
              description = "the short leg is paid per period, if positive")
          double shortRate,
      @Option(
              names = "--short-period",
              required = true,
              paramLabel = "DURATION",
              description = "of that rate: 1h, 8h")
          Duration shortPeriod,
      @Option(
              names = "--long-rate",
              required = true,
              paramLabel = "RATE",
              description = "the long leg pays per period, if positive")
          double longRate,
      @Option(
              names = "--long-period",
              required = true,
              paramLabel = "DURATION",
              description = "of that rate")
          Duration longPeriod,
      @Option(
              names = "--short-fee",
              required = true,
              paramLabel = "FEE",
              description = "of one fill of the short leg, a fraction: 0.00055, 5.5bp")
          double shortFee,
      @Option(
              names = "--long-fee",
              required = true,
              paramLabel = "FEE",
              description = "of one fill of the long leg")
          double longFee,
      @Option(
              names = "--notional",
              required = true,
              paramLabel = "QUOTE",
              description = "of one leg")
          double notional,
      @Option(
              names = "--short-spread",
              defaultValue = "0",
              paramLabel = "FRACTION",
              description =
                  "(ask - bid) / mid of the short leg: half is paid on entry, half on exit"
                      + " (${DEFAULT-VALUE})")
          double shortSpread,
      @Option(
              names = "--long-spread",
              defaultValue = "0",
              paramLabel = "FRACTION",
              description = "the same of the long leg (${DEFAULT-VALUE})")
          double longSpread,
      @Option(
              names = "--hold",
              paramLabel = "DURATION",
              description = "holding time; needed for the net APR")
          @Nullable Duration hold,
      @Option(names = "--format", description = Rows.FORMATS) Rows.@Nullable Format format) {
    Positive.require(called(), "--notional", notional);
    Positive.require(called(), "--short-period", shortPeriod);
    Positive.require(called(), "--long-period", longPeriod);
    ExpectedFunding longLeg =
        FundingTerms.periodic(longRate, longPeriod.toMillis(), 0).persisting();
    ExpectedFunding shortLeg =
        FundingTerms.periodic(shortRate, shortPeriod.toMillis(), 0).persisting();
    double cost = RoundTrip.fees(longFee, shortFee) + shortSpread + longSpread;
    double grossPerHour = shortLeg.terms().hourly() - longLeg.terms().hourly();
    BreakEven breakEven =
        BreakEven.find(longLeg, shortLeg, cost, 0, LOOK_AHEAD_MILLIS).orElse(null);
    Rows rows = rows(format);
    Rows.Row row = rows.row().with("grossApr", grossPerHour * Funding.HOURS_PER_YEAR);
    if (hold != null) {
      Positive.require(called(), "--hold", hold);
      Carry held = Carry.hold(longLeg, shortLeg, cost, 0, hold.toMillis());
      row.with("netApr", held.netApr()).with("income", held.income()).with("net", held.net());
    }
    row.with("perDay", grossPerHour * 24 * notional)
        .with("roundTripCost", cost)
        .with("roundTripCostQuote", cost * notional)
        .with("breakEvenSettlements", breakEven == null ? null : breakEven.settlements())
        .with("breakEven", breakEven == null ? null : Duration.ofMillis(breakEven.atMillis()));
    if (breakEven == null) {
      row.with("because", "at these rates the income never covers the cost");
    } else if (breakEven.lowest() < 0) {
      row.with("lowestCash", breakEven.lowest() * notional);
    }
    rows.print();
    return 0;
  }

  @Command(
      name = "premium",
      mixinStandardHelpOptions = true,
      description = "Mark against index.",
      footer = {"", "Example:", "  carry calc premium --mark 60060 --index 60000"})
  int premium(
      @Option(
              names = "--mark",
              required = true,
              paramLabel = "PRICE",
              description = "of the contract")
          double mark,
      @Option(
              names = "--index",
              required = true,
              paramLabel = "PRICE",
              description = "of the asset")
          double index,
      @Option(names = "--format", description = Rows.FORMATS) Rows.@Nullable Format format) {
    Positive.require(called(), "--mark", mark);
    Positive.require(called(), "--index", index);
    double premium = Basis.premium(mark, index);
    Rows rows = rows(format);
    rows.row().with("premium", premium).with("bps", premium * 10_000);
    rows.print();
    return 0;
  }

  /// The calculator that was called: its help is the one that helps.
  private CommandLine called() {
    return spec.commandLine().getParseResult().subcommand().commandSpec().commandLine();
  }

  private Rows rows(Rows.@Nullable Format format) {
    return new Rows(Rows.orDefault(format), System.out);
  }
}
