package dev.carry.insight;

import dev.carry.engine.History;
import dev.carry.engine.Sink;
import dev.carry.engine.Verdicts;
import dev.carry.model.Analysis;
import dev.carry.model.Analysis.Task;
import dev.carry.model.Finding;
import dev.carry.model.InstrumentId;
import dev.carry.model.Opportunity;
import dev.carry.model.Step;
import dev.carry.sink.DayLines;
import dev.carry.sink.SinkException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The analyst of a process: takes findings off the outbox, has the open opportunities judged, and
/// tells what was said to whoever listens. The sink's thread only takes notes; judging has threads
/// of its own.
public final class Insight implements Sink, Verdicts, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Insight.class);
  private static final int KEPT_DAYS = 400;
  private static final int PROMPT_DAYS = 30;
  private static final int MOST_OPEN = 20_000;
  private static final long STOP_MILLIS = 2_000;

  /// Names of the files under its folder.
  public static final String ANALYSES = "analyses";

  static final String OUTCOMES = "outcomes";
  static final String PROMPTS = "prompts";

  private final InsightSettings settings;
  private final InstantSource wall;
  private final @Nullable History history;
  private final Consumer<Analysis> told;
  private final Surroundings surroundings = new Surroundings();
  private final FindingSheet sheets;
  private final Spending spending;
  private final Scores scores;
  private final InsightMeter meter;
  private final Analyst analyst;
  private final Waiting waiting;
  private final DayLines analyses;
  private final DayLines outcomes;
  private final DayLines calls;
  private final @Nullable DayLines prompts;
  private final List<Thread> threads = new ArrayList<>();

  /// Engine time.
  private volatile Instant now = Instant.EPOCH;

  /// What is open, and what was said of it; guarded by itself.
  private final Map<String, Open> open = new LinkedHashMap<>();

  private static final class Open {
    Opportunity found;
    @Nullable Analysis said;
    Instant askAgain;

    Open(Opportunity found, Instant askAgain) {
      this.found = found;
      this.askAgain = askAgain;
    }
  }

  /// @param folder where its files are kept
  /// @param wall the clock of the world: money is spent by it
  /// @param history absent: nothing is stored in this run
  /// @param told is given each analysis, by the thread that has it; must not block
  public Insight(
      InsightSettings settings,
      Path folder,
      InstantSource wall,
      @Nullable History history,
      MeterRegistry registry,
      Consumer<Analysis> told) {
    this.settings = settings;
    this.wall = wall;
    this.history = history;
    this.told = told;
    this.sheets = new FindingSheet(surroundings);
    InsightSettings.Limits limits = settings.limits();
    this.calls = new DayLines(folder, Spending.CALLS, KEPT_DAYS, wall);
    this.analyses = new DayLines(folder, ANALYSES, KEPT_DAYS, wall);
    this.outcomes = new DayLines(folder, OUTCOMES, KEPT_DAYS, wall);
    this.prompts = settings.promptLog() ? new DayLines(folder, PROMPTS, PROMPT_DAYS, wall) : null;
    this.spending = new Spending(limits.budgetDay(), limits.budgetMonth(), folder, calls, wall);
    LocalDate today = LocalDate.ofInstant(wall.instant(), ZoneOffset.UTC);
    this.scores =
        new Scores(
            DayLines.read(folder, OUTCOMES, today.minusDays(KEPT_DAYS), today).stream()
                .map(Outcome::parse)
                .toList(),
            outcome -> keep(outcomes, outcome.json()));
    this.meter = new InsightMeter(registry);
    InsightSettings.Service service = settings.service();
    Caller caller =
        service == null ? null : new Caller(service, limits, spending, meter, wall, prompts);
    this.analyst = new Analyst(settings, caller, meter, wall);
    this.waiting =
        new Waiting(
            limits.queue(), limits.batch(), service == null ? 0 : limits.batchWait().toNanos());
    registry.gauge("carry.insight.waiting", waiting, Waiting::size);
    registry.gauge(
        "carry.insight.spent.today.dollars", spending, s -> s.boundToday().doubleValue());
    registry.gauge(
        "carry.insight.spent.month.dollars", spending, s -> s.boundThisMonth().doubleValue());
    for (int i = 1; i <= limits.parallel(); i++) {
      threads.add(Thread.ofPlatform().name("insight-" + i).start(this::run));
    }
  }

  // --- the sink's thread ---------------------------------------------------------------------

  @Override
  public void accept(Step step) {
    Instant at = step.input().receivedAt();
    if (at.isAfter(now)) {
      now = at;
    }
    surroundings.accept(step.input());
    scores.accept(step);
    for (Finding finding : step.findings()) {
      if (finding instanceof Opportunity found && !found.rejected()) {
        take(found);
      }
    }
  }

  private void take(Opportunity found) {
    String id = found.head().id();
    Opportunity tooMany = null;
    synchronized (open) {
      Open known = open.get(id);
      switch (found.head().status()) {
        case CLOSED -> {
          open.remove(id);
          waiting.remove(id);
        }
        case OPEN, UPDATED -> {
          if (known == null) {
            if (open.size() < MOST_OPEN) {
              open.put(id, new Open(found, now.plus(settings.again())));
              tooMany = waiting.put(found);
            }
          } else {
            known.found = found;
            if (now.isBefore(known.askAgain)) {
              waiting.refresh(found);
            } else {
              known.askAgain = now.plus(settings.again());
              tooMany = waiting.put(found);
            }
          }
        }
      }
    }
    if (tooMany != null) {
      tell(
          analyst.byRules(
              sheets.of(tooMany, now),
              settings.language(),
              "more than " + settings.limits().queue() + " findings wait for the model"),
          tooMany);
    }
  }

  // --- the judging threads -------------------------------------------------------------------

  private void run() {
    try {
      while (true) {
        judge(waiting.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// One that fails takes nothing else down with it.
  private void judge(List<Opportunity> batch) throws InterruptedException {
    try {
      List<Opportunity> asked = new ArrayList<>();
      List<FactSheet> facts = new ArrayList<>();
      for (Opportunity found : batch) {
        FactSheet sheet = sheets.of(found, now);
        if (found.netApr() < settings.leastNetApr()) {
          tell(
              analyst.byRules(
                  sheet, settings.language(), "it leaves less than insight.least-net-apr"),
              found);
        } else {
          asked.add(found);
          facts.add(sheet);
        }
      }
      if (facts.isEmpty()) {
        return;
      }
      List<Analysis> said = analyst.judge(Task.FINDING, settings.language(), facts);
      for (int i = 0; i < said.size(); i++) {
        tell(said.get(i), asked.get(i));
      }
    } catch (RuntimeException e) {
      LOG.error("{} findings could not be judged", batch.size(), e);
    }
  }

  private void tell(Analysis analysis, Opportunity found) {
    boolean stillOpen;
    synchronized (open) {
      Open known = open.get(analysis.about());
      stillOpen = known != null;
      if (known != null) {
        known.said = analysis;
      }
    }
    if (stillOpen) {
      scores.said(analysis, found, now);
    }
    publish(analysis);
  }

  private void publish(Analysis analysis) {
    meter.said(analysis);
    keep(analyses, analysis.json());
    told.accept(analysis);
  }

  /// What cannot be kept is told all the same.
  private static void keep(DayLines lines, String line) {
    try {
      lines.append(line);
    } catch (SinkException e) {
      LOG.error("{}", e.getMessage());
    }
  }

  // --- who asks ------------------------------------------------------------------------------

  @Override
  public @Nullable Analysis of(String finding, int revision) {
    synchronized (open) {
      Open known = open.get(finding);
      Analysis said = known == null ? null : known.said;
      return said != null && said.grounded() && said.revision() <= revision ? said : null;
    }
  }

  /// What the rules say of an open finding: nobody is told, nothing is kept.
  ///
  /// @throws InsightException where it is not open
  public Analysis rulesOn(String id, String language) {
    return analyst.byRules(sheets.of(found(id), now), language, settings.because());
  }

  private Opportunity found(String id) {
    synchronized (open) {
      Open known = open.get(id);
      if (known == null) {
        throw new InsightException("no opportunity " + id + " is open");
      }
      return known.found;
    }
  }

  /// Has a finding judged now, in a language; blocks.
  ///
  /// @throws InsightException where it is not open
  public Analysis judgeFinding(String id, String language) throws InterruptedException {
    Opportunity found = found(id);
    Analysis said =
        analyst.judge(Task.FINDING, language, List.of(sheets.of(found, now))).getFirst();
    tell(said, found);
    return said;
  }

  /// Has the funding of an instrument over the last 30 days judged; blocks.
  public Analysis judgeSeries(InstrumentId id, String language) throws InterruptedException {
    if (history == null) {
      throw new InsightException("nothing is stored in this run");
    }
    Instant to = now.isAfter(Instant.EPOCH) ? now : wall.instant();
    FactSheet sheet =
        SeriesSheet.of(
            id,
            surroundings.asset(id),
            history.funding(List.of(id), to.minus(Duration.ofDays(30)), to, 10_000),
            to);
    return report(sheet, language);
  }

  /// Has a report judged; blocks.
  ///
  /// @param name as it is told
  /// @param json what `backtest` or `basis` wrote
  public Analysis judgeReport(String name, String json, String language)
      throws InterruptedException {
    return report(ReportSheet.of(name, json), language);
  }

  private Analysis report(FactSheet sheet, String language) throws InterruptedException {
    Analysis said = analyst.judge(sheet.task(), language, List.of(sheet)).getFirst();
    publish(said);
    return said;
  }

  /// How each analyst's verdicts stood against what findings really paid.
  public List<Score> scores() {
    return scores.scores();
  }

  /// What calls cost.
  public Spending spending() {
    return spending;
  }

  public InsightSettings settings() {
    return settings;
  }

  /// What was said between two days (UTC, both inclusive), oldest first, one JSON object each.
  public static List<String> past(Path folder, LocalDate from, LocalDate to) {
    return DayLines.read(folder, ANALYSES, from, to);
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    analyst.close();
    for (DayLines lines : new DayLines[] {calls, analyses, outcomes}) {
      lines.close();
    }
    if (prompts != null) {
      prompts.close();
    }
  }
}
