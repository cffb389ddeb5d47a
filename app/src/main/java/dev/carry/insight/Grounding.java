package dev.carry.insight;

import dev.carry.insight.FactSheet.Figure;
import dev.carry.insight.Numeral.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether every number in an analyst's words is among the facts it was given.
///
/// A number may be rounded, and written in another unit of the same kind: percent and basis points,
/// hours and days. One with a sign must have the right sign; one without is about the size alone.
/// What follows a number decides what it can be: 3 % is never the count 3. The analyst's own risk
/// and share are its own, and the numbers of a list count nothing.
final class Grounding {
  private static final Pattern LIST_MARK = Pattern.compile("(?m)^\\s*\\(?\\d{1,2}[.)]\\s");
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final double BPS_PER_PERCENT = 100;

  /// Doubles are not exact: a number on the edge of its rounding is within it.
  private static final double EDGE = 1.000001;

  private final List<String> names;
  private final List<Known> known = new ArrayList<>();

  /// @param measure absent: as it stands in the sheet, without a unit
  private record Known(double value, @Nullable Measure measure) {}

  Grounding(FactSheet facts) {
    this.names =
        facts.names().stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    facts.numbers().forEach(this::know);
    for (String words : facts.words()) {
      Numeral.in(words).forEach(numeral -> know(numeral.value(), numeral.measure()));
    }
  }

  private void know(Figure number) {
    know(number.value(), null);
    switch (number.unit()) {
      case PERCENT -> know(number.value(), Measure.PERCENT);
      case BPS -> know(number.value(), Measure.BPS);
      case HOURS -> know(number.value() * SECONDS_PER_HOUR, Measure.SECONDS);
      case SECONDS -> know(number.value(), Measure.SECONDS);
      case DOLLARS -> know(number.value(), Measure.DOLLARS);
      case TIMES, PLAIN -> {
        // as it stands
      }
    }
  }

  private void know(double value, @Nullable Measure measure) {
    known.add(new Known(value, measure));
    if (measure == Measure.PERCENT) {
      known.add(new Known(value * BPS_PER_PERCENT, Measure.BPS));
    } else if (measure == Measure.BPS) {
      known.add(new Known(value / BPS_PER_PERCENT, Measure.PERCENT));
    }
  }

  /// The numbers in some texts that are not among the facts, as they were written, each once.
  ///
  /// @param risk the analyst's own
  /// @param share its own, percent
  List<String> ungrounded(List<String> texts, int risk, double share) {
    Pattern ownRisk = Pattern.compile("\\b" + risk + "\\s?(?:/|of|out of|จาก)\\s?10\\b");
    Set<String> found = new LinkedHashSet<>();
    for (String text : texts) {
      for (Numeral numeral : Numeral.in(ownRisk.matcher(withoutNames(text)).replaceAll(" "))) {
        if (!isOwn(numeral, risk, share)
            && known.stream().noneMatch(fact -> isSame(numeral, fact))) {
          found.add(numeral.written());
        }
      }
    }
    return List.copyOf(found);
  }

  private String withoutNames(String text) {
    String rest = LIST_MARK.matcher(text).replaceAll(" ");
    for (String name : names) {
      rest =
          Pattern.compile("(?<![\\p{L}\\d])" + Pattern.quote(name) + "(?![\\p{L}\\d])")
              .matcher(rest)
              .replaceAll(" ");
    }
    return rest;
  }

  private static boolean isSame(Numeral numeral, Known fact) {
    double value = numeral.signed() ? fact.value() : Math.abs(fact.value());
    return numeral.measure() == fact.measure()
        && Math.abs(numeral.value() - value) <= numeral.step() / 2 * EDGE;
  }

  private static boolean isOwn(Numeral numeral, int risk, double share) {
    boolean plain = numeral.measure() == null;
    boolean percent = numeral.measure() == Measure.PERCENT;
    return (plain && numeral.value() == risk) || ((plain || percent) && numeral.value() == share);
  }
}
