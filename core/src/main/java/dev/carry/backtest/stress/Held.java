package dev.carry.backtest.stress;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Side;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.model.VenueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What was held at an instant of a run: that is what a shock can hurt.
///
/// @param legs in order of opening
record Held(List<HeldLeg> legs) {
  private static final double DUST = 1e-9;

  Held {
    legs = List.copyOf(legs);
  }

  /// @param side of the leg: bought or sold
  /// @param dollars it was worth when it was traded last
  record HeldLeg(long position, Instrument instrument, Side side, double dollars) {
    boolean margined() {
      return instrument.kind() != Instrument.Kind.SPOT;
    }
  }

  private record Key(long position, InstrumentId id) {}

  /// Size and dollars for each unit of it.
  private static final class Amount {
    double size;
    double worth;
  }

  /// @param events of a run, in order
  static Held at(List<TradeEvent> events, Map<InstrumentId, Instrument> instruments, Instant at) {
    Map<Key, Amount> amounts = new LinkedHashMap<>();
    for (TradeEvent event : events) {
      if (event.at().isAfter(at)) {
        continue; // settlements are told late: what follows may be of before
      }
      if (event instanceof Fill fill) {
        Amount amount =
            amounts.computeIfAbsent(new Key(fill.position(), fill.id()), _ -> new Amount());
        amount.size += fill.side().sign() * fill.size().doubleValue();
        amount.worth = fill.value().doubleValue() / fill.size().doubleValue();
      } else if (event instanceof Incident gone
          && gone.kind() == Incident.Kind.LIQUIDATED
          && gone.position() != null
          && gone.id() != null) {
        amounts.remove(new Key(gone.position(), gone.id()));
      }
    }
    List<HeldLeg> legs = new ArrayList<>();
    amounts.forEach(
        (key, amount) -> {
          Instrument instrument = instruments.get(key.id());
          if (instrument != null && Math.abs(amount.size) > DUST) {
            legs.add(
                new HeldLeg(
                    key.position(),
                    instrument,
                    amount.size > 0 ? Side.BUY : Side.SELL,
                    Math.abs(amount.size) * amount.worth));
          }
        });
    return new Held(legs);
  }

  /// The venue with the most dollars of some legs, the first by name of equals; absent: no such
  /// leg.
  @Nullable VenueId venueOfMost(Predicate<HeldLeg> which) {
    Map<VenueId, Double> sums = new TreeMap<>();
    for (HeldLeg leg : legs) {
      if (which.test(leg)) {
        sums.merge(leg.instrument().id().venue(), leg.dollars(), Double::sum);
      }
    }
    VenueId best = null;
    double most = 0;
    for (Map.Entry<VenueId, Double> each : sums.entrySet()) {
      if (each.getValue() > most) {
        best = each.getKey();
        most = each.getValue();
      }
    }
    return best;
  }

  /// For each side the venue with the most dollars of some legs of it, where there is one.
  List<Place> placesOfMost(Predicate<HeldLeg> which) {
    List<Place> places = new ArrayList<>();
    for (Side side : Side.values()) {
      VenueId venue = venueOfMost(leg -> leg.side() == side && which.test(leg));
      if (venue != null) {
        places.add(Place.of(venue, side));
      }
    }
    return places;
  }

  /// The coins that linear legs are settled in, or were bought with, by name.
  List<String> coins(Predicate<String> which) {
    return legs.stream()
        .map(HeldLeg::instrument)
        .filter(of -> of.payoff() == Instrument.Payoff.LINEAR && which.test(of.settle()))
        .map(Instrument::settle)
        .distinct()
        .sorted()
        .toList();
  }

  /// The side of which most is held of an instrument; absent: none is.
  @Nullable Side sideOf(InstrumentId id) {
    double sum = 0;
    for (HeldLeg leg : legs) {
      sum += leg.instrument().id().equals(id) ? leg.side().sign() * leg.dollars() : 0;
    }
    return sum == 0 ? null : sum > 0 ? Side.BUY : Side.SELL;
  }
}
