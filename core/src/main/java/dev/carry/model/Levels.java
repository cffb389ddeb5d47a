package dev.carry.model;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/// One side of an order book: exact decimals in two flat arrays, because a depth message carries
/// hundreds of them and an object each would be most of the work of reading it.
public final class Levels {
  public static final Levels NONE = new Levels(new long[0], new byte[0]);

  /// Price then size of each level, unscaled; level `i` at `2i` and `2i + 1`.
  private final long[] unscaled;

  /// The scale of each value of `unscaled`.
  private final byte[] scales;

  private Levels(long[] unscaled, byte[] scales) {
    this.unscaled = unscaled;
    this.scales = scales;
  }

  /// Takes the first `2 × levels` values; the arrays may be reused afterwards.
  ///
  /// @param unscaled price and size of each level in turn, unscaled
  /// @param scales the scale of each value
  public static Levels of(long[] unscaled, byte[] scales, int levels) {
    return levels == 0
        ? NONE
        : new Levels(Arrays.copyOf(unscaled, 2 * levels), Arrays.copyOf(scales, 2 * levels));
  }

  /// Price and size of each level in turn.
  ///
  /// @throws ArithmeticException where a decimal has more than eighteen digits
  public static Levels of(List<BigDecimal> pricesAndSizes) {
    int count = pricesAndSizes.size();
    if (count == 0) {
      return NONE;
    }
    long[] unscaled = new long[count];
    byte[] scales = new byte[count];
    for (int i = 0; i < count; i++) {
      BigDecimal value = pricesAndSizes.get(i);
      unscaled[i] = value.unscaledValue().longValueExact();
      scales[i] = (byte) value.scale();
    }
    return new Levels(unscaled, scales);
  }

  public int count() {
    return scales.length / 2;
  }

  /// Quote per base, as the venue wrote it.
  public BigDecimal price(int level) {
    return BigDecimal.valueOf(unscaled[2 * level], scales[2 * level]);
  }

  /// In the instrument's `sizeIn`; 0 deletes the level.
  public BigDecimal size(int level) {
    return BigDecimal.valueOf(unscaled[2 * level + 1], scales[2 * level + 1]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Levels that
        && Arrays.equals(unscaled, that.unscaled)
        && Arrays.equals(scales, that.scales);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(unscaled) + Arrays.hashCode(scales);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < count(); i++) {
      text.append(i == 0 ? "" : ", ").append(price(i)).append(" × ").append(size(i));
    }
    return text.append(']').toString();
  }
}
