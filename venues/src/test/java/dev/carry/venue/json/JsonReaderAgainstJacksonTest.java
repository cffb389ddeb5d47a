package dev.carry.venue.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Jackson is the oracle: what it reads we read the same, what it refuses we refuse.
class JsonReaderAgainstJacksonTest {
  private static final ObjectMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// What bytes are changed to: all that means something in JSON.
  private static final String DAMAGE = "{}[],:\"\\-+.eE0123456789tfnu \u0001";

  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-1",
    "0.0",
    "10",
    "61800.20",
    "0.00010000",
    "-0.00038167",
    "12345678",
    "123456789",
    "1723161256313",
    "99999999",
    "100000000",
    "999999999999999999",
    "1000000000000000000",
    "0.000000000000000001",
    "12345678.12345678",
    "123456789.123456789",
    "123456789012345678901234567890",
    "1e5",
    "1E5",
    "1.5e-7",
    "2.2e3",
    "-1e+10",
    "0e0",
    "0.0e-3",
    "9007199254740993",
    "1234567.8",
    "12345678.9",
    "0.12345678",
    "0.123456789012345678"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyDocumentReadsAsJacksonReadsIt(long seed) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      value(random, 0, text);
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(read(bytes))
          .as("seed %d document %d: %s", seed, i, text)
          .isEqualTo(canonical(JACKSON.readTree(bytes)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void damagedDocumentsAreRefusedWhereJacksonRefusesThem(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      value(random, 1, text);
      byte[] bytes = damage(random, text.toString().getBytes(StandardCharsets.UTF_8));
      String place = "seed " + seed + " document " + i + ": " + new String(bytes, ascii());
      JsonNode expected = oracle(bytes);
      JsonNode actual = ours(bytes, place);
      if (expected == null && actual != null) {
        assertThat(isOurLeniency(bytes)).as("Jackson refuses %s", place).isTrue();
      } else if (expected != null && actual != null) {
        assertThat(actual).as(place).isEqualTo(expected);
      } else if (expected != null) {
        assertThat(isOurStrictness(bytes, expected)).as("Jackson reads %s", place).isTrue();
      }
      skipAgreesWithReading(bytes, actual, place);
    }
  }

  private static Charset ascii() {
    return StandardCharsets.ISO_8859_1;
  }

  /// Whole documents by `skip` alone.
  private static void skipAgreesWithReading(byte[] bytes, @Nullable JsonNode read, String place) {
    JsonReader json = new JsonReader();
    json.open(bytes, 0, bytes.length);
    boolean skipped;
    try {
      json.skip();
      json.finish();
      skipped = true;
    } catch (MalformedJson e) {
      skipped = false;
    }
    if (skipped != (read != null)) {
      fail("skip says " + skipped + ", reading says " + (read != null) + ": " + place);
    }
  }

  private static @Nullable JsonNode oracle(byte[] bytes) {
    try {
      JsonNode node = JACKSON.readTree(bytes);
      return node.isMissingNode() ? null : canonical(node);
    } catch (JacksonException | NumberFormatException e) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable JsonNode ours(byte[] bytes, String place) {
    try {
      return read(bytes);
    } catch (MalformedJson e) {
      return null;
    } catch (RuntimeException e) {
      throw new AssertionError(place, e);
    }
  }

  /// We do not check UTF-8: broken text reads as replacement characters.
  private static boolean isOurLeniency(byte[] bytes) {
    return !Arrays.equals(
        new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
  }

  /// We refuse numbers no market has, and escapes in field names.
  private static boolean isOurStrictness(byte[] bytes, JsonNode node) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.matches("(?s).*[eE][+-]?[0-9]{2,}.*")
        || text.matches("(?s).*\\\\[^\"]*\"\\s*:.*")
        || node.toString().length() > StreamReadConstraints.DEFAULT_MAX_NUM_LEN;
  }

  private static JsonNode read(byte[] bytes) {
    JsonReader json = new JsonReader();
    json.open(bytes, 0, bytes.length);
    JsonNode node = node(json);
    json.finish();
    return canonical(node);
  }

  private static JsonNode node(JsonReader json) {
    JsonNodeFactory make = JACKSON.getNodeFactory();
    return switch (json.peek()) {
      case '{' -> {
        ObjectNode object = make.objectNode();
        json.beginObject();
        for (String name; (name = json.nextField()) != null; ) {
          object.set(name, node(json));
        }
        yield object;
      }
      case '[' -> {
        ArrayNode array = make.arrayNode();
        json.beginArray();
        while (json.nextElement()) {
          array.add(node(json));
        }
        yield array;
      }
      case '"' -> make.textNode(json.string());
      case 't', 'f' -> make.booleanNode(json.bool());
      case 'n' -> {
        if (json.string() != null) {
          throw new AssertionError("null read as a string");
        }
        yield make.nullNode();
      }
      default -> make.numberNode(json.decimal());
    };
  }

  /// Jackson keeps integers, floats and exponents apart; here a number is its value.
  private static JsonNode canonical(JsonNode node) {
    JsonNodeFactory make = JACKSON.getNodeFactory();
    if (node.isNumber()) {
      return make.numberNode(node.decimalValue().stripTrailingZeros());
    }
    if (node.isArray()) {
      ArrayNode array = make.arrayNode();
      node.forEach(element -> array.add(canonical(element)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = make.objectNode();
      node.forEachEntry((name, value) -> object.set(name, canonical(value)));
      return object;
    }
    return node;
  }

  // --- random documents --------------------------------------------------------------------

  private static void value(RandomGenerator random, int depth, StringBuilder out) {
    space(random, out);
    switch (random.nextInt(depth > 3 ? 4 : 7)) {
      case 0 -> out.append(NUMBERS[random.nextInt(NUMBERS.length)]);
      case 1 -> number(random, out);
      case 2 -> string(random, out);
      case 3 ->
          out.append(random.nextInt(3) == 0 ? "null" : random.nextBoolean() ? "true" : "false");
      case 4 -> {
        out.append('[');
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
          out.append(i == 0 ? "" : ",");
          value(random, depth + 1, out);
        }
        out.append(']');
      }
      default -> {
        out.append('{');
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
          out.append(i == 0 ? "" : ",");
          space(random, out);
          out.append('"').append("abcdefgh", 0, 1 + random.nextInt(7)).append(i).append('"');
          space(random, out);
          out.append(':');
          value(random, depth + 1, out);
        }
        out.append('}');
      }
    }
    space(random, out);
  }

  private static void number(RandomGenerator random, StringBuilder out) {
    out.append(random.nextBoolean() ? "-" : "");
    int whole = random.nextInt(22);
    out.append(whole == 0 ? 0 : 1 + random.nextInt(9));
    for (int i = 1; i < whole; i++) {
      out.append(random.nextInt(10));
    }
    int fraction = random.nextInt(20);
    out.append(fraction == 0 ? "" : ".");
    for (int i = 0; i < fraction; i++) {
      out.append(random.nextInt(10));
    }
    if (random.nextInt(5) == 0) {
      out.append(random.nextBoolean() ? "e" : "E");
      out.append(new String[] {"", "+", "-"}[random.nextInt(3)]).append(random.nextInt(9));
    }
  }

  private static void string(RandomGenerator random, StringBuilder out) {
    out.append('"');
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(8)) {
        case 0 -> out.append('\\').append("\"\\/bfnrt".charAt(random.nextInt(8)));
        case 1 -> out.append(String.format("\\u%04x", 0x20 + random.nextInt(0xd000)));
        case 2 -> out.append("币é€😀");
        default -> out.append((char) ('!' + 2 + random.nextInt(50)));
      }
    }
    out.append('"');
  }

  private static void space(RandomGenerator random, StringBuilder out) {
    if (random.nextInt(4) == 0) {
      out.append(" \n\r\t".charAt(random.nextInt(4)));
    }
  }

  private static byte[] damage(RandomGenerator random, byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> {
        byte[] changed = bytes.clone();
        changed[at] = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
        yield changed;
      }
      case 2 -> {
        byte[] changed = bytes.clone();
        // no zero: it would make Jackson guess UTF-16
        changed[at] = (byte) (1 + random.nextInt(255));
        yield changed;
      }
      default -> {
        byte[] shorter = new byte[bytes.length - 1];
        System.arraycopy(bytes, 0, shorter, 0, at);
        System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
        yield shorter;
      }
    };
  }
}
