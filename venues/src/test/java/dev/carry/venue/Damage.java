package dev.carry.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.Levels;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.OptionTicker;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Fixtures of a venue with bytes damaged at random, by seed: a codec must not throw on them and
/// must not make up a number that does not stand in the bytes.
public final class Damage {
  private static final String STRUCTURE = "{}[]\",:.-+eE0123456789nulltruefalse \\";
  private static final Pattern EXPONENT = Pattern.compile("[0-9][eE]");
  private static final int ROUNDS = 40;

  private Damage() {}

  /// @return how many damaged messages were decoded
  public static int check(VenueDescriptor venue, long seed) {
    return check(venue, seed, false);
  }

  /// The same for a codec that completes facts with what it remembers of other messages, which
  /// would count as made up: it is reset before each.
  public static int checkForgetting(VenueDescriptor venue, long seed) {
    return check(venue, seed, true);
  }

  private static int check(VenueDescriptor venue, long seed, boolean forgetting) {
    RandomGenerator random = new SplittableRandom(seed);
    int decoded = 0;
    for (String topic : Golden.topics(venue)) {
      Instruments listed = new Instruments();
      VenueCodec codec = venue.codec(listed);
      for (Golden.Step step : Golden.frames(venue, topic)) {
        Frame frame = step.frame();
        if (frame == null) {
          continue;
        }
        Golden.keep(codec.decode(frame), listed);
        for (int round = 0; round < ROUNDS; round++) {
          byte[] damaged = damage(frame.bytes(), random);
          if (forgetting) {
            codec.reset();
          }
          check(
              codec,
              new Frame(
                  frame.venue(), frame.stream(), frame.receivedAt(), damaged, 0, damaged.length),
              "seed " + seed + " of " + topic);
          decoded++;
        }
      }
    }
    return decoded;
  }

  /// The same for a codec that completes facts from what came before: each damaged message follows
  /// the fixture's own ones, and a number may stand in those, too.
  ///
  /// @return how many damaged messages were decoded
  public static int checkCompleting(VenueDescriptor venue, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    int decoded = 0;
    for (String topic : Golden.topics(venue)) {
      List<Frame> before = new ArrayList<>();
      StringBuilder said = new StringBuilder();
      for (Golden.Step step : Golden.frames(venue, topic)) {
        Frame frame = step.frame();
        if (frame == null) {
          continue;
        }
        for (int round = 0; round < ROUNDS; round++) {
          VenueCodec codec = venue.codec(new Instruments());
          before.forEach(codec::decode);
          byte[] damaged = damage(frame.bytes(), random);
          Frame last = Frame.of(frame.venue(), frame.stream(), frame.receivedAt(), damaged);
          check(codec, last, said.toString(), "seed " + seed + " of " + topic);
          decoded++;
        }
        before.add(frame);
        said.append(frame.text());
      }
    }
    return decoded;
  }

  private static void check(VenueCodec codec, Frame frame, String place) {
    check(codec, frame, "", place);
  }

  /// @param said what the venue said before
  private static void check(VenueCodec codec, Frame frame, String said, String place) {
    Decoded decoded;
    try {
      decoded = codec.decode(frame);
    } catch (RuntimeException e) {
      throw new AssertionError(place + ": thrown on " + frame.text(), e);
    }
    String text = said + frame.text();
    boolean exponents = EXPONENT.matcher(text).find();
    for (MarketEvent event : Recordings.events(decoded)) {
      if (!exponents && !(event instanceof Listing)) {
        numbers(event).forEach(number -> assertThat(text).as(place).contains(number));
      }
      if (!exponents && event instanceof OptionTicker option && option.markIv() != null) {
        BigDecimal fraction = option.markIv();
        assertThat(text)
            .as(place)
            .containsAnyOf(fraction.toPlainString(), fraction.movePointRight(2).toPlainString());
      }
    }
  }

  private static List<String> numbers(MarketEvent event) {
    List<String> numbers = new ArrayList<>();
    if (event instanceof Book book) {
      levels(book.bids(), numbers);
      levels(book.asks(), numbers);
    }
    try {
      for (RecordComponent component : event.getClass().getRecordComponents()) {
        boolean asWritten = !component.getName().equals("markIv"); // else in percent
        if (asWritten && component.getAccessor().invoke(event) instanceof BigDecimal number) {
          numbers.add(number.toPlainString().replace("-", ""));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return numbers;
  }

  /// Zeros at the end may have been added, where a checksum counts them.
  private static void levels(Levels levels, List<String> numbers) {
    for (int i = 0; i < levels.count(); i++) {
      numbers.add(levels.price(i).stripTrailingZeros().toPlainString());
      if (levels.size(i).signum() != 0) {
        numbers.add(levels.size(i).stripTrailingZeros().toPlainString());
      }
    }
  }

  private static byte[] damage(byte[] bytes, RandomGenerator random) {
    byte[] damaged = bytes;
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && damaged.length > 1; i++) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] bytes, RandomGenerator random) {
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(12));
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(bytes, from);
      case 1 -> {
        byte[] changed = bytes.clone();
        changed[from] = (byte) random.nextInt(256);
        yield changed;
      }
      case 2 -> {
        byte[] changed = bytes.clone();
        changed[from] = (byte) STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
        yield changed;
      }
      case 3 -> join(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
      default -> join(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
    };
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
