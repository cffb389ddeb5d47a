package dev.carry.insight;

import dev.carry.model.JsonText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One thing that makes a matter riskier, with the words for it.
///
/// @param applies whether it does
/// @param weight what it adds to the risk, 1 to 10
/// @param english words; `{name}` stands for a number of the sheet
/// @param thai the same in Thai
record Rule(Predicate<FactSheet> applies, int weight, String english, String thai) {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /// Where a number is known and below a bound.
  static Rule below(String name, double bound, int weight, String english, String thai) {
    return new Rule(
        sheet -> sheet.get(name).isPresent() && sheet.get(name).getAsDouble() < bound,
        weight,
        english,
        thai);
  }

  /// Where a number is known and above a bound.
  static Rule above(String name, double bound, int weight, String english, String thai) {
    return new Rule(
        sheet -> sheet.get(name).isPresent() && sheet.get(name).getAsDouble() > bound,
        weight,
        english,
        thai);
  }

  /// Where a number is not known.
  static Rule absent(String name, int weight, String english, String thai) {
    return new Rule(sheet -> sheet.get(name).isEmpty(), weight, english, thai);
  }

  String words(FactSheet sheet, String language) {
    return fill(language.equals("th") ? thai : english, sheet);
  }

  /// Puts a sheet's numbers in the places of a sentence.
  static String fill(String sentence, FactSheet sheet) {
    Matcher place = PLACE.matcher(sentence);
    StringBuilder out = new StringBuilder();
    while (place.find()) {
      OptionalDouble number = sheet.get(place.group(1));
      place.appendReplacement(out, number.isPresent() ? shown(number.getAsDouble()) : "–");
    }
    return place.appendTail(out).toString();
  }

  /// To three digits, without an exponent.
  private static String shown(double value) {
    double rounded =
        value == 0
            ? 0
            : new BigDecimal(value)
                .round(new MathContext(Math.abs(value) >= 100 ? 5 : 3))
                .doubleValue();
    return JsonText.number(rounded);
  }
}
