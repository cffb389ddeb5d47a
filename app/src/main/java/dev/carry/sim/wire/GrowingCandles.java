package dev.carry.sim.wire;

import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import java.util.LinkedHashMap;
import java.util.Map;

/// The candles that somebody listens to, told every second as they grow, and once more when they
/// are closed.
public final class GrowingCandles {
  private final Market market;
  private final Topics topics;
  private final Teller teller;

  /// By topic.
  private final Map<String, Growing> told = new LinkedHashMap<>();

  /// What a stream of candles is of.
  public record Series(Listing listing, Candles.Of of, long millis) {}

  /// @param opens of the newest candle told of
  private record Growing(Series series, long opens) {}

  /// Sends one candle to the listeners of a topic.
  public interface Teller {
    void tell(String topic, Series series, long opens);
  }

  public GrowingCandles(Market market, Topics topics, Teller teller) {
    this.market = market;
    this.topics = topics;
    this.teller = teller;
  }

  /// Somebody listens from now on.
  public void begin(String topic, Series series) {
    told.putIfAbsent(topic, new Growing(series, newest(series)));
  }

  /// Where the newest candle of a series opens.
  public long newest(Series series) {
    return Math.floorDiv(market.time(), series.millis()) * series.millis();
  }

  public void step() {
    if (market.due(0, 1_000)) {
      told.keySet().removeIf(topic -> !topics.wanted(topic));
      told.replaceAll(this::tell);
    }
  }

  private Growing tell(String topic, Growing growing) {
    Series series = growing.series;
    if (!series.listing.trading()) {
      return growing;
    }
    long newest = newest(series);
    for (long opens = growing.opens; opens <= newest; opens += series.millis) {
      teller.tell(topic, series, opens);
    }
    return new Growing(series, newest);
  }
}
