package dev.carry.insight;

import dev.carry.model.Analysis;
import dev.carry.model.JsonText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All an analyst is told of one thing: numbers whose names end in their unit, and words of ours. A
/// number that is not known is not there.
///
/// Text that a venue made up gets in only where it looks like a ticker: legs are told by venue and
/// kind, an asset with another name is `ASSET`, a finding with another symbol in its id a number.
final class FactSheet {
  private static final Pattern TICKER = Pattern.compile("[A-Z0-9]{1,15}(\\.[A-Z0-9]{1,15})?");
  private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._|/+@-]{0,159}");
  private static final Pattern LONG_PART = Pattern.compile("[^:|/]{41,}");
  private static final MathContext DIGITS = new MathContext(6);

  /// What a number counts; its name ends in it.
  enum Unit {
    PERCENT("Percent"),
    BPS("Bps"),
    HOURS("Hours"),
    SECONDS("Seconds"),
    DOLLARS("Dollars"),
    TIMES("Times"),
    /// A count, a score, an index: nothing to add.
    PLAIN("");

    private final String suffix;

    Unit(String suffix) {
      this.suffix = suffix;
    }
  }

  /// @param name with its unit
  record Figure(String name, double value, Unit unit) {}

  private final Analysis.Task task;
  private final String about;
  private final int revision;
  private final String asset;
  private final Map<String, Figure> numbers = new LinkedHashMap<>();
  private final List<Figure> all = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> fields = new ArrayList<>();

  /// Those that do not change by the mere passing of time.
  private final List<String> lasting = new ArrayList<>();

  FactSheet(Analysis.Task task, String about, int revision, String asset) {
    this.task = task;
    this.about = about;
    this.revision = revision;
    this.asset = asset;
    if (!asset.isEmpty()) {
      name("asset", asset);
    }
  }

  Analysis.Task task() {
    return task;
  }

  /// The finding's id, or the name of the series or report.
  String about() {
    return about;
  }

  /// The same as a model is told it, to answer with: symbols are in it, and one that could be read
  /// as words is not told.
  String alias() {
    boolean plain = PLAIN_ID.matcher(about).matches() && !LONG_PART.matcher(about).find();
    return plain ? about : "finding-" + Integer.toUnsignedString(about.hashCode(), 36);
  }

  int revision() {
    return revision;
  }

  String asset() {
    return asset;
  }

  FactSheet number(String name, @Nullable Double value, Unit unit) {
    if (value != null && Double.isFinite(value)) {
      Figure number = new Figure(name + unit.suffix, rounded(value), unit);
      numbers.put(number.name(), number);
      all.add(number);
      field(number.name(), JsonText.number(number.value()));
    }
    return this;
  }

  /// One that changes by the mere passing of time: an age.
  FactSheet age(String name, @Nullable Double value, Unit unit) {
    int before = lasting.size();
    number(name, value, unit);
    lasting.subList(before, lasting.size()).clear();
    return this;
  }

  FactSheet number(String name, @Nullable Integer value) {
    return number(name, value == null ? null : (Double) (double) value, Unit.PLAIN);
  }

  /// A fraction, told in percent.
  FactSheet percent(String name, @Nullable Double fraction) {
    return number(name, fraction == null ? null : (Double) (fraction * 100), Unit.PERCENT);
  }

  /// A fraction, told in basis points.
  FactSheet bps(String name, @Nullable Double fraction) {
    return number(name, fraction == null ? null : (Double) (fraction * 10_000), Unit.BPS);
  }

  FactSheet flag(String name, boolean value) {
    field(name, Boolean.toString(value));
    return this;
  }

  /// A name or a word that a model may repeat, digits and all.
  FactSheet name(String name, String value) {
    String plain = plain(value);
    names.add(plain);
    field(name, JsonText.string(plain));
    return this;
  }

  /// A moment, which a model may repeat as its date or its time of the day, UTC.
  FactSheet time(String name, @Nullable Instant at) {
    if (at != null) {
      Instant second = at.truncatedTo(ChronoUnit.SECONDS);
      String text = second.toString();
      names.addAll(List.of(text, text.substring(0, 10), text.substring(11, 16)));
      field(name, JsonText.string(text));
    }
    return this;
  }

  /// Words of ours with numbers in them, which count as facts.
  FactSheet words(String name, List<String> sentences) {
    words.addAll(sentences);
    field(name, JsonText.array(sentences.stream().map(JsonText::string).toList()));
    return this;
  }

  /// Sheets within this one, each with its own numbers.
  FactSheet group(String name, List<FactSheet> parts) {
    for (FactSheet part : parts) {
      all.addAll(part.all);
      names.addAll(part.names);
      words.addAll(part.words);
    }
    fields.add(
        of(
            name,
            JsonText.array(
                parts.stream().map(part -> "{" + String.join(",", part.fields) + "}").toList())));
    lasting.add(of(name, JsonText.array(parts.stream().map(FactSheet::lasting).toList())));
    return this;
  }

  /// One number of the sheet itself, by its full name.
  OptionalDouble get(String name) {
    Figure number = numbers.get(name);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.value());
  }

  /// Every number, those of parts too.
  List<Figure> numbers() {
    return List.copyOf(all);
  }

  List<String> names() {
    return List.copyOf(names);
  }

  List<String> words() {
    return List.copyOf(words);
  }

  /// What a model is given.
  String json() {
    return "{\"finding\":" + JsonText.string(alias()) + "," + String.join(",", fields) + "}";
  }

  /// A part of another sheet.
  static FactSheet part() {
    return new FactSheet(Analysis.Task.FINDING, "", 0, "");
  }

  /// What two sheets share that say the same at different times.
  String lasting() {
    return about + "{" + String.join(",", lasting) + "}";
  }

  private void field(String name, String json) {
    fields.add(of(name, json));
    lasting.add(of(name, json));
  }

  private static String of(String name, String json) {
    return JsonText.string(name) + ":" + json;
  }

  private static String plain(String name) {
    return TICKER.matcher(name).matches() || name.matches("[a-z][a-z0-9 -]{0,40}") ? name : "ASSET";
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
