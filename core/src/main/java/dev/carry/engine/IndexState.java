package dev.carry.engine;

import dev.carry.model.IndexPrice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One venue's index price and the instruments that are marked against it.
final class IndexState {
  @Nullable IndexPrice price;

  /// Quote per base, or NaN.
  double value = Double.NaN;

  /// When the price was received.
  long millis = InstrumentState.NEVER;

  final List<InstrumentState> instruments = new ArrayList<>();

  void take(IndexPrice event) {
    long at = event.receivedAt().toEpochMilli();
    if (at >= millis) {
      price = event;
      millis = at;
      value = event.price().doubleValue();
    }
  }
}
