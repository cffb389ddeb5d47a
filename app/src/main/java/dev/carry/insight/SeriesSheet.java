package dev.carry.insight;

import dev.carry.engine.History.FundingPoint;
import dev.carry.insight.FactSheet.Unit;
import dev.carry.model.Analysis.Task;
import dev.carry.model.InstrumentId;
import dev.carry.valuation.statistics.FundingReading;
import dev.carry.valuation.statistics.FundingStatistics;
import dev.carry.valuation.statistics.HalfLife;
import dev.carry.valuation.statistics.Moments;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Writes the sheet of what an instrument's funding did over 30 days.
final class SeriesSheet {
  private static final double HOURS_PER_YEAR = 8_760;
  private static final double MILLIS_PER_HOUR = 3_600_000;

  private SeriesSheet() {}

  /// @param points settled ones of 30 days, oldest first
  /// @throws InsightException where there are too few to say anything
  static FactSheet of(InstrumentId id, String asset, List<FundingPoint> points, Instant now) {
    SettledRates rates = SettledRates.of(points);
    if (rates.count() < 3) {
      throw new InsightException(
          id
              + ": "
              + rates.count()
              + " settlements with a known period are stored of the last 30 days, 3 are needed."
              + " Mend: carry history fetch --venues "
              + id.venue()
              + " --series funding");
    }
    double[] hourly = rates.hourly();
    double[] sorted = hourly.clone();
    Arrays.sort(sorted);
    Moments moments = Moments.of(hourly);
    long newest = rates.atMillis()[rates.count() - 1];
    FactSheet sheet =
        new FactSheet(Task.FUNDING_PATTERN, "funding/" + id, 0, asset)
            .name("venue", id.venue().id())
            .number("window", 720.0, Unit.HOURS)
            .number("settlements", rates.count())
            .number("period", rates.periodMillis() / MILLIS_PER_HOUR, Unit.HOURS)
            .number("coverage", (newest - rates.atMillis()[0]) / MILLIS_PER_HOUR, Unit.HOURS)
            .age("newestAge", (now.toEpochMilli() - newest) / MILLIS_PER_HOUR, Unit.HOURS)
            .percent("lastApr", hourly[hourly.length - 1] * HOURS_PER_YEAR)
            .percent("meanApr", moments.mean() * HOURS_PER_YEAR)
            .percent("deviationApr", moments.sampleDeviation() * HOURS_PER_YEAR)
            .percent("leastApr", sorted[0] * HOURS_PER_YEAR)
            .percent("medianApr", sorted[sorted.length / 2] * HOURS_PER_YEAR)
            .percent("mostApr", sorted[sorted.length - 1] * HOURS_PER_YEAR)
            .percent("positiveShare", rates.positive())
            .number("signChanges", signChanges(hourly))
            .percent("paidByAShort", paid(rates));
    FundingReading last = FundingStatistics.of(rates.atMillis(), hourly).getLast();
    sheet
        .number("zScore", last.z(), Unit.PLAIN)
        .number("robustZScore", last.robustZ(), Unit.PLAIN)
        .number("rsi", last.rsi(), Unit.PLAIN)
        .percent("mean8dApr", last.mean8d() * HOURS_PER_YEAR)
        .percent("lowerBandApr", last.lowerBand() * HOURS_PER_YEAR)
        .percent("upperBandApr", last.upperBand() * HOURS_PER_YEAR)
        .number("score", last.score());
    Optional<HalfLife> halfLife = HalfLife.of(rates.atMillis(), hourly, rates.periodMillis());
    halfLife.ifPresent(
        fit ->
            sheet
                .number(
                    "halfLife", fit.periods() * rates.periodMillis() / MILLIS_PER_HOUR, Unit.HOURS)
                .number(
                    "halfLifeError",
                    fit.error() * rates.periodMillis() / MILLIS_PER_HOUR,
                    Unit.HOURS));
    return sheet.flag("goesBackToItsMean", halfLife.isPresent());
  }

  private static int signChanges(double[] hourly) {
    int changes = 0;
    for (int i = 1; i < hourly.length; i++) {
      changes += hourly[i] * hourly[i - 1] < 0 ? 1 : 0;
    }
    return changes;
  }

  /// The sum of what was settled, a fraction of notional.
  private static double paid(SettledRates rates) {
    return Arrays.stream(rates.hourly()).sum() * rates.periodMillis() / MILLIS_PER_HOUR;
  }
}
