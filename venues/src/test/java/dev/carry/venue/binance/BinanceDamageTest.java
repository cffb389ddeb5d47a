package dev.carry.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carry.model.EventJson;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged bytes never throw, and never give a number that does not stand in them.
class BinanceDamageTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final String MEANINGFUL = "{}[],:\"\\-+.eE0123456789tfnu ";

  static List<VenueDescriptor> venues() {
    return List.of(new BinanceUsdm(), new BinanceCoinm(), new BinanceSpot());
  }

  @ParameterizedTest
  @MethodSource("venues")
  void truncatedBytesNeverThrowAndAreNeverFacts(VenueDescriptor venue) {
    VenueCodec codec = venue.codec(new Instruments());
    for (Frame frame : frames(venue)) {
      for (int length = 0; length < frame.length(); length += frame.length() > 5000 ? 37 : 1) {
        Decoded decoded =
            codec.decode(
                new Frame(
                    venue.id(), frame.stream(), frame.receivedAt(), frame.bytes(), 0, length));
        assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedBytesNeverThrowAndInventNoNumber(long seed) throws IOException {
    for (VenueDescriptor venue : venues()) {
      damagedBytesInventNoNumber(venue, seed);
    }
  }

  private static void damagedBytesInventNoNumber(VenueDescriptor venue, long seed)
      throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    VenueCodec codec = venue.codec(new Instruments());
    for (Frame frame : frames(venue)) {
      for (int i = 0; i < 150; i++) {
        byte[] bytes = damage(random, frame.bytes());
        Frame damaged = Frame.of(venue.id(), frame.stream(), frame.receivedAt(), bytes);
        Decoded decoded = codec.decode(damaged);
        if (decoded instanceof Decoded.Facts facts) {
          numbersStandInTheMessage(facts.events(), damaged.text(), "seed " + seed);
        } else if (decoded instanceof Decoded.Depth depth) {
          numbersStandInTheMessage(List.of(depth.book()), damaged.text(), "seed " + seed);
        }
      }
    }
  }

  private static void numbersStandInTheMessage(
      List<MarketEvent> events, String message, String seed) throws IOException {
    Set<BigDecimal> sent = new HashSet<>();
    Matcher numbers = NUMBER.matcher(message);
    while (numbers.find()) {
      if (numbers.group().length() < 100) {
        sent.add(new BigDecimal(numbers.group()).stripTrailingZeros());
      }
    }
    for (MarketEvent event : events) {
      if (!(event instanceof Listing)) {
        check(JSON.readTree(EventJson.write(event, null)), sent, seed + ": " + message);
      }
    }
  }

  private static void check(JsonNode node, Set<BigDecimal> sent, String message) {
    if (node.isNumber()) {
      assertThat(sent).as(message).contains(node.decimalValue().stripTrailingZeros());
    }
    node.forEach(child -> check(child, sent, message));
  }

  private static List<Frame> frames(VenueDescriptor venue) {
    return Golden.topics(venue).stream()
        .flatMap(topic -> Golden.frames(venue, topic).stream())
        .map(Golden.Step::frame)
        .filter(frame -> frame != null)
        .toList();
  }

  private static byte[] damage(RandomGenerator random, byte[] bytes) {
    byte[] changed = bytes.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && changed.length > 0; i++) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(5)) {
        case 0 -> changed = Arrays.copyOf(changed, at);
        case 1 -> changed[at] = (byte) random.nextInt(256);
        case 2, 3 -> changed[at] = (byte) MEANINGFUL.charAt(random.nextInt(MEANINGFUL.length()));
        default -> {
          int to = Math.min(changed.length, at + 1 + random.nextInt(20));
          String text = new String(changed, StandardCharsets.ISO_8859_1);
          changed =
              (text.substring(0, at) + text.substring(to)).getBytes(StandardCharsets.ISO_8859_1);
        }
      }
    }
    return changed;
  }
}
