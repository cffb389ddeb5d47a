package dev.carry.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.cli.Rows;
import dev.carry.dashboard.Analysts;
import dev.carry.dashboard.Analysts.Question;
import dev.carry.dashboard.Analysts.What;
import dev.carry.insight.Insight;
import dev.carry.insight.Spending;
import dev.carry.model.JsonText;
import dev.carry.store.DataLock;
import dev.carry.store.StoreReader;
import dev.carry.store.StoreSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// One opportunity, one series or one report to the analyst; or what the analyst cost.
@Command(
    name = "analyse",
    mixinStandardHelpOptions = true,
    description = {
      "Has an open opportunity, the funding of an instrument over 30 days, or a report judged by"
          + " the analyst: a model where one is set up (insight.*), else rules.",
      "Where a process runs on the data folder, that process is asked, so that there is one budget;"
          + " opportunities are open only there. What is said changes no number."
    },
    footer = {
      "",
      "Example:",
      "  carry analyse cross-venue-funding/bybit:BTCUSDT/okx:BTC-USDT-SWAP/1772000000000",
      "  carry analyse --series binance-usdm:BTCUSDT --lang th",
      "  carry analyse --report reports/cross-venue/result.json",
      "  carry analyse --costs --by model --format table"
    })
final class AnalyseVerb implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Three tries of a call, each as long as it may take, and the waits between them.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// What costs are summed by.
  enum By {
    DAY,
    MODEL,
    FINDING
  }

  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();

  @Parameters(arity = "0..1", paramLabel = "ID", description = "the id of an open opportunity")
  private @Nullable String finding;

  @Option(
      names = "--series",
      paramLabel = "VENUE:SYMBOL",
      description = "the funding of an instrument over the last 30 days")
  private @Nullable String series;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "what backtest --report (result.json) or basis --format json wrote")
  private @Nullable Path report;

  @Option(names = "--lang", paramLabel = "en|th", description = "of the answer (insight.language)")
  private @Nullable String language;

  @Option(names = "--costs", description = "what calls cost, instead")
  private boolean costs;

  @Option(
      names = "--by",
      paramLabel = "day|model|finding",
      defaultValue = "day",
      description = "what --costs are summed by (${DEFAULT-VALUE})")
  private By by = By.DAY;

  @Option(names = "--from", paramLabel = "DAY", description = "of --costs (default: all)")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "DAY", description = "of --costs (default: today)")
  private @Nullable Instant to;

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() throws InterruptedException {
    Config config = common.config();
    int named = (finding == null ? 0 : 1) + (series == null ? 0 : 1) + (report == null ? 0 : 1);
    if (named + (costs ? 1 : 0) != 1) {
      throw new ParameterException(
          spec.commandLine(), "one of ID, --series, --report and --costs is needed");
    }
    if (costs) {
      costs();
      return 0;
    }
    String spoken = language == null ? config.insight().language() : language;
    if (!spoken.equals("en") && !spoken.equals("th")) {
      throw new ParameterException(
          spec.commandLine(), "--lang " + spoken + ": en or th is allowed");
    }
    print(judge(config, question(spoken)));
    return 0;
  }

  private Question question(String spoken) {
    if (finding != null) {
      return new Question(What.FINDING, finding, "", spoken);
    }
    if (series != null) {
      return new Question(What.SERIES, series, "", spoken);
    }
    Path file = Objects.requireNonNull(report);
    try {
      String name = file.getFileName().toString();
      return new Question(What.REPORT, name, Files.readString(file), spoken);
    } catch (IOException e) {
      throw new ConfigException("--report " + file + ": cannot be read (" + e + ")");
    }
  }

  private String judge(Config config, Question question) throws InterruptedException {
    DataFolder folder = common.folder();
    Owner owner = Owner.of(folder.root()).orElse(null);
    String answered =
        owner == null ? null : owner.post("/api/v1/analyses", body(question), PATIENCE);
    return answered == null ? here(config, folder, question) : answered;
  }

  private static String body(Question question) {
    JsonText json = new JsonText().put("language", question.language());
    switch (question.what()) {
      case FINDING -> json.put("finding", question.name());
      case SERIES -> json.put("series", question.name());
      case REPORT -> json.put("name", question.name()).putRaw("report", asJson(question.report()));
    }
    return json.end();
  }

  private static String asJson(String report) {
    try {
      return JSON.readTree(report).toString();
    } catch (JsonProcessingException e) {
      return JsonText.string(report); // refused in the analyst's own words
    }
  }

  /// Nobody runs on the folder: this process is its owner for as long as it takes.
  private static String here(Config config, DataFolder folder, Question question)
      throws InterruptedException {
    try (DataLock _ = DataLock.take(folder.root());
        StoreReader reader =
            StoreReader.isThere(folder.root())
                ? StoreReader.open(folder.root(), StoreSettings.DEFAULT)
                : null;
        Insight insight =
            new Insight(
                config.insight(),
                folder.insight(),
                InstantSource.system(),
                reader,
                new SimpleMeterRegistry(),
                _ -> {
                  // told by the answer
                })) {
      return new LiveAnalyst(() -> insight, folder.insight()).judge(question);
    } catch (Analysts.CannotJudge e) {
      String mend =
          question.what() == What.FINDING
              ? "; opportunities are open while carry run or carry demo runs on " + folder.root()
              : "";
      throw new RefusedException(e.getMessage() + mend);
    }
  }

  private void print(String analysis) {
    if (Rows.orDefault(format) == Rows.Format.JSON) {
      System.out.println(analysis);
      return;
    }
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    Rows.Row row = rows.row();
    for (Map.Entry<String, JsonNode> field : parse(analysis).properties()) {
      row.with(field.getKey(), cell(field.getValue()));
    }
    rows.print();
  }

  private static Object cell(JsonNode value) {
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.asText()));
      return items;
    }
    return value.isNumber() ? value.decimalValue() : value.asText();
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + json, e);
    }
  }

  private void costs() {
    Path folder = common.folder().insight();
    LocalDate first = from == null ? LocalDate.EPOCH : LocalDate.ofInstant(from, ZoneOffset.UTC);
    LocalDate last = LocalDate.ofInstant(to == null ? Instant.now() : to, ZoneOffset.UTC);
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    switch (by) {
      case DAY ->
          Spending.read(folder, first, last)
              .forEach(
                  each ->
                      row(
                          rows.row().with("day", each.day().toString()).with("model", each.model()),
                          each.spent()));
      case MODEL -> {
        Map<String, Spending.Spent> sums = new TreeMap<>();
        Spending.read(folder, first, last)
            .forEach(each -> sums.merge(each.model(), each.spent(), Spending.Spent::plus));
        sums.forEach((model, spent) -> row(rows.row().with("model", model), spent));
      }
      case FINDING -> findings(rows, folder, first, last);
    }
    rows.print();
  }

  private static void row(Rows.Row row, Spending.Spent spent) {
    row.with("calls", spent.calls())
        .with("unknown", spent.unknown())
        .with("inputTokens", spent.inputTokens())
        .with("outputTokens", spent.outputTokens())
        .with("cost", spent.cost());
  }

  private static void findings(Rows rows, Path folder, LocalDate first, LocalDate last) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (String line : Insight.past(folder, first, last)) {
      JsonNode row = parse(line);
      BigDecimal cost = row.path("cost").decimalValue();
      if (cost.signum() > 0) {
        sums.merge(row.path("finding").asText(), cost, BigDecimal::add);
      }
    }
    sums.forEach((id, cost) -> rows.row().with("finding", id).with("cost", cost));
  }
}
