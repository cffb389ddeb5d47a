package dev.carry.launch;

import dev.carry.cli.Units;
import dev.carry.engine.Sink;
import dev.carry.model.AccountState;
import dev.carry.model.Command;
import dev.carry.model.Finding;
import dev.carry.model.JsonText;
import dev.carry.model.Line;
import dev.carry.model.Opportunity;
import dev.carry.model.Step;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Entry;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.model.TradeJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What came of a run that trades on paper: what was found and what became of it, what trading
/// cost, and what was made. Told by one thread; asked when that is done.
final class PaperSession implements Sink {
  private static final int MOST_OPEN = 10_000;

  private @Nullable Instant from;
  private Instant to = Instant.EPOCH;
  private boolean trades;
  private String held = "0";

  /// Positions of which nothing is held, and whose last settlement is not told yet.
  private String owed = "0";

  private final Map<String, Fate> fates = new TreeMap<>();
  private final Map<String, Open> open = new HashMap<>();
  private final Set<Long> positions = new TreeSet<>();
  private final Map<Line, BigDecimal> lines = new EnumMap<>(Line.class);
  private final Map<Incident.Kind, Integer> incidents = new EnumMap<>(Incident.Kind.class);
  private int fills;
  private BigDecimal traded = BigDecimal.ZERO;
  private int closed;
  private int gained;
  private int settled;

  /// What became of the opportunities of a detector.
  private static final class Fate {
    int found;
    int ended;

    /// Ended before their income would have paid their costs.
    int tooSoon;

    int traded;
  }

  private record Open(String detector, Instant since, @Nullable Duration breakEven) {}

  @Override
  public void accept(Step step) {
    Instant at = step.input().receivedAt();
    to = at.isAfter(to) ? at : to;
    if (step.input() instanceof AccountState state) {
      from = from == null ? at : from;
      trades |= !state.settings().isEmpty();
      held = state.holdings().getOrDefault("positions", "0");
      owed = state.holdings().getOrDefault("leavings", "0");
    }
    for (Finding finding : step.findings()) {
      // what ends with the process, or by the kill switch, is no fate of its own
      boolean ownFate = !(step.input() instanceof Command);
      if (ownFate && finding instanceof Opportunity opportunity && !opportunity.rejected()) {
        follow(opportunity);
      }
    }
    step.trades().forEach(this::take);
  }

  private void follow(Opportunity found) {
    Finding.Head head = found.head();
    switch (head.status()) {
      case OPEN -> {
        fate(head.detector()).found++;
        if (open.size() < MOST_OPEN) {
          open.put(head.id(), new Open(head.detector(), head.firstSeen(), found.breakEven()));
        }
      }
      case UPDATED -> {
        // judged by what it promised first
      }
      case CLOSED -> {
        Open was = open.remove(head.id());
        if (was != null) {
          Fate fate = fate(was.detector());
          Duration lived = Duration.between(was.since(), head.lastSeen());
          fate.ended++;
          fate.tooSoon += was.breakEven() == null || lived.compareTo(was.breakEven()) < 0 ? 1 : 0;
        }
      }
    }
  }

  private Fate fate(String detector) {
    return fates.computeIfAbsent(detector, _ -> new Fate());
  }

  private void take(TradeEvent event) {
    switch (event) {
      case Entry e -> {
        lines.merge(e.line(), e.amount(), BigDecimal::add);
        settled += e.line() == Line.FUNDING ? 1 : 0;
      }
      case Fill f -> {
        fills++;
        traded = traded.add(f.value());
        if (positions.add(f.position()) && fates.containsKey(f.why())) {
          fate(f.why()).traded++; // a position is opened for the detector that found it
        }
      }
      case Closed c -> {
        closed++;
        gained += c.pnl().signum() > 0 ? 1 : 0;
      }
      case Incident i -> incidents.merge(i.kind(), 1, Integer::sum);
      case TradeEvent.Equity _ -> {
        // of days; the account itself is on the page
      }
    }
  }

  /// Writes what came of it, if anything traded, and says it.
  ///
  /// @param folder of such reports
  /// @param latency milliseconds from the socket to a finding: median and 99th percentile
  void end(Path folder, double[] latency) {
    Instant began = from;
    if (!trades || began == null) {
      return;
    }
    words(latency).forEach(line -> System.err.println("carry: " + line));
    Path file =
        folder.resolve(
            "session-"
                + began.truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "")
                + ".json");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, json(latency) + "\n");
      System.err.println("carry: paper: the report of this run is " + file);
    } catch (IOException e) {
      System.err.println("carry: paper: " + file + " cannot be written (" + e + ")");
    }
  }

  private BigDecimal made() {
    return lines.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// @param latency milliseconds from the socket to a finding: median and 99th percentile
  private List<String> words(double[] latency) {
    List<String> words = new ArrayList<>();
    Duration lasted = from == null ? Duration.ZERO : Duration.between(from, to);
    words.add(
        String.format(
            Locale.ROOT,
            "paper: %s, %d fills for %s, %d positions closed (%d with a gain), %s held%s",
            Units.human(lasted),
            fills,
            BacktestText.money(traded),
            closed,
            gained,
            held,
            owed.equals("0") ? "" : ", " + owed + " left that are owed a settlement"));
    StringBuilder booked = new StringBuilder("paper: booked " + BacktestText.money(made()) + ":");
    lines.forEach(
        (line, sum) ->
            booked
                .append(' ')
                .append(JsonText.kebab(line))
                .append(' ')
                .append(BacktestText.money(sum)));
    words.add(booked.append(", ").append(settled).append(" settlements").toString());
    fates.forEach((detector, fate) -> words.add("paper: " + detector + ": " + words(fate)));
    if (!incidents.isEmpty()) {
      words.add("paper: incidents " + incidentsByName());
    }
    words.add(
        String.format(
            Locale.ROOT,
            "paper: found within %.1f ms of the message, 99 %% within %.1f ms",
            latency[0],
            latency[1]));
    return words;
  }

  private static String words(Fate fate) {
    return String.format(
        Locale.ROOT,
        "%d found, %d traded, %d ended%s",
        fate.found,
        fate.traded,
        fate.ended,
        fate.ended == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", %.0f %% of them before they would have paid their costs",
                100.0 * fate.tooSoon / fate.ended));
  }

  private Map<String, Integer> incidentsByName() {
    Map<String, Integer> names = new TreeMap<>();
    incidents.forEach((kind, count) -> names.put(JsonText.kebab(kind), count));
    return names;
  }

  /// @param latency milliseconds from the socket to a finding: median and 99th percentile
  private String json(double[] latency) {
    JsonText found = new JsonText();
    fates.forEach(
        (detector, fate) -> {
          JsonText json =
              new JsonText()
                  .put("found", fate.found)
                  .put("traded", fate.traded)
                  .put("ended", fate.ended);
          if (fate.ended > 0) {
            json.put("falsePositives", (Double) ((double) fate.tooSoon / fate.ended));
          }
          found.putRaw(detector, json.end());
        });
    JsonText happened = new JsonText();
    incidentsByName().forEach(happened::put);
    return new JsonText()
        .put("from", from)
        .put("to", to)
        .put("fills", fills)
        .put("traded", traded)
        .put("closed", closed)
        .put("gained", gained)
        .put("held", Long.parseLong(held))
        .put("owed", Long.parseLong(owed))
        .put("settlements", settled)
        .put("netPnl", made())
        .putRaw("attribution", TradeJson.lines(lines))
        .putRaw("findings", found.end())
        .putRaw("incidents", happened.end())
        .put("latencyMsMedian", (Double) latency[0])
        .put("latencyMs99", (Double) latency[1])
        .end();
  }
}
