package dev.carry.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.JsonText;
import dev.carry.sink.DayLines;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What calls cost. The most a call can cost is taken out of the budget, and written to the disk,
/// before it is made; what it did cost is booked behind it. A call whose end nobody knows, by a
/// kill or a line that broke, stays booked at the most. Any thread.
public final class Spending {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The name of its files.
  static final String CALLS = "calls";

  private final BigDecimal perDay;
  private final BigDecimal perMonth;
  private final DayLines lines;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by the lock
  private final TreeMap<LocalDate, Map<String, Spent>> days = new TreeMap<>();
  private final Map<String, Reserved> reserved = new HashMap<>();
  private final String run;
  private long calls;

  /// The sum of some calls.
  ///
  /// @param calls made
  /// @param unknown of those, calls whose end nobody knows: they count at the most they can cost
  /// @param cost dollars
  public record Spent(
      long calls, long unknown, long inputTokens, long outputTokens, BigDecimal cost) {
    static final Spent NOTHING = new Spent(0, 0, 0, 0, BigDecimal.ZERO);

    public Spent plus(Spent other) {
      return new Spent(
          calls + other.calls,
          unknown + other.unknown,
          inputTokens + other.inputTokens,
          outputTokens + other.outputTokens,
          cost.add(other.cost));
    }
  }

  /// @param day UTC
  public record Row(LocalDate day, String model, Spent spent) {}

  /// Money put aside for one call.
  ///
  /// @param id of the call
  /// @param most dollars it can cost
  record Reserved(String id, LocalDate day, String model, BigDecimal most) {}

  /// @param because why nothing was put aside; empty where something was
  record Answer(@Nullable Reserved reserved, String because) {}

  /// Goes on where earlier processes ended.
  ///
  /// @param folder of the files that `lines` writes
  Spending(
      BigDecimal perDay, BigDecimal perMonth, Path folder, DayLines lines, InstantSource clock) {
    this.perDay = perDay;
    this.perMonth = perMonth;
    this.lines = lines;
    this.clock = clock;
    this.run = Long.toString(clock.millis(), Character.MAX_RADIX);
    for (Row row : read(folder, LocalDate.EPOCH, today())) {
      days.computeIfAbsent(row.day(), _ -> new TreeMap<>()).put(row.model(), row.spent());
    }
  }

  /// What was spent, by day and model, oldest first.
  public static List<Row> read(Path folder, LocalDate from, LocalDate to) {
    Map<String, Reserved> open = new HashMap<>();
    TreeMap<LocalDate, Map<String, Spent>> days = new TreeMap<>();
    for (String line : DayLines.read(folder, CALLS, from, to)) {
      try {
        JsonNode row = JSON.readTree(line);
        String id = row.path("call").asText();
        if (row.has("most")) {
          open.put(
              id,
              new Reserved(
                  id,
                  LocalDate.parse(row.path("day").asText()),
                  row.path("model").asText(),
                  new BigDecimal(row.path("most").asText())));
        } else {
          Reserved was = open.remove(id);
          if (was != null) {
            add(
                days,
                was,
                new Spent(
                    1,
                    row.path("known").asBoolean() ? 0 : 1,
                    row.path("inputTokens").asLong(),
                    row.path("outputTokens").asLong(),
                    new BigDecimal(row.path("cost").asText())));
          }
        }
      } catch (JsonProcessingException | RuntimeException e) {
        throw new InsightException(folder.resolve(CALLS) + ": a line is none of ours: " + line, e);
      }
    }
    open.values().forEach(call -> add(days, call, new Spent(1, 1, 0, 0, call.most())));
    return rows(days);
  }

  private static void add(Map<LocalDate, Map<String, Spent>> days, Reserved call, Spent spent) {
    days.computeIfAbsent(call.day(), _ -> new TreeMap<>()).merge(call.model(), spent, Spent::plus);
  }

  private static List<Row> rows(Map<LocalDate, Map<String, Spent>> days) {
    List<Row> rows = new ArrayList<>();
    days.forEach(
        (day, models) -> models.forEach((model, spent) -> rows.add(new Row(day, model, spent))));
    return rows;
  }

  /// Puts aside the most a call can cost, or says why not.
  Answer reserve(String model, BigDecimal most) {
    lock.lock();
    try {
      LocalDate day = today();
      BigDecimal ofDay = bound(day, day);
      YearMonth month = YearMonth.from(day);
      BigDecimal ofMonth = bound(month.atDay(1), month.atEndOfMonth());
      if (ofDay.add(most).compareTo(perDay) > 0) {
        return refused("day", perDay, ofDay, most);
      }
      if (ofMonth.add(most).compareTo(perMonth) > 0) {
        return refused("month", perMonth, ofMonth, most);
      }
      Reserved call = new Reserved(run + "-" + ++calls, day, model, most);
      lines.append(
          new JsonText()
              .put("call", call.id())
              .put("day", day.toString())
              .put("at", clock.instant())
              .put("model", model)
              .put("most", most)
              .end());
      lines.force();
      reserved.put(call.id(), call);
      return new Answer(call, "");
    } finally {
      lock.unlock();
    }
  }

  private static Answer refused(String of, BigDecimal budget, BigDecimal bound, BigDecimal most) {
    return new Answer(
        null,
        "the budget of the "
            + of
            + " is "
            + budget.toPlainString()
            + " dollars, of which "
            + bound.toPlainString()
            + " are spent or put aside; this call may cost "
            + most.toPlainString());
  }

  /// What is spent and put aside from one day to another.
  private BigDecimal bound(LocalDate from, LocalDate to) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map<String, Spent> models : days.subMap(from, true, to, true).values()) {
      for (Spent spent : models.values()) {
        sum = sum.add(spent.cost());
      }
    }
    for (Reserved call : reserved.values()) {
      if (!call.day().isBefore(from) && !call.day().isAfter(to)) {
        sum = sum.add(call.most());
      }
    }
    return sum;
  }

  /// Books what a call cost in place of what was put aside.
  ///
  /// @param outcome in a word
  /// @param known whether the provider said what it cost
  void settle(
      Reserved call,
      long inputTokens,
      long outputTokens,
      BigDecimal cost,
      boolean known,
      String outcome,
      long latencyMillis) {
    lock.lock();
    try {
      reserved.remove(call.id());
      add(days, call, new Spent(1, known ? 0 : 1, inputTokens, outputTokens, cost));
      lines.append(
          new JsonText()
              .put("call", call.id())
              .put("at", clock.instant())
              .put("model", call.model())
              .put("inputTokens", inputTokens)
              .put("outputTokens", outputTokens)
              .put("cost", cost)
              .put("known", known)
              .put("outcome", outcome)
              .put("latencyMs", latencyMillis)
              .end());
      lines.force();
    } finally {
      lock.unlock();
    }
  }

  /// By day and model, oldest first.
  public List<Row> rows() {
    lock.lock();
    try {
      return rows(days);
    } finally {
      lock.unlock();
    }
  }

  /// Dollars spent or put aside today (UTC).
  public BigDecimal boundToday() {
    lock.lock();
    try {
      return bound(today(), today());
    } finally {
      lock.unlock();
    }
  }

  /// Dollars spent or put aside this month (UTC).
  public BigDecimal boundThisMonth() {
    lock.lock();
    try {
      YearMonth month = YearMonth.from(today());
      return bound(month.atDay(1), month.atEndOfMonth());
    } finally {
      lock.unlock();
    }
  }

  /// Shares of budgets that are spent or put aside, by `day` and `month`; none of one that is 0.
  public Map<String, Double> usedShares() {
    Map<String, Double> shares = new TreeMap<>();
    if (perDay.signum() > 0) {
      shares.put("day", boundToday().doubleValue() / perDay.doubleValue());
    }
    if (perMonth.signum() > 0) {
      shares.put("month", boundThisMonth().doubleValue() / perMonth.doubleValue());
    }
    return shares;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
