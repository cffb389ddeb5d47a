package dev.carry.insight;

import dev.carry.insight.Answers.Draft;
import dev.carry.insight.Reply.Said;
import dev.carry.insight.Reply.Usage;
import dev.carry.model.Analysis;
import dev.carry.model.Analysis.Task;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Has sheets of facts judged: by the model that is set up, within its bounds; else by the rules,
/// which say why they answer. May take as long as the model's tries; any thread.
final class Analyst implements AutoCloseable {
  /// Of dollars that are shared among several.
  private static final int DIGITS = 12;

  private final InsightSettings settings;
  private final @Nullable Caller caller;
  private final AnswerCache cache;
  private final InsightMeter meter;
  private final InstantSource clock;

  /// @param caller absent: the rules alone answer
  Analyst(
      InsightSettings settings, @Nullable Caller caller, InsightMeter meter, InstantSource clock) {
    this.settings = settings;
    this.caller = caller;
    this.meter = meter;
    this.clock = clock;
    this.cache =
        new AnswerCache(settings.limits().cacheEntries(), settings.limits().cacheFor().toMillis());
  }

  /// What a call, or several, left for one sheet.
  private static final class Matter {
    final FactSheet sheet;
    @Nullable Draft draft;
    String because = "";
    BigDecimal cost = BigDecimal.ZERO;
    long inputTokens;
    long outputTokens;

    Matter(FactSheet sheet) {
      this.sheet = sheet;
    }
  }

  /// Judges all, in one call where it can.
  ///
  /// @param sheets of one task
  List<Analysis> judge(Task task, String language, List<FactSheet> sheets)
      throws InterruptedException {
    Caller model = caller;
    InsightSettings.Service service = settings.service();
    if (model == null || service == null) {
      return sheets.stream().map(sheet -> byRules(sheet, language, settings.because())).toList();
    }
    long began = System.nanoTime();
    Map<String, Analysis> done = new LinkedHashMap<>();
    Map<String, Matter> open = new LinkedHashMap<>();
    for (FactSheet sheet : sheets) {
      Analysis known = cache.get(sheet, language, clock.millis());
      if (known == null) {
        open.put(sheet.alias(), new Matter(sheet));
      } else {
        meter.remembered();
        done.put(sheet.about(), again(known, sheet));
      }
    }
    if (!open.isEmpty()) {
      ask(model, task, language, open);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    for (Matter matter : open.values()) {
      Analysis analysis = analysis(matter, service, language, millis);
      if (!analysis.byRules()) {
        cache.put(matter.sheet, language, analysis, clock.millis());
      }
      done.put(matter.sheet.about(), analysis);
    }
    return sheets.stream().map(sheet -> done.get(sheet.about())).toList();
  }

  /// Asks for all, and once more for what cannot be used.
  private void ask(Caller model, Task task, String language, Map<String, Matter> open)
      throws InterruptedException {
    Prompt first = prompt(task, language, open.values());
    Caller.Told outcome = model.ask(first, List.of());
    share(outcome, List.copyOf(open.values()));
    Said said = outcome.said();
    if (said == null) {
      open.values().forEach(matter -> matter.because = outcome.because());
      return;
    }
    Answers answers = Answers.read(said.text(), said.cutOff(), open.keySet(), language);
    take(answers, open);
    Map<String, Matter> missing = new LinkedHashMap<>(open);
    missing.values().removeIf(matter -> matter.draft != null);
    if (missing.isEmpty()) {
      return;
    }
    meter.repaired();
    String why = "the answer could not be used: " + String.join("; ", answers.wrong());
    missing.values().forEach(matter -> matter.because = why);
    Caller.Told second =
        model.ask(
            prompt(task, language, missing.values()),
            List.of(said.text(), Prompt.repair(answers.wrong())));
    share(second, List.copyOf(missing.values()));
    Said repaired = second.said();
    if (repaired != null) {
      take(Answers.read(repaired.text(), repaired.cutOff(), missing.keySet(), language), missing);
    }
  }

  private static Prompt prompt(Task task, String language, Iterable<Matter> matters) {
    List<FactSheet> sheets = new ArrayList<>();
    matters.forEach(matter -> sheets.add(matter.sheet));
    return Prompt.of(task, language, sheets);
  }

  private static void take(Answers answers, Map<String, Matter> into) {
    into.forEach(
        (of, matter) -> {
          Draft draft = answers.drafts().get(of);
          matter.draft = draft == null ? matter.draft : draft;
        });
  }

  /// What was paid for several is paid for each in equal parts, which sum to it.
  private static void share(Caller.Told outcome, List<Matter> matters) {
    int left = matters.size();
    BigDecimal cost = outcome.cost();
    Usage usage = outcome.usage();
    long input = usage.input();
    long output = usage.output();
    for (Matter matter : matters) {
      BigDecimal part =
          left == 1 ? cost : cost.divide(BigDecimal.valueOf(left), DIGITS, RoundingMode.DOWN);
      matter.cost = matter.cost.add(part);
      matter.inputTokens += input / left;
      matter.outputTokens += output / left;
      cost = cost.subtract(part);
      input -= input / left;
      output -= output / left;
      left--;
    }
  }

  private Analysis analysis(
      Matter matter, InsightSettings.Service service, String language, long millis) {
    Draft draft = matter.draft;
    boolean rules = draft == null;
    Draft used = draft == null ? Rules.judge(matter.sheet, language) : draft;
    return analysis(
        matter.sheet,
        used,
        rules ? Analysis.RULES : service.model(),
        rules ? Rules.VERSION : Prompt.VERSION,
        rules ? matter.because : null,
        language,
        matter.inputTokens,
        matter.outputTokens,
        matter.cost.stripTrailingZeros(),
        millis);
  }

  /// What the rules say, and why they are asked.
  Analysis byRules(FactSheet sheet, String language, String because) {
    return analysis(
        sheet,
        Rules.judge(sheet, language),
        Analysis.RULES,
        Rules.VERSION,
        because,
        language,
        0,
        0,
        BigDecimal.ZERO,
        0);
  }

  private Analysis analysis(
      FactSheet sheet,
      Draft draft,
      String model,
      String version,
      @Nullable String because,
      String language,
      long inputTokens,
      long outputTokens,
      BigDecimal cost,
      long millis) {
    Instant now = clock.instant();
    return new Analysis(
        sheet.task(),
        sheet.about(),
        sheet.revision(),
        sheet.asset(),
        now,
        draft.verdict(),
        draft.risk(),
        draft.share(),
        draft.riskFactors(),
        draft.timing(),
        draft.reasoning(),
        model,
        version,
        because,
        language,
        new Grounding(sheet).ungrounded(draft.words(), draft.risk(), draft.share()),
        inputTokens,
        outputTokens,
        cost,
        millis);
  }

  /// The same said of a later revision whose facts are the same; nothing is paid for it.
  private Analysis again(Analysis known, FactSheet sheet) {
    return new Analysis(
        known.task(),
        known.about(),
        sheet.revision(),
        known.asset(),
        clock.instant(),
        known.verdict(),
        known.risk(),
        known.share(),
        known.riskFactors(),
        known.timing(),
        known.reasoning(),
        known.model(),
        known.promptVersion(),
        known.because(),
        known.language(),
        known.ungrounded(),
        0,
        0,
        BigDecimal.ZERO,
        0);
  }

  @Override
  public void close() {
    if (caller != null) {
      caller.close();
    }
  }
}
