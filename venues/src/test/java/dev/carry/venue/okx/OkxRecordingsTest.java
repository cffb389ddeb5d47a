package dev.carry.venue.okx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every recorded message of OKX through the codec.
class OkxRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");

  @Test
  void everyRecordedMessageIsAFactAControlOrExplained() {
    Instruments listed = new Instruments();
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("okx")) {
      Frame frame = Frame.of(Okx.ID, message.stream(), NOW, message.bytes());
      Decoded decoded = new Okx().codec(listed).decode(frame);
      Golden.keep(decoded, listed);
      outcomes.merge((message.isReal() ? "real " : "example ") + outcome(decoded), 1, Integer::sum);
      broken(decoded).forEach(reason -> broken.add(message.place() + ": " + reason));
    }
    System.out.println("OKX recordings: " + outcomes);
    assertThat(broken)
        .as("only an example that is two messages in one text, made by hand, is no message")
        .singleElement()
        .asString()
        .startsWith("jkorf/ws__Unified__ExchangeData__Concurrent.txt");
    assertThat(listed.all()).as("instruments listed in 2022").hasSizeGreaterThan(700);
  }

  private static String outcome(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Facts facts ->
          "facts" + (facts.unusable().isEmpty() ? "" : " with unusable rows");
      case Decoded.Control control -> "control " + control.what();
      case Decoded.Ignored ignored -> "ignored: " + ignored.why();
      case Decoded.Rejected rejected -> "rejected: " + rejected.why();
    };
  }

  private static List<String> broken(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Facts facts ->
          facts.unusable().stream()
              .filter(row -> row instanceof Decoded.Rejected)
              .map(Object::toString)
              .toList();
      case Decoded.Rejected rejected -> List.of(rejected.toString());
      default -> List.of();
    };
  }
}
