package dev.carry.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every message that others recorded goes through the codec.
class BinanceRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");

  /// Folder, venue, and the one file that holds no JSON of its own.
  static List<Arguments> markets() {
    return List.of(
        Arguments.of("binance_usdm", new BinanceUsdm(), "jkorf/ws__UsdFutures__Concurrent.txt:1"),
        Arguments.of(
            "binance_coinm", new BinanceCoinm(), "jkorf/ws__CoinFutures__Concurrent.txt:1"));
  }

  @ParameterizedTest
  @MethodSource("markets")
  void everyRecordedMessageIsFactsControlOrIgnoredForAReason(
      String folder, VenueDescriptor venue, String noJson) {
    Instruments listed = new Instruments();
    VenueCodec codec = venue.codec(listed);
    Map<String, Integer> counts = new TreeMap<>();
    List<String> rejected = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue(folder)) {
      Decoded decoded = codec.decode(Frame.of(venue.id(), message.stream(), NOW, message.bytes()));
      Golden.keep(decoded, listed);
      count(decoded, message, counts, rejected);
    }
    counts.forEach((what, count) -> System.out.println(count + " " + what));
    assertThat(rejected).containsExactly(noJson + ": malformed JSON");
  }

  /// Of the examples made by hand, many are of accounts and margin.
  @Test
  void everyRealMessageOfSpotIsUnderstood() {
    VenueCodec codec = new BinanceSpot().codec(new Instruments());
    Map<String, Integer> outcomes = new TreeMap<>();
    for (Recordings.Message message : Recordings.ofVenue("binance_spot")) {
      Decoded decoded =
          codec.decode(Frame.of(BinanceSpot.ID, message.stream(), NOW, message.bytes()));
      outcomes.merge(Recordings.outcome(decoded), 1, Integer::sum);
      if (message.isReal()) {
        assertThat(Recordings.broken(decoded)).as(message.place()).isEmpty();
      }
    }
    outcomes.forEach((what, count) -> System.out.println(count + " " + what));
    assertThat(outcomes).containsKeys("facts", "depth");
  }

  private static void count(
      Decoded decoded,
      Recordings.Message message,
      Map<String, Integer> counts,
      List<String> rejected) {
    switch (decoded) {
      case Decoded.Facts facts -> {
        for (MarketEvent event : facts.events()) {
          counts.merge("fact " + event.fact().label(), 1, Integer::sum);
        }
        facts.unusable().forEach(row -> count(row, message, counts, rejected));
      }
      case Decoded.Depth _ -> counts.merge("depth", 1, Integer::sum);
      case Decoded.Control control -> counts.merge("control " + control.what(), 1, Integer::sum);
      case Decoded.Ignored ignored -> counts.merge("ignored " + ignored.why(), 1, Integer::sum);
      case Decoded.Rejected bad -> {
        counts.merge("rejected " + bad.why(), 1, Integer::sum);
        rejected.add(message.place() + ": " + bad.why());
      }
    }
  }
}
