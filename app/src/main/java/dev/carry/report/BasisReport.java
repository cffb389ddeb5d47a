package dev.carry.report;

import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.report.TimeChart.Line;
import dev.carry.report.TimeChart.Shade;
import dev.carry.valuation.Funding;
import dev.carry.valuation.MarkAndIndex;
import dev.carry.valuation.MarkAndIndex.Rate;
import dev.carry.valuation.PremiumStudy;
import dev.carry.valuation.PremiumStudy.Episode;
import dev.carry.valuation.PremiumStudy.Question;
import dev.carry.valuation.PremiumStudy.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What the premium of a mark over its index did, with the funding paid beside it.
public record BasisReport(MarkAndIndex of, Question question, PremiumStudy study) {
  /// Basis points in 1.
  public static final double BPS = 10_000;

  private static final double FAR = 0.5;
  private static final int MOST_POINTS = 2_000;
  private static final String BLUE = "#2563a8";
  private static final String GREEN = "#2f8f5b";

  /// What was paid while the premium was what it was.
  ///
  /// @param settled whether the rates were charged; else they are the venue's estimates
  /// @param count how many
  /// @param paid what a long paid in all (fraction of notional); of estimates absent
  /// @param apr the mean rate as a simple annual fraction; absent where no period is known
  /// @param least lowest rate, fraction per its period
  /// @param most highest rate, fraction per its period
  public record FundingBeside(
      boolean settled,
      int count,
      @Nullable Double paid,
      @Nullable Double apr,
      double least,
      double most) {}

  public static BasisReport of(MarkAndIndex of, Question question) {
    return new BasisReport(
        of, question, PremiumStudy.of(of.mark().prices(), of.index().prices(), question));
  }

  /// What it is about, in words.
  public String title() {
    InstrumentId id = of.id();
    String whose = id.venue() + " " + id.symbol();
    return of.proxy() ? "Proxy for mark against index: " + whose : "Mark against index: " + whose;
  }

  /// When the first point was; absent: there are none.
  public @Nullable Instant from() {
    return study.joined().isEmpty() ? null : study.joined().getFirst().at();
  }

  /// When the last one was.
  public @Nullable Instant to() {
    return study.joined().isEmpty() ? null : study.joined().getLast().at();
  }

  /// Whether mark and index can be prices of one thing: a combination of instruments, or a price in
  /// another unit, is orders away from an index.
  public boolean comparable() {
    Statistics all = study.statistics();
    return all != null && Math.abs(all.median()) < FAR;
  }

  /// Funding over the same time: what was settled, or where nothing was, what was estimated; absent
  /// where neither is known.
  public @Nullable FundingBeside funding() {
    boolean settled = of.funding().stream().anyMatch(Rate::settled);
    List<Rate> rates = of.funding().stream().filter(rate -> rate.settled() == settled).toList();
    if (rates.isEmpty()) {
      return null;
    }
    List<Rate> timed = rates.stream().filter(rate -> rate.period() != null).toList();
    double hourly = 0;
    for (Rate rate : timed) {
      Duration period = rate.period();
      hourly += period == null ? 0 : Funding.hourly(rate.rate(), period);
    }
    return new FundingBeside(
        settled,
        rates.size(),
        settled ? rates.stream().mapToDouble(Rate::rate).sum() : null,
        timed.isEmpty() ? null : hourly / timed.size() * Funding.HOURS_PER_YEAR,
        rates.stream().mapToDouble(Rate::rate).min().orElseThrow(),
        rates.stream().mapToDouble(Rate::rate).max().orElseThrow());
  }

  /// All of it, for programs. Premiums in basis points, rates and shares as fractions.
  public String json() {
    JsonText json =
        new JsonText()
            .put("title", title())
            .put("venue", of.id().venue().id())
            .put("symbol", of.id().symbol())
            .put("proxy", of.proxy())
            .put("mark", of.mark().what())
            .put("index", of.index().what())
            .put("from", from())
            .put("to", to())
            .put("oldestIndex", question.oldestIndex())
            .put("thresholdBps", question.threshold() * BPS)
            .put("closeBps", question.close() * BPS)
            .put("costsBps", question.costs() * BPS)
            .put("joined", study.joined().size())
            .put("unjoined", study.unjoined());
    Statistics statistics = study.statistics();
    if (statistics != null) {
      json.putRaw("statistics", json(statistics));
    }
    json.putRaw("episodes", JsonText.array(study.episodes().stream().map(this::json).toList()))
        .put("coveredShare", study.covered());
    FundingBeside funding = funding();
    if (funding != null) {
      json.putRaw("funding", json(funding));
    }
    Line premium = premium().thinned(MOST_POINTS / 2);
    List<String> points = new ArrayList<>();
    for (int i = 0; i < premium.millis().length; i++) {
      points.add(String.format(Locale.ROOT, "[%d,%.4f]", premium.millis()[i], premium.values()[i]));
    }
    return json.putRaw(
            "missing", JsonText.array(of.missing().stream().map(JsonText::string).toList()))
        .putRaw("points", JsonText.array(points))
        .end();
  }

  private static String json(Statistics of) {
    return new JsonText()
        .put("meanBps", of.mean() * BPS)
        .put("deviationBps", of.deviation() * BPS)
        .put("leastBps", of.least() * BPS)
        .put("p01Bps", of.p01() * BPS)
        .put("p05Bps", of.p05() * BPS)
        .put("medianBps", of.median() * BPS)
        .put("p95Bps", of.p95() * BPS)
        .put("p99Bps", of.p99() * BPS)
        .put("mostBps", of.most() * BPS)
        .put("beyondShare", of.beyond())
        .end();
  }

  private String json(Episode of) {
    return new JsonText()
        .put("from", of.from())
        .put("to", of.to())
        .put("duration", of.duration())
        .put("ended", of.ended())
        .put("entryBps", of.entry() * BPS)
        .put("exitBps", of.exit() * BPS)
        .put("peakBps", of.peak() * BPS)
        .put("gainBps", of.gain() * BPS)
        .put("covered", of.covered())
        .end();
  }

  private static String json(FundingBeside of) {
    return new JsonText()
        .put("settled", of.settled())
        .put("count", of.count())
        .put("paid", of.paid())
        .put("apr", of.apr())
        .put("least", of.least())
        .put("most", of.most())
        .end();
  }

  /// A picture of it; absent where there are no two points to draw a line between.
  public @Nullable TimeChart chart() {
    if (study.joined().size() < 2) {
      return null;
    }
    double threshold = question.threshold() * BPS;
    List<Line> lines = new ArrayList<>();
    lines.add(premium());
    FundingBeside beside = funding();
    if (beside != null) {
      List<Rate> rates =
          of.funding().stream().filter(rate -> rate.settled() == beside.settled()).toList();
      lines.add(
          line(
              beside.settled() ? "funding settled, per its period" : "funding estimated",
              GREEN,
              rates,
              Rate::at,
              rate -> rate.rate() * BPS));
    }
    return new TimeChart(
        title(),
        List.of(
            of.mark().what(),
            "against " + of.index().what(),
            String.format(
                Locale.ROOT,
                "%,d points; shaded: from %s until below %s",
                study.joined().size(),
                bps(question.threshold()),
                bps(question.close()))),
        "bps",
        lines,
        study.episodes().stream().map(e -> new Shade(e.from(), e.to())).toList(),
        List.of(threshold, -threshold));
  }

  private Line premium() {
    return line(
        "premium", BLUE, study.joined(), PremiumStudy.Point::at, point -> point.premium() * BPS);
  }

  private interface Moment<T> {
    Instant of(T item);
  }

  private static <T> Line line(
      String name, String colour, List<T> items, Moment<T> at, ToDoubleFunction<T> value) {
    return new Line(
        name,
        items.stream().mapToLong(item -> at.of(item).toEpochMilli()).toArray(),
        items.stream().mapToDouble(value).toArray(),
        colour);
  }

  /// A fraction as people of the desk read it: `4.6 bps`.
  public static String bps(double fraction) {
    return String.format(Locale.ROOT, "%.1f bps", fraction * BPS);
  }
}
