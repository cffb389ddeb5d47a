package dev.carry.history;

import dev.carry.store.StoredRow;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What no venue can have meant.
final class Plausibility {
  private final BigDecimal mostRate;

  /// @param mostRate the largest rate of a period, up or down, that is believed
  Plausibility(BigDecimal mostRate) {
    this.mostRate = mostRate;
  }

  /// Why a row cannot be true; absent where it can.
  @Nullable String problem(StoredRow row) {
    return switch (row.fact()) {
      case FUNDING_SETTLED -> settled(row);
      case CANDLE -> candle(row);
      case MARK, INDEX -> positive(row, "price");
      case OPEN_INTEREST -> {
        BigDecimal size = row.decimal("size");
        yield size != null && size.signum() < 0
            ? "the open interest is " + size + ": 0 or more is allowed"
            : null;
      }
      default -> null;
    };
  }

  private @Nullable String settled(StoredRow row) {
    BigDecimal rate = row.decimal("rate");
    if (rate == null) {
      return "no rate";
    }
    if (rate.abs().compareTo(mostRate) > 0) {
      return "the rate is "
          + rate.toPlainString()
          + " of the notional: at most "
          + mostRate.toPlainString()
          + " is believed (--most-rate)";
    }
    return row.decimal("mark_price") == null ? null : positive(row, "mark_price");
  }

  private static @Nullable String positive(StoredRow row, String column) {
    BigDecimal price = row.decimal(column);
    if (price == null) {
      return "no " + column;
    }
    return price.signum() > 0 ? null : column + " is " + price + ": more than 0 is allowed";
  }

  private static @Nullable String candle(StoredRow row) {
    BigDecimal open = row.decimal("open");
    BigDecimal high = row.decimal("high");
    BigDecimal low = row.decimal("low");
    BigDecimal close = row.decimal("close");
    if (open == null || high == null || low == null || close == null) {
      return "a candle without its four prices";
    }
    if (low.signum() <= 0 && !Objects.equals(row.text("of"), "premium")) {
      return "the low is " + low + ": more than 0 is allowed";
    }
    if (high.compareTo(low) < 0) {
      return "the high is " + high + ", the low " + low;
    }
    boolean within = high.compareTo(open.max(close)) >= 0 && low.compareTo(open.min(close)) <= 0;
    return within
        ? null
        : "open " + open + " and close " + close + " lie beyond high " + high + " or low " + low;
  }
}
