package dev.carry.portfolio;

import dev.carry.model.JsonText;
import dev.carry.model.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;

/// The sums of all movements of money. An amount is rounded once, when it is booked: sums of sums
/// never differ.
final class Ledger {
  /// Digits behind the point of a dollar.
  static final int SCALE = 8;

  private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(SCALE);

  private final Map<Line, BigDecimal> totals = new EnumMap<>(Line.class);

  Ledger() {
    for (Line line : Line.values()) {
      totals.put(line, ZERO);
    }
  }

  static BigDecimal rounded(BigDecimal amount) {
    return amount.setScale(SCALE, RoundingMode.HALF_EVEN);
  }

  void add(Line line, BigDecimal amount) {
    if (amount.scale() != SCALE) {
      throw new IllegalArgumentException(amount + " is not rounded to " + SCALE + " digits");
    }
    totals.merge(line, amount, BigDecimal::add);
  }

  /// Dollars under all lines.
  BigDecimal total() {
    return totals.values().stream().reduce(ZERO, BigDecimal::add);
  }

  /// A copy, in the order of the lines.
  Map<Line, BigDecimal> attribution() {
    return new EnumMap<>(totals);
  }

  void save(Saved to) {
    totals.forEach((line, sum) -> to.put("total." + JsonText.kebab(line), sum));
  }

  void resume(Saved from) {
    for (Line line : Line.values()) {
      totals.put(line, from.decimal("total." + JsonText.kebab(line)));
    }
  }
}
