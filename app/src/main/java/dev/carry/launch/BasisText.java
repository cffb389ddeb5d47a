package dev.carry.launch;

import static dev.carry.report.BasisReport.BPS;
import static dev.carry.report.BasisReport.bps;

import dev.carry.cli.Rows;
import dev.carry.cli.Units;
import dev.carry.report.BasisReport;
import dev.carry.report.BasisReport.FundingBeside;
import dev.carry.valuation.PremiumStudy.Episode;
import dev.carry.valuation.PremiumStudy.Statistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A study of premiums in words, or as a row among others.
final class BasisText {
  /// Points from which on a hundredth of them means something.
  private static final int ENOUGH = 100;

  private BasisText() {}

  /// The report of one instrument.
  ///
  /// @param costsAre where the costs come from
  static List<String> of(BasisReport report, String costsAre) {
    Statistics all = report.study().statistics();
    List<Episode> episodes = report.study().episodes();
    List<String> lines = new ArrayList<>();
    lines.add(report.title() + ", " + report.from() + " to " + report.to());
    lines.add("");
    say(lines, "mark", report.of().mark().what());
    say(lines, "index", report.of().index().what());
    say(
        lines,
        "compared",
        String.format(
            Locale.ROOT,
            "%,d marks with an index no older than %s; without one: %,d",
            report.study().joined().size(),
            Units.human(report.question().oldestIndex()),
            report.study().unjoined()));
    if (all != null) {
      premium(lines, all, report.question().threshold());
    }
    say(lines, "episodes", episodes(episodes));
    say(lines, "costs", costs(report, costsAre));
    say(lines, "funding", funding(report.funding()));
    for (String missing : report.of().missing()) {
      say(lines, "missing", missing);
    }
    return lines;
  }

  private static void premium(List<String> lines, Statistics all, double threshold) {
    if (all.count() == 1) {
      say(lines, "premium", bps(all.mean()) + ", at one instant: a snapshot shows no behaviour");
      return;
    }
    say(
        lines,
        "premium",
        String.format(
            Locale.ROOT,
            "mean %s, deviation %s, median %s, least %s, most %s",
            bps(all.mean()),
            bps(all.deviation()),
            bps(all.median()),
            bps(all.least()),
            bps(all.most())));
    if (all.count() >= ENOUGH) {
      say(
          lines,
          "",
          String.format(
              Locale.ROOT,
              "1 %% below %s, 5 %% below %s, 5 %% above %s, 1 %% above %s",
              bps(all.p01()),
              bps(all.p05()),
              bps(all.p95()),
              bps(all.p99())));
    }
    say(
        lines,
        "beyond",
        String.format(
            Locale.ROOT,
            "%.1f %% of the marks were %s or more away",
            100 * all.beyond(),
            bps(threshold)));
  }

  private static void say(List<String> lines, String what, String words) {
    lines.add(String.format(Locale.ROOT, "  %-9s %s", what, words));
  }

  private static String episodes(List<Episode> episodes) {
    if (episodes.isEmpty()) {
      return "none";
    }
    List<Duration> durations = episodes.stream().map(Episode::duration).sorted().toList();
    long above = episodes.stream().filter(episode -> episode.entry() > 0).count();
    Episode farthest =
        episodes.stream().max(Comparator.comparingDouble(e -> Math.abs(e.peak()))).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%d above the index, %d below; half last %s or longer, the longest %s; farthest %s from %s",
        above,
        episodes.size() - above,
        Units.human(durations.get(durations.size() / 2)),
        Units.human(durations.getLast()),
        bps(farthest.peak()),
        farthest.from());
  }

  private static String costs(BasisReport report, String are) {
    long ended = report.study().episodes().stream().filter(Episode::ended).count();
    long covered = report.study().episodes().stream().filter(Episode::covered).count();
    return bps(report.question().costs())
        + " ("
        + are
        + "): "
        + (ended == 0
            ? "no episode ended"
            : String.format(
                Locale.ROOT,
                "covered by %d of %d episodes that ended (%.0f %%)",
                covered,
                ended,
                100.0 * covered / ended));
  }

  private static String funding(@Nullable FundingBeside beside) {
    if (beside == null) {
      return "not known";
    }
    String apr =
        beside.apr() == null
            ? "no period known, so no annual rate"
            : String.format(Locale.ROOT, "%.2f %% a year", 100 * beside.apr());
    String range = "between " + bps(beside.least()) + " and " + bps(beside.most());
    return beside.paid() == null
        ? "estimates " + range + ", their mean " + apr
        : String.format(
            Locale.ROOT,
            "longs paid %s in %d settlements, %s, %s each",
            bps(beside.paid()),
            beside.count(),
            apr,
            range);
  }

  /// A row for each report.
  static void rows(List<BasisReport> reports, Rows rows) {
    for (BasisReport report : reports) {
      Statistics all = report.study().statistics();
      FundingBeside funding = report.funding();
      List<Episode> episodes = report.study().episodes();
      Rows.Row row =
          rows.row()
              .with("venue", report.of().id().venue())
              .with("symbol", report.of().id().symbol())
              .with("proxy", report.of().proxy() ? true : null)
              .with("from", report.from())
              .with("to", report.to())
              .with("points", report.study().joined().size());
      if (all != null) {
        row.with("meanBps", rounded(all.mean()))
            .with("deviationBps", rounded(all.deviation()))
            .with("leastBps", rounded(all.least()))
            .with("medianBps", rounded(all.median()))
            .with("mostBps", rounded(all.most()))
            .with("beyondShare", all.beyond());
      }
      row.with("episodes", episodes.size())
          .with(
              "longest",
              episodes.stream().map(Episode::duration).max(Comparator.naturalOrder()).orElse(null))
          .with("coveredShare", report.study().covered())
          .with("fundingApr", funding == null ? null : funding.apr());
    }
    rows.print();
  }

  private static double rounded(double fraction) {
    return Math.round(fraction * BPS * 100) / 100.0;
  }
}
