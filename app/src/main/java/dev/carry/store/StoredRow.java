package dev.carry.store;

import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One row, its values in the order of the fact's columns. A value may be absent.
public final class StoredRow {
  private final StoredFact fact;
  private final @Nullable Object[] values;

  StoredRow(StoredFact fact, @Nullable Object[] values) {
    this.fact = fact;
    this.values = values;
    if (values.length != fact.columns().size()) {
      throw new IllegalArgumentException(fact + ": " + values.length + " values");
    }
  }

  /// A fact that did not come through the engine, as a row; absent where the store keeps none of
  /// its kind.
  ///
  /// @param knownAt when it could first be known
  /// @param source what it was taken from; not `live`
  public static @Nullable StoredRow imported(
      MarketEvent event, Instant knownAt, Instant recordedAt, String source) {
    requireSource(source);
    return FactRows.past(event, knownAt, recordedAt, source);
  }

  /// The same row as told by another data folder: where it stood in that one's log is of no account
  /// here, and `live` it was there.
  public StoredRow from(String liveElsewhere) {
    requireSource(liveElsewhere);
    @Nullable Object[] copy = values.clone();
    copy[StoredFact.SEQUENCE] = null;
    copy[StoredFact.ORDINAL] = null;
    if (FactRows.LIVE.equals(copy[StoredFact.SOURCE])) {
      copy[StoredFact.SOURCE] = liveElsewhere;
    }
    return new StoredRow(fact, copy);
  }

  static void requireSource(String source) {
    if (source.isBlank() || source.equals(FactRows.LIVE)) {
      throw new IllegalArgumentException("a source of imported facts: '" + source + "'");
    }
  }

  StoredRow with(int column, Object value) {
    @Nullable Object[] copy = values.clone();
    copy[column] = value;
    return new StoredRow(fact, copy);
  }

  public StoredFact fact() {
    return fact;
  }

  @Nullable Object value(int column) {
    return values[column];
  }

  /// What the row is about; empty for feeds and findings.
  public Optional<InstrumentId> instrument() {
    return values[StoredFact.VENUE] instanceof String venue
            && values[StoredFact.SYMBOL] instanceof String symbol
        ? Optional.of(InstrumentId.of(VenueId.of(venue), symbol))
        : Optional.empty();
  }

  /// The fact it was made of, received when it was known; absent for feeds and findings.
  public @Nullable MarketEvent event() {
    return StoredEvents.of(this);
  }

  public @Nullable String text(String column) {
    return (String) values[fact.index(column)];
  }

  /// Exactly as the venue wrote it, an exponent written out.
  public @Nullable BigDecimal decimal(String column) {
    return (BigDecimal) values[fact.index(column)];
  }

  public @Nullable Instant time(String column) {
    return (Instant) values[fact.index(column)];
  }

  public @Nullable Duration duration(String column) {
    return (Duration) values[fact.index(column)];
  }

  public @Nullable Long number(String column) {
    return (Long) values[fact.index(column)];
  }

  public @Nullable Boolean flag(String column) {
    return (Boolean) values[fact.index(column)];
  }

  /// What the row states: everything but where and when it was recorded.
  List<@Nullable Object> stated() {
    List<@Nullable Object> stated = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      switch (i) {
        case StoredFact.SEQUENCE,
            StoredFact.ORDINAL,
            StoredFact.KNOWN_AT,
            StoredFact.RECORDED_AT -> {
          // where and when
        }
        default -> stated.add(values[i]);
      }
    }
    return stated;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoredRow that
        && fact == that.fact
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * fact.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return fact + Arrays.toString(values);
  }
}
