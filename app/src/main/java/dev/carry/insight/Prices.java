package dev.carry.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What models cost, each from a day on. Dollars per million tokens.
public final class Prices {
  private static final int PER_MILLION = 6;

  private final Map<String, NavigableMap<LocalDate, Price>> byModel = new HashMap<>();

  /// @param from the day it is known for, UTC
  /// @param input dollars per million tokens that are sent
  /// @param output dollars per million tokens that come back
  public record Price(LocalDate from, BigDecimal input, BigDecimal output) {

    /// Dollars, exactly.
    public BigDecimal of(long inputTokens, long outputTokens) {
      return input
          .multiply(BigDecimal.valueOf(inputTokens))
          .add(output.multiply(BigDecimal.valueOf(outputTokens)))
          .movePointLeft(PER_MILLION)
          .stripTrailingZeros();
    }
  }

  private Prices() {}

  /// Reads lines `MODEL DAY INPUT OUTPUT`; a later line of the same model and day replaces one.
  ///
  /// @throws IllegalArgumentException saying what was found and what is allowed
  public static Prices of(List<String> lines) {
    Prices prices = new Prices();
    for (String line : lines) {
      String[] parts = line.strip().split("\\s+", -1);
      if (parts.length != 4) {
        throw wrong(line);
      }
      try {
        Price price =
            new Price(
                LocalDate.parse(parts[1]), new BigDecimal(parts[2]), new BigDecimal(parts[3]));
        if (price.input().signum() < 0 || price.output().signum() < 0) {
          throw wrong(line);
        }
        prices.byModel.computeIfAbsent(parts[0], _ -> new TreeMap<>()).put(price.from(), price);
      } catch (DateTimeParseException | NumberFormatException e) {
        throw wrong(line);
      }
    }
    return prices;
  }

  private static IllegalArgumentException wrong(String line) {
    return new IllegalArgumentException(
        "found '"
            + line
            + "', allowed is MODEL DAY INPUT OUTPUT, dollars per million tokens: deepseek-chat"
            + " 2026-01-01 0.28 0.42");
  }

  /// The price of a model on a day; empty: none is known.
  public Optional<Price> at(String model, LocalDate day) {
    NavigableMap<LocalDate, Price> prices = byModel.get(model);
    return prices == null
        ? Optional.empty()
        : Optional.ofNullable(prices.floorEntry(day)).map(Map.Entry::getValue);
  }
}
