package dev.carry.history;

import dev.carry.model.JsonText;
import dev.carry.store.PastWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What came of one file, or of another source.
public final class FileReport {
  private static final int MOST_TOLD = 5;
  private static final int MOST_NOTES = 20;

  private final String name;
  private final PastWriter.Tally tally = new PastWriter.Tally();
  private final List<String> firstRejected = new ArrayList<>();
  private final Map<String, Long> notes = new TreeMap<>();
  private String what = "";
  private @Nullable String skipped;
  private @Nullable String failed;
  private long read;
  private long rejected;
  private long shifted;
  private Duration farthest = Duration.ZERO;

  /// @param name of the file, or the address of another source
  FileReport(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /// What it holds, in words; empty where it was not read.
  public String what() {
    return what;
  }

  /// Why it was passed over; absent where it was read.
  public @Nullable String skipped() {
    return skipped;
  }

  /// Why reading it ended before its end; what was read until then is kept. Absent where it did
  /// not.
  public @Nullable String failed() {
    return failed;
  }

  /// Lines with something on them, the first one aside.
  public long read() {
    return read;
  }

  public long added() {
    return tally.added();
  }

  /// Rows that say what was stored already.
  public long duplicates() {
    return tally.duplicates();
  }

  /// Rows that another source contradicts; both are kept.
  public long conflicts() {
    return tally.conflicts();
  }

  /// Lines that are no fact, or none that can be true.
  public long rejected() {
    return rejected;
  }

  /// The first of them, with their line.
  public List<String> firstRejected() {
    return List.copyOf(firstRejected);
  }

  /// Settlements whose stamp is not the minute it is counted for.
  public long shifted() {
    return shifted;
  }

  PastWriter.Tally tally() {
    return tally;
  }

  void is(String holds) {
    what = holds;
  }

  void skip(String why) {
    skipped = why;
  }

  void fail(String why) {
    failed = why;
  }

  void line() {
    read++;
  }

  void reject(long line, String reason) {
    rejected++;
    if (firstRejected.size() < MOST_TOLD) {
      firstRejected.add("line " + line + ": " + reason);
    }
  }

  void shift(Instant settledAt, Instant boundary) {
    shifted++;
    Duration by = Duration.between(boundary, settledAt).abs();
    farthest = by.compareTo(farthest) > 0 ? by : farthest;
  }

  void note(String text) {
    if (notes.containsKey(text) || notes.size() < MOST_NOTES) {
      notes.merge(text, 1L, Long::sum);
    }
  }

  /// What a user should know of it, one line each.
  public List<String> remarks() {
    List<String> lines = new ArrayList<>();
    if (failed != null) {
      lines.add("ended early: " + failed);
    }
    if (rejected > 0) {
      lines.add(rejected + " rejected: " + String.join("; ", firstRejected));
    }
    if (conflicts() > 0) {
      lines.add(
          conflicts()
              + " contradict another source, both are kept: "
              + String.join("; ", tally.firstConflicts()));
    }
    if (shifted > 0) {
      lines.add(
          shifted + " stamps lie beside their settlement, by up to " + farthest.toMillis() + " ms");
    }
    return lines;
  }

  /// What is worth knowing and needs no mending, with how often it was met.
  public Map<String, Long> notes() {
    return Collections.unmodifiableMap(notes);
  }

  private static String texts(List<String> some) {
    return JsonText.array(some.stream().map(JsonText::string).toList());
  }

  String json() {
    JsonText json =
        new JsonText()
            .put("file", name)
            .put("skipped", skipped)
            .put("failed", failed)
            .put("holds", what.isEmpty() ? null : what);
    if (skipped == null) {
      json.put("read", read)
          .put("added", added())
          .put("duplicates", duplicates())
          .put("rejected", rejected)
          .put("conflicts", conflicts())
          .put("shifted", shifted)
          .putRaw("remarks", texts(remarks()))
          .putRaw(
              "notes",
              texts(notes.entrySet().stream().map(n -> n.getKey() + ": " + n.getValue()).toList()));
    }
    return json.end();
  }
}
