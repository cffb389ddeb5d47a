package dev.carry.engine;

import dev.carry.model.Instrument;

/// What a fill costs this user on a venue.
public interface FeeSchedule {

  /// Fraction of the traded notional a taker pays; negative: a rebate.
  double taker(Instrument instrument);

  /// Likewise of an order that rests in the book until somebody takes it; NaN: not known.
  default double maker(Instrument instrument) {
    return Double.NaN;
  }
}
