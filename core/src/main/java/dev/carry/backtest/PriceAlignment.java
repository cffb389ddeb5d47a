package dev.carry.backtest;

import dev.carry.model.Candle;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.valuation.statistics.Quantiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Whether the stored prices of one asset on two venues are of the same instants.
///
/// Candles stamped with another zone's clock look like good prices, and a backtest on them earns
/// what the market moved in between: fortunes. Arbitrage keeps two venues together within a small
/// part of what a price moves in a bar; prices of instants that lie a share of a bar apart differ
/// by the square root of that share of its move.
///
/// @param gap the typical distance between the two, their usual difference taken out (fraction)
/// @param move the typical move of a price from one bar to the next (fraction)
public record PriceAlignment(InstrumentId one, InstrumentId other, double gap, double move) {
  /// Of the move of a bar: prices that are a sixteenth of a bar apart.
  private static final double MOST = 0.25;

  private static final int LEAST_BARS = 60;

  /// `okx:ETH-USDT-SWAP and gate:ETH_USDT are not of one instant: typically 40.2 bps apart where a
  /// bar moves 61.0 bps`.
  public String words() {
    return String.format(
        Locale.ROOT,
        "%s and %s are not of one instant: typically %.1f bps apart where a bar moves %.1f bps",
        one,
        other,
        gap * 10_000,
        move * 10_000);
  }

  /// The pairs of one asset whose prices are not of the same instants.
  ///
  /// @param events candles among them
  public static List<PriceAlignment> suspects(
      List<Instrument> instruments, List<MarketEvent> events) {
    Map<InstrumentId, List<Close>> told = new LinkedHashMap<>();
    for (MarketEvent event : events) {
      if (event instanceof Candle candle
          && (candle.of() == Candle.Of.TRADE || candle.of() == Candle.Of.MID)) {
        told.computeIfAbsent(candle.id(), _ -> new ArrayList<>())
            .add(new Close(candle.closesAt(), candle.close().doubleValue()));
      }
    }
    Map<InstrumentId, List<Close>> closes = new LinkedHashMap<>();
    told.forEach((id, some) -> closes.put(id, lastOfEach(some)));
    List<PriceAlignment> suspects = new ArrayList<>();
    for (int i = 0; i < instruments.size(); i++) {
      for (int j = i + 1; j < instruments.size(); j++) {
        Instrument one = instruments.get(i);
        Instrument other = instruments.get(j);
        if (one.base().equals(other.base())) {
          PriceAlignment both =
              of(
                  one.id(),
                  other.id(),
                  closes.getOrDefault(one.id(), List.of()),
                  closes.getOrDefault(other.id(), List.of()));
          if (both.gap() > MOST * both.move()) { // NaN: too few in common to tell
            suspects.add(both);
          }
        }
      }
    }
    return suspects;
  }

  /// A price at the end of a candle.
  private record Close(Instant at, double price) {}

  /// By their time; of several at one the one that was told last.
  private static List<Close> lastOfEach(List<Close> told) {
    told.sort(Comparator.comparing(Close::at));
    List<Close> closes = new ArrayList<>(told.size());
    for (Close close : told) {
      if (!closes.isEmpty() && closes.getLast().at().equals(close.at())) {
        closes.removeLast();
      }
      closes.add(close);
    }
    return closes;
  }

  private static PriceAlignment of(
      InstrumentId one, InstrumentId other, List<Close> prices, List<Close> others) {
    double[] gaps = new double[Math.min(prices.size(), others.size())];
    double[] moves = new double[gaps.length];
    double before = Double.NaN;
    int both = 0;
    for (int i = 0, j = 0; i < prices.size() && j < others.size(); ) {
      int apart = prices.get(i).at().compareTo(others.get(j).at());
      if (apart == 0) {
        double price = prices.get(i).price();
        gaps[both] = StrictMath.log(price / others.get(j).price());
        moves[both++] = Math.abs(StrictMath.log(price / before)); // of the first: not a number
        before = price;
      }
      i += apart <= 0 ? 1 : 0;
      j += apart >= 0 ? 1 : 0;
    }
    if (both < LEAST_BARS) {
      return new PriceAlignment(one, other, Double.NaN, Double.NaN);
    }
    gaps = Arrays.copyOf(gaps, both);
    double usual = median(gaps);
    for (int i = 0; i < both; i++) {
      gaps[i] = Math.abs(gaps[i] - usual);
    }
    return new PriceAlignment(one, other, median(gaps), median(Arrays.copyOfRange(moves, 1, both)));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Quantiles.of(sorted, 0.5);
  }
}
