package dev.carry.portfolio;

import dev.carry.model.JsonText;
import dev.carry.model.Line;
import dev.carry.model.TradeEvent.Entry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// All movements of money, and their sums. An amount is rounded once, when it is booked: sums of
/// sums never differ.
final class Ledger {
  /// Digits behind the point of a dollar.
  static final int SCALE = 8;

  private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(SCALE);

  private final Consumer<? super Entry> out;
  private final Map<Line, BigDecimal> totals = new EnumMap<>(Line.class);
  private BigDecimal total = ZERO;

  Ledger(Consumer<? super Entry> out) {
    this.out = out;
    for (Line line : Line.values()) {
      totals.put(line, ZERO);
    }
  }

  static BigDecimal rounded(BigDecimal amount) {
    return amount.setScale(SCALE, RoundingMode.HALF_EVEN);
  }

  void book(Entry entry) {
    BigDecimal amount = entry.amount();
    if (amount.scale() != SCALE) {
      throw new IllegalArgumentException(amount + " is not rounded to " + SCALE + " digits");
    }
    totals.merge(entry.line(), amount, BigDecimal::add);
    total = total.add(amount);
    out.accept(entry);
  }

  /// Dollars under all lines.
  BigDecimal total() {
    return total;
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
      BigDecimal sum = from.decimal("total." + JsonText.kebab(line));
      totals.put(line, sum);
      total = total.add(sum);
    }
  }
}
