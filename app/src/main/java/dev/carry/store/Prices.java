package dev.carry.store;

import dev.carry.valuation.PremiumStudy.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Prices of a series as numbers, for who computes with many.
final class Prices {
  private Prices() {}

  /// One price for each instant, the one known first; oldest first.
  ///
  /// @param series of marks, of indexes, or of candles: then the closes, at their ends
  static List<Price> of(
      Archive archive, Archive.Series series, Instant from, Instant to, int limit) {
    StoredFact fact = series.fact();
    String price =
        switch (fact) {
          case MARK, INDEX -> "price";
          case CANDLE -> "close";
          default -> throw new IllegalArgumentException(fact + " has no price");
        };
    List<Object> parameters = new ArrayList<>(List.of(from, to));
    StringBuilder also = new StringBuilder();
    if (series.of() != null) {
      also.append(" AND of = ?");
      parameters.add(series.of());
    }
    if (series.every() != null) {
      also.append(" AND epoch_ns(closes_at) - epoch_ns(opens_at) = ?");
      parameters.add(series.every().toNanos());
    }
    parameters.add(limit);
    return archive.ask(
        sources ->
            """
            SELECT epoch_ns(%1$s), arg_min(%2$s, known_at) FROM %3$s
            WHERE %5$s
              AND %1$s BETWEEN make_timestamp_ns(?) AND make_timestamp_ns(?)%4$s
            GROUP BY %1$s ORDER BY %1$s LIMIT ?\
            """
                .formatted(
                    fact.at(),
                    price,
                    sources.between(fact, from, to),
                    also,
                    Archive.isOf(List.of(series.id()))),
        parameters,
        row -> new Price(Nanos.instant(row.getLong(1)), row.getDouble(2)));
  }
}
