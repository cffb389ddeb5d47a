package dev.carry.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A number as it stands in somebody's words, with what it counts.
///
/// @param written as it stands there
/// @param value in `measure`
/// @param step what its last digit is worth: it may have been rounded to that
/// @param signed whether a sign was written: then it must be the right one
/// @param measure what it counts; absent: not said
record Numeral(
    String written, double value, double step, boolean signed, @Nullable Measure measure) {

  /// What a number can count, told apart as far as words tell.
  enum Measure {
    PERCENT,
    BPS,
    SECONDS,
    DOLLARS
  }

  private record Unit(Measure measure, double scale) {}

  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          unit(Measure.PERCENT, 1, "%", "percent", "per cent", "pct", "เปอร์เซ็นต์"),
          unit(Measure.BPS, 1, "bps", "bp", "basis points", "basis point", "เบสิสพอยต์"),
          unit(Measure.SECONDS, 1, "s", "sec", "secs", "second", "seconds", "วินาที"),
          unit(Measure.SECONDS, 60, "min", "mins", "minute", "minutes", "นาที"),
          unit(Measure.SECONDS, 3_600, "h", "hr", "hrs", "hour", "hours", "ชั่วโมง"),
          unit(Measure.SECONDS, 86_400, "d", "day", "days", "วัน"),
          unit(Measure.SECONDS, 604_800, "w", "week", "weeks", "สัปดาห์"),
          unit(Measure.DOLLARS, 1, "usd", "usdt", "usdc", "dollar", "dollars", "ดอลลาร์"));

  private static final Map<String, Double> SCALES =
      Map.ofEntries(
          Map.entry("k", 1e3),
          Map.entry("thousand", 1e3),
          Map.entry("พัน", 1e3),
          Map.entry("m", 1e6),
          Map.entry("mn", 1e6),
          Map.entry("million", 1e6),
          Map.entry("ล้าน", 1e6),
          Map.entry("b", 1e9),
          Map.entry("bn", 1e9),
          Map.entry("billion", 1e9));

  /// Words are numbers where they count something: "one of the venues" is no number of days.
  private static final List<String> WORDS =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");

  private static final List<String> TENS =
      List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

  private static final Pattern FOUND = pattern();

  private static Map.Entry<String, Unit> unit(Measure measure, double scale, String... names) {
    return Map.entry(String.join("|", names), new Unit(measure, scale));
  }

  private static Pattern pattern() {
    String tens = "(?:" + String.join("|", TENS) + ")(?:[- ](?:" + String.join("|", WORDS) + "))?";
    String words = "\\b(?:" + tens + "|" + String.join("|", WORDS) + "|hundred)\\b";
    String digits =
        "\\d{1,3}(?:[,\\u00a0\\u202f']\\d{3})+(?![\\d])(?:\\.\\d+)?|\\d+(?:[.,]\\d+)?|\\.\\d+";
    String scale = "(?:thousand|million|billion|mn|bn|พัน|ล้าน|[kKmMbB](?![\\p{L}\\p{M}]))";
    String units = "(?:" + String.join("|", UNITS.keySet()).replace("%", "%|％") + ")";
    return Pattern.compile(
        "(?<![A-Za-z\\d_])(?<sign>(?<![\\d\\p{L}.,%])[-+\\u2212])?(?<money>\\$\\s?)?"
            + "(?:(?<digits>"
            + digits
            + ")(?<exp>[eE][-+]?\\d+)?|(?<word>"
            + words
            + "))"
            + "(?:[ \\u00a0]?(?<scale>"
            + scale
            + "))?"
            + "(?:[-\\s\\u00a0]?(?<unit>"
            + units
            + ")(?![\\p{L}\\p{M}&&[^\\p{IsThai}]]))?",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /// Every number in a text, in order.
  static List<Numeral> in(String text) {
    List<Numeral> found = new ArrayList<>();
    Matcher matcher = FOUND.matcher(western(text));
    while (matcher.find()) {
      Unit unit = unitOf(matcher.group("unit"));
      boolean money = matcher.group("money") != null;
      if (matcher.group("word") != null && unit == null && !money) {
        continue;
      }
      found.add(numeral(matcher, money && unit == null ? new Unit(Measure.DOLLARS, 1) : unit));
    }
    return found;
  }

  private static Numeral numeral(Matcher matcher, @Nullable Unit unit) {
    String digits = matcher.group("digits");
    double value;
    double step;
    if (digits == null) {
      value = spelled(matcher.group("word").toLowerCase(Locale.ROOT));
      step = 1;
    } else {
      String plain = plain(digits);
      String exponent = matcher.group("exp") == null ? "" : matcher.group("exp");
      value = Double.parseDouble(plain + exponent);
      step = step(plain) * (exponent.isEmpty() ? 1 : Double.parseDouble("1" + exponent));
    }
    String scale = matcher.group("scale");
    double times =
        (scale == null ? 1 : SCALES.getOrDefault(scale.toLowerCase(Locale.ROOT), 1.0))
            * (unit == null ? 1 : unit.scale());
    String sign = matcher.group("sign");
    boolean negative = sign != null && !sign.equals("+");
    return new Numeral(
        matcher.group().strip(),
        (negative ? -value : value) * times,
        step * times,
        sign != null,
        unit == null ? null : unit.measure());
  }

  /// `1,234.5` and `3,21` as Java reads them.
  private static String plain(String digits) {
    String ungrouped = digits.replaceAll("[\\u00a0\\u202f']", "");
    return ungrouped.matches("\\d{1,3}(,\\d{3})+(\\.\\d+)?")
        ? ungrouped.replace(",", "")
        : ungrouped.replace(',', '.');
  }

  /// What the last digit that was written to be read is worth: of 12,000 the thousand, for zeros
  /// behind two digits say nothing; of 3.20 a hundredth.
  private static double step(String plain) {
    int point = plain.indexOf('.');
    if (point >= 0) {
      return Math.pow(10, -(plain.length() - point - 1.0));
    }
    String leading = plain.replaceFirst("^0+", "");
    int zeros = leading.length() - leading.replaceFirst("0+$", "").length();
    return Math.pow(10, Math.max(0, Math.min(zeros, leading.length() - 2)));
  }

  private static double spelled(String word) {
    if (word.equals("hundred")) {
      return 100;
    }
    double value = 0;
    for (String part : word.split("[- ]", -1)) {
      value += TENS.contains(part) ? 20 + 10 * TENS.indexOf(part) : WORDS.indexOf(part);
    }
    return value;
  }

  private static @Nullable Unit unitOf(@Nullable String name) {
    if (name == null) {
      return null;
    }
    String lower = name.toLowerCase(Locale.ROOT).replace('％', '%');
    for (Map.Entry<String, Unit> unit : UNITS.entrySet()) {
      if (List.of(unit.getKey().split("\\|", -1)).contains(lower)) {
        return unit.getValue();
      }
    }
    return null;
  }

  /// Thai digits as those of Europe.
  private static String western(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c >= '๐' && c <= '๙' ? (char) ('0' + c - '๐') : c);
    }
    return out.toString();
  }
}
