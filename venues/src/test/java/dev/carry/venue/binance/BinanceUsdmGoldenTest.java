package dev.carry.venue.binance;

import dev.carry.venue.Golden;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every fixture gives what a reviewer has read.
class BinanceUsdmGoldenTest {
  private static final BinanceUsdm VENUE = new BinanceUsdm();

  @ParameterizedTest
  @MethodSource("topics")
  void framesBecomeTheEventsThatWereReviewed(String topic) {
    Golden.check(VENUE, topic);
  }

  static List<String> topics() {
    return Golden.topics(VENUE);
  }
}
