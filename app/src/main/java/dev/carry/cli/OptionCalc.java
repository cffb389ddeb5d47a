package dev.carry.cli;

import dev.carry.model.Instrument.OptionType;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.valuation.option.Black76;
import dev.carry.valuation.option.Implied;
import dev.carry.valuation.option.ImpliedVolatility;
import dev.carry.valuation.option.InversePremium;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// An option's price and greeks from its volatility, or its volatility and greeks from its price.
@Command(
    name = "option",
    mixinStandardHelpOptions = true,
    description = {
      "An option by Black-76: from its volatility its price, from its price its volatility.",
      "Greeks are in quote: delta and gamma per 1 of the forward, vega per volatility point,"
          + " theta per day, rho per percentage point of interest."
    },
    footer = {
      "",
      "Examples:",
      "  carry calc option --forward 50000 --strike 52000 --days 30 --type call \\",
      "    --vol 65%%",
      "  carry calc option --forward 50000 --strike 52000 --days 30 --type call \\",
      "    --price 0.0571 --premium-in coin"
    })
final class OptionCalc implements Callable<Integer> {
  private static final double DAYS_PER_YEAR = 365;

  /// A year: what is more was meant as percent.
  private static final double MOST_VOLATILITY = 10;

  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--forward",
      required = true,
      paramLabel = "PRICE",
      description = "of the option's expiry, quote per base; never spot")
  private double forward;

  @Option(names = "--strike", required = true, paramLabel = "PRICE", description = "quote per base")
  private double strike;

  @Option(
      names = "--days",
      required = true,
      paramLabel = "DAYS",
      description = "to expiry, ACT/365: 30, 0.5")
  private double days;

  @Option(names = "--type", required = true, paramLabel = "TYPE", description = "call or put")
  @SuppressWarnings("NullAway.Init")
  private OptionType type;

  @Option(names = "--vol", paramLabel = "FRACTION", description = "volatility per year: 0.65, 65%%")
  private @Nullable Double volatility;

  @Option(names = "--price", paramLabel = "PRICE", description = "instead: of the option")
  private @Nullable Double price;

  @Option(
      names = "--premium-in",
      defaultValue = "quote",
      paramLabel = "UNIT",
      description = "of prices of the option: coin (inverse options) or quote (${DEFAULT-VALUE})")
  @SuppressWarnings("NullAway.Init")
  private PremiumIn premiumIn;

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "RATE",
      description = "of discounting, per year, continuous: 0.04, 4%% (${DEFAULT-VALUE})")
  private double rate;

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() {
    Positive.require(spec.commandLine(), "--forward", forward);
    Positive.require(spec.commandLine(), "--strike", strike);
    Positive.require(spec.commandLine(), "--days", days);
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    Rows.Row row = rows.row();
    if (volatility != null && price == null) {
      Positive.require(spec.commandLine(), "--vol", volatility);
      if (volatility > MOST_VOLATILITY) {
        throw new ParameterException(
            spec.commandLine(),
            "--vol "
                + volatility
                + ": up to "
                + MOST_VOLATILITY
                + " is allowed; 65 % is 0.65 or 65%");
      }
      valued(row, volatility);
    } else if (price != null && volatility == null) {
      implied(row, price);
    } else {
      throw new ParameterException(
          spec.commandLine(),
          "found "
              + (price == null ? "neither --vol nor --price" : "both --vol and --price")
              + ": exactly one of them is allowed");
    }
    rows.print();
    return 0;
  }

  private void valued(Rows.Row row, double perYear) {
    Black76 option = option(perYear);
    row.with("price", premium(option.price()))
        .with("intrinsic", premium(option.intrinsic()))
        .with("timeValue", premium(option.timeValue()));
    sensitive(row, option);
  }

  private void implied(Rows.Row row, double stated) {
    if (!(stated >= 0)) {
      throw new ParameterException(
          spec.commandLine(), "--price " + stated + ": 0 or more is allowed");
    }
    double quote = premiumIn == PremiumIn.COIN ? InversePremium.toQuote(stated, forward) : stated;
    double years = days / DAYS_PER_YEAR;
    double intrinsic = premium(Black76.intrinsic(type, forward, strike, years, rate));
    row.with("price", stated).with("intrinsic", intrinsic).with("timeValue", stated - intrinsic);
    switch (ImpliedVolatility.of(type, quote, forward, strike, years, rate)) {
      case Implied.Volatility found -> sensitive(row, option(found.perYear()));
      case Implied.None none ->
          row.with("because", none.because() + (premiumIn == PremiumIn.COIN ? ", in quote" : ""));
    }
  }

  private void sensitive(Rows.Row row, Black76 option) {
    Black76.Greeks greeks = option.greeks();
    row.with("impliedVol", option.volatility())
        .with("delta", greeks.delta())
        .with("gamma", greeks.gamma())
        .with("vega", greeks.vega())
        .with("theta", greeks.theta())
        .with("rho", greeks.rho());
  }

  private Black76 option(double perYear) {
    return new Black76(type, forward, strike, days / DAYS_PER_YEAR, perYear, rate);
  }

  private double premium(double quote) {
    return premiumIn == PremiumIn.COIN ? InversePremium.toCoin(quote, forward) : quote;
  }
}
