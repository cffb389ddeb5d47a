package dev.carry.backtest;

import dev.carry.model.Candle;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.valuation.statistics.Quantiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

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
    Map<InstrumentId, NavigableMap<Instant, Double>> closes = new LinkedHashMap<>();
    for (MarketEvent event : events) {
      if (event instanceof Candle candle
          && (candle.of() == Candle.Of.TRADE || candle.of() == Candle.Of.MID)) {
        closes
            .computeIfAbsent(candle.id(), _ -> new TreeMap<>())
            .put(candle.closesAt(), candle.close().doubleValue());
      }
    }
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
                  closes.getOrDefault(one.id(), new TreeMap<>()),
                  closes.getOrDefault(other.id(), new TreeMap<>()));
          if (both.gap() > MOST * both.move()) { // NaN: too few in common to tell
            suspects.add(both);
          }
        }
      }
    }
    return suspects;
  }

  private static PriceAlignment of(
      InstrumentId one,
      InstrumentId other,
      NavigableMap<Instant, Double> prices,
      NavigableMap<Instant, Double> others) {
    List<Double> gaps = new ArrayList<>();
    List<Double> moves = new ArrayList<>();
    double before = Double.NaN;
    for (Map.Entry<Instant, Double> price : prices.entrySet()) {
      Double at = others.get(price.getKey());
      if (at != null) {
        gaps.add(StrictMath.log(price.getValue() / at));
        if (!Double.isNaN(before)) {
          moves.add(Math.abs(StrictMath.log(price.getValue() / before)));
        }
        before = price.getValue();
      }
    }
    if (gaps.size() < LEAST_BARS) {
      return new PriceAlignment(one, other, Double.NaN, Double.NaN);
    }
    double usual = median(gaps);
    return new PriceAlignment(
        one,
        other,
        median(gaps.stream().map(gap -> Math.abs(gap - usual)).toList()),
        median(moves));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return Quantiles.of(sorted, 0.5);
  }
}
