package dev.carry.venue.binance;

import dev.carry.model.VenueId;
import dev.carry.venue.Golden;
import dev.carry.venue.VenueDescriptor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every fixture gives what a reviewer has read.
class BinanceGoldenTest {
  private static final List<VenueDescriptor> VENUES =
      List.of(new BinanceUsdm(), new BinanceCoinm(), new BinanceSpot());

  @ParameterizedTest
  @MethodSource("topics")
  void framesBecomeTheEventsThatWereReviewed(VenueId venue, String topic) {
    Golden.check(
        VENUES.stream().filter(known -> known.id().equals(venue)).findFirst().orElseThrow(), topic);
  }

  static List<Arguments> topics() {
    return VENUES.stream()
        .flatMap(
            venue -> Golden.topics(venue).stream().map(topic -> Arguments.of(venue.id(), topic)))
        .toList();
  }
}
