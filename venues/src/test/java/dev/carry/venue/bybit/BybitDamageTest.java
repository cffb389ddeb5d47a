package dev.carry.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.EventJson;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fixtures with bytes damaged at random: whatever arrives, nothing is thrown, and no decimal
/// comes out that did not stand in the bytes that went in.
class BybitDamageTest {
  private static final int ROUNDS = 400;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern EXPONENT = Pattern.compile("[0-9][eE]");
  private static final byte[] TELLING =
      "{}[]\",:.-0123456789eE+\\tfn \u0000".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Bybit bybit = new Bybit();
    List<Frame> frames =
        Golden.topics(bybit).stream()
            .flatMap(topic -> Golden.frames(bybit, topic).stream())
            .map(Golden.Step::frame)
            .filter(Objects::nonNull)
            .toList();
    for (int round = 0; round < ROUNDS; round++) {
      // A codec of its own: what is remembered from other messages would count as invented.
      VenueCodec codec = bybit.codec(new Instruments());
      Frame frame = frames.get(random.nextInt(frames.size()));
      byte[] damaged = damage(frame, random);
      Decoded decoded =
          codec.decode(Frame.of(Bybit.ID, frame.stream(), frame.receivedAt(), damaged));
      String text = new String(damaged, StandardCharsets.UTF_8);
      // An exponent is the one thing that is written otherwise than it came.
      if (decoded instanceof Decoded.Facts facts && !EXPONENT.matcher(text).find()) {
        Set<String> sent = numbers(text);
        for (MarketEvent event : facts.events()) {
          assertThat(sent)
              .as("seed %d, round %d: %s", seed, round, event)
              .containsAll(numbers(stripped(event)));
        }
      }
    }
  }

  private static byte[] damage(Frame frame, RandomGenerator random) {
    byte[] bytes =
        Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.offset() + frame.length());
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        default -> {
          byte[] without = Arrays.copyOf(bytes, bytes.length - 1);
          System.arraycopy(bytes, at + 1, without, at, bytes.length - at - 1);
          bytes = without;
        }
      }
    }
    return bytes;
  }

  private static Set<String> numbers(String text) {
    Set<String> numbers = new HashSet<>();
    NUMBER.matcher(text).results().forEach(match -> numbers.add(match.group()));
    return numbers;
  }

  /// An event's decimals: its texts and times, and what Carry itself adds, are left out.
  private static String stripped(MarketEvent event) {
    List<String> numbers = new ArrayList<>();
    String json = EventJson.write(event, null);
    if (json.startsWith("{\"kind\":\"instrument\"")) {
      return "";
    }
    Pattern.compile("[:\\[,](-?[0-9.]+)(?=[,}\\]])")
        .matcher(json)
        .results()
        .forEach(match -> numbers.add(match.group(1)));
    return String.join(" ", numbers);
  }
}
