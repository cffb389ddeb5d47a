package dev.carry.launch;

import dev.carry.cli.Rows;
import dev.carry.cli.Units;
import dev.carry.history.StoredPremium;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import dev.carry.report.BasisReport;
import dev.carry.report.TimeChart;
import dev.carry.store.StoreReader;
import dev.carry.valuation.MarkAndIndex;
import dev.carry.valuation.PremiumStudy;
import dev.carry.valuation.PremiumStudy.Question;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What a venue's mark did against its index.
@Command(
    name = "basis",
    mixinStandardHelpOptions = true,
    description = {
      "The venue's mark against its index over a period: statistics, episodes beyond a threshold,"
          + " how often one covered its costs, the funding paid beside it.",
      "Of the data folder, or of recordings: raw messages of one venue as carry decode reads them,"
          + " or Tardis' derivative_ticker CSV. A mark is what the venue published as one; what was"
          + " traded is no mark."
    },
    footer = {
      "",
      "Exit 1: nothing could be compared.",
      "",
      "Example:",
      "  carry basis --venue bybit --symbol BTCUSDT --from 2026-01-01 --out reports",
      "  carry basis --venue deribit recorded.jsonl.gz --format json",
      "  carry basis --venue binance-usdm --symbol BTCUSDT --proxy binance-spot:BTCUSDT"
    })
final class BasisVerb implements Callable<Integer> {
  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();

  @Option(names = "--venue", paramLabel = "ID", description = "whose mark")
  private @Nullable String venue;

  @Option(
      names = "--symbol",
      split = ",",
      paramLabel = "SYMBOL",
      description = "instruments, the venue's own names (default: all with a mark)")
  private List<String> symbols = List.of();

  @Option(names = "--from", paramLabel = "TIME", description = "first instant (default: all)")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "last instant (default: all)")
  private @Nullable Instant to;

  @Option(
      names = "--oldest-index",
      defaultValue = "1m",
      paramLabel = "DURATION",
      description = "how old an index may be when a mark is compared with it (1m)")
  private Duration oldestIndex = Duration.ofMinutes(1);

  @Option(
      names = "--threshold",
      defaultValue = "5bps",
      paramLabel = "RATE",
      description = "premium, either way, from which an episode begins (5bps)")
  private double threshold;

  @Option(
      names = "--close",
      paramLabel = "RATE",
      description = "premium below which it ends (default: half the threshold)")
  private @Nullable Double close;

  @Option(
      names = "--costs",
      paramLabel = "RATE",
      description =
          "what entering and leaving both legs costs (default: four times the taker fee of a"
              + " perpetual at the venue's lowest tier)")
  private @Nullable Double costs;

  @Option(
      names = "--proxy",
      paramLabel = "VENUE:SYMBOL",
      description =
          "candles of another instrument in place of the index; the report calls itself a proxy")
  private @Nullable String proxy;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "also write each report there, as .json, .svg and .png")
  private @Nullable Path out;

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "recordings (default: --data)")
  private List<String> files = List.of();

  @Override
  public Integer call() throws IOException {
    check();
    List<MarkAndIndex> known = files.isEmpty() ? stored() : recorded();
    List<BasisReport> reports = new ArrayList<>();
    for (MarkAndIndex one : known) {
      BasisReport report = BasisReport.of(one, question(one.id().venue()));
      if (!report.comparable()) {
        System.err.println("basis: " + one.id() + ": " + nothing(report));
      } else {
        reports.add(report);
      }
    }
    if (known.isEmpty()) {
      System.err.println(
          "basis: no mark of "
              + (venue == null ? "any venue" : venue)
              + (files.isEmpty() ? " in the data folder" : " in what was read"));
    }
    if (!reports.isEmpty()) {
      print(reports);
    }
    if (out != null) {
      for (BasisReport report : reports) {
        try {
          write(report, out);
        } catch (IOException e) {
          System.err.println("carry: --out " + out + " cannot be written (" + e + ")");
          return 1;
        }
      }
    }
    return reports.isEmpty() ? 1 : 0;
  }

  private void check() {
    if (from != null && to != null && from.isAfter(to)) {
      throw new ParameterException(spec.commandLine(), "--from " + from + " is after --to " + to);
    }
    if (proxy != null) {
      VenueChoice.requireKnown(spec, "--proxy", instrument(proxy).venue().id());
      if (!files.isEmpty() || symbols.size() != 1) {
        throw new ParameterException(
            spec.commandLine(), "--proxy: of one --symbol and of the data folder is allowed");
      }
    }
    if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
      throw new ParameterException(spec.commandLine(), "--out " + out + ": a folder is allowed");
    }
    if (venue == null && files.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--venue: whose mark is to be compared");
    }
    if (venue != null) {
      VenueChoice.requireKnown(spec, "--venue", venue);
    }
    question(venueId());
  }

  private VenueId venueId() {
    return VenueId.of(venue == null ? "any" : venue);
  }

  private Question question(VenueId of) {
    boolean listed = Venues.find(of).isPresent();
    if (costs == null && !listed && venue != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--costs: no fees of "
              + of
              + " are known; say what entering and leaving both legs costs");
    }
    double all = costs != null ? costs : listed ? VenueFees.bothLegs(of) : 0;
    try {
      return new Question(oldestIndex, threshold, close == null ? threshold / 2 : close, all);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  // --- where the prices come from --------------------------------------------------------------

  private List<MarkAndIndex> stored() {
    Instant first = from == null ? Instant.MIN : from;
    Instant last = to == null ? Instant.MAX : to;
    try (StoreReader reader = HistorySelection.reader(common.folder().root())) {
      StoredPremium stored = new StoredPremium(reader);
      if (proxy != null) {
        InstrumentId id = InstrumentId.of(venueId(), symbols.getFirst());
        return List.of(stored.proxy(id, instrument(proxy), first, last));
      }
      List<InstrumentId> ids =
          symbols.isEmpty()
              ? stored.marked(venueId())
              : symbols.stream().map(symbol -> InstrumentId.of(venueId(), symbol)).toList();
      return ids.stream().map(id -> stored.own(id, first, last)).toList();
    }
  }

  private InstrumentId instrument(String text) {
    try {
      return InstrumentId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--proxy: " + e.getMessage(), e);
    }
  }

  private List<MarkAndIndex> recorded() throws IOException {
    VenueDescriptor whose = venue == null ? null : VenueChoice.one(spec, "--venue", venue);
    return RecordedPremium.of(spec, whose, files).all().stream()
        .filter(this::wanted)
        .map(this::within)
        .toList();
  }

  private boolean wanted(MarkAndIndex one) {
    return symbols.isEmpty() || symbols.contains(one.id().symbol());
  }

  private MarkAndIndex within(MarkAndIndex one) {
    return from == null && to == null
        ? one
        : one.within(from == null ? Instant.MIN : from, to == null ? Instant.MAX : to);
  }

  // --- what comes of it ------------------------------------------------------------------------

  private static String nothing(BasisReport report) {
    if (report.of().index().prices().isEmpty()) {
      return String.join("; ", report.of().missing());
    }
    if (report.study().joined().isEmpty()) {
      return "when a mark comes, no index is younger than "
          + Units.human(report.question().oldestIndex());
    }
    PremiumStudy.Point first = report.study().joined().getFirst();
    return "left out: a mark of "
        + first.mark()
        + " and an index of "
        + first.index()
        + " are no prices of one thing";
  }

  private void print(List<BasisReport> reports) {
    Rows.Format as = Rows.orDefault(format);
    if (as == Rows.Format.JSON) {
      reports.forEach(report -> System.out.println(report.json()));
    } else if (as == Rows.Format.TABLE && reports.size() == 1) {
      String what =
          costs != null ? "as given" : "four takers at the venue's lowest tier; --costs changes it";
      BasisText.of(reports.getFirst(), what).forEach(System.out::println);
    } else {
      BasisText.rows(reports, new Rows(as, System.out));
    }
  }

  private static void write(BasisReport report, Path folder) throws IOException {
    Files.createDirectories(folder);
    InstrumentId id = report.of().id();
    String name = "basis-" + id.venue() + "-" + id.symbol().replaceAll("[^A-Za-z0-9_.-]", "-");
    Files.writeString(folder.resolve(name + ".json"), report.json() + "\n", StandardCharsets.UTF_8);
    TimeChart chart = report.chart();
    if (chart == null) {
      System.err.println("basis: " + id + ": a single point makes no picture");
      return;
    }
    Files.writeString(folder.resolve(name + ".svg"), chart.svg(), StandardCharsets.UTF_8);
    Files.write(folder.resolve(name + ".png"), chart.png());
    System.err.println("basis: wrote " + folder.resolve(name) + ".json, .svg and .png");
  }
}
