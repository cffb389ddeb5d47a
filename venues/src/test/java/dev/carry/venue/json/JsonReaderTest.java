package dev.carry.venue.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.model.Levels;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Test
  void decimalsStayAsWritten() {
    assertThat(reader("\"61800.20\"").decimal()).isEqualTo(new BigDecimal("61800.20"));
    assertThat(reader("-0.00010000").decimal()).isEqualTo(new BigDecimal("-0.00010000"));
    assertThat(reader("2.2e3").decimal()).isEqualByComparingTo("2200");
    assertThat(reader("1e-7").decimal()).isEqualByComparingTo("0.0000001");
    assertThat(reader("123456789012345678901234567890.5").decimal())
        .isEqualTo(new BigDecimal("123456789012345678901234567890.5"));
  }

  @Test
  void emptyStringsAndNullsAreAbsentNeverZero() {
    assertThat(reader("\"\"").decimal()).isNull();
    assertThat(reader("null").decimal()).isNull();
    assertThat(reader("\"\"").millis()).isNull();
    assertThat(reader("0").millis()).as("no venue means 1970").isNull();
    assertThat(reader("null").text()).isNull();
    assertThat(reader("\"\"").text()).isNull();
    assertThat(reader("\"0.00\"").positive()).isNull();
    assertThat(reader("\"\"").oneOf(Names.of("a"))).isEqualTo(JsonReader.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "-01",
        "00",
        "+1",
        ".5",
        "1.",
        "-",
        "1.e5",
        "1e",
        "1e+",
        "\"1",
        "\"1 \"",
        "\" 1\"",
        "\"x\"",
        "NaN",
        "\"NaN\"",
        "Infinity",
        "1e99999999999",
        "\"1,5\"",
        "nul",
        "tru",
        "\"--1\""
      })
  void whatIsNoNumberIsRefusedWithItsPlace(String text) {
    assertThatThrownBy(
            () -> {
              JsonReader json = reader(text);
              json.decimal();
              json.finish();
            })
        .isInstanceOf(MalformedJson.class)
        .hasMessageStartingWith("at byte ")
        .hasMessageContaining("found");
  }

  @Test
  void aNumberOfThousandsOfDigitsIsRefusedBeforeItCostsAnything() {
    String digits = "9".repeat(200_000);
    assertThatThrownBy(() -> reader(digits).decimal()).isInstanceOf(MalformedJson.class);
    assertThatThrownBy(() -> reader("0." + digits).decimal()).isInstanceOf(MalformedJson.class);
    assertThatThrownBy(() -> reader("1e100").decimal()).isInstanceOf(MalformedJson.class);
  }

  @Test
  void timesAreMillisecondsOfOurEra() {
    assertThat(reader("1723161256313").millis()).isEqualTo("2024-08-08T23:54:16.313Z");
    assertThat(reader("\"1723161256313\"").millis())
        .isEqualTo(Instant.ofEpochMilli(1723161256313L));
    assertThatThrownBy(() -> reader("-1").millis()).isInstanceOf(MalformedJson.class);
    assertThatThrownBy(() -> reader("1723161256313.5").millis()).isInstanceOf(MalformedJson.class);
    assertThatThrownBy(() -> reader("1723161256313000").millis()).isInstanceOf(MalformedJson.class);
  }

  @Test
  void fieldsMayStandInAnyOrderWithAnySpace() {
    Names names = Names.of("price", "p", "size");
    JsonReader json = reader(" { \"x\" : [1, {\"p\": 2}] ,\n\"p\":3,\"price\"\t: \"4.50\" } ");
    json.beginObject();
    assertThat(json.nextField(names)).isEqualTo(JsonReader.OTHER);
    json.skip();
    assertThat(json.nextField(names)).isEqualTo(1);
    assertThat(json.wholeNumber()).isEqualTo(3L);
    assertThat(json.nextField(names)).isEqualTo(0);
    assertThat(json.decimal()).isEqualTo(new BigDecimal("4.50"));
    assertThat(json.nextField(names)).isEqualTo(JsonReader.END);
    json.finish();
  }

  @Test
  void rewindingReadsTheSameAgain() {
    Names names = Names.of("e", "p");
    JsonReader json = reader("{\"p\":1,\"e\":\"trade\"}");
    json.beginObject();
    int first = json.position();
    for (int round = 0; round < 2; round++) {
      json.rewind(first);
      assertThat(json.nextField(names)).isEqualTo(1);
      assertThat(json.wholeNumber()).isEqualTo(1L);
      assertThat(json.nextField(names)).isEqualTo(0);
      assertThat(json.oneOf(Names.of("quote", "trade"))).isEqualTo(1);
      assertThat(json.nextField(names)).isEqualTo(JsonReader.END);
    }
  }

  @Test
  void idsKeepDigitsThatNoDoubleHolds() {
    assertThat(reader("9007199254740993").idText()).isEqualTo("9007199254740993");
    assertThat(reader("\"00af\"").idText()).isEqualTo("00af");
    assertThat(reader("null").idText()).isNull();
  }

  @Test
  void symbolsOutsideAsciiAndEscapedOnesReadTheSame() {
    Interned<String> names = new Interned<>(text -> text);
    assertThat(reader("\"币安人生USDT\"").interned(names)).isEqualTo("币安人生USDT");
    assertThat(reader("\"\\u5e01USDT\"").interned(names)).isEqualTo("币USDT");
    String first = reader("\"BTCUSDT\"").interned(names);
    assertThat(reader("\"BTCUSDT\"").interned(names)).isSameAs(first);
  }

  @Test
  void moreSymbolsThanAreKeptStillReadRight() {
    Interned<String> names = new Interned<>(text -> text);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 10_000; i++) {
        assertThat(reader("\"SYMBOL" + i + "\"").interned(names)).isEqualTo("SYMBOL" + i);
      }
    }
  }

  @Test
  void levelsStandInTheOrderSent() {
    LevelReader reader = new LevelReader();
    Levels levels = reader.read(reader("[[\"1.50\",\"2\"],[ 3 , 0.000 ,\"more\"]]"));
    assertThat(levels.count()).isEqualTo(2);
    assertThat(levels.price(0)).isEqualTo(new BigDecimal("1.50"));
    assertThat(levels.size(1)).isEqualTo(new BigDecimal("0.000"));
    assertThat(reader.read(reader("[]"))).isEqualTo(Levels.NONE);
    assertThatThrownBy(() -> reader.read(reader("[[\"1.50\"]]"))).isInstanceOf(MalformedJson.class);
    assertThatThrownBy(() -> reader.read(reader("[[\"1.50\",\"\"]]")))
        .isInstanceOf(MalformedJson.class);
  }

  @Test
  void aThousandLevelsFit() {
    String side = "[" + "[\"1.5\",\"2\"],".repeat(999) + "[\"7\",\"8\"]]";
    Levels levels = new LevelReader().read(reader(side));
    assertThat(levels.count()).isEqualTo(1000);
    assertThat(levels.price(999)).isEqualTo(new BigDecimal("7"));
  }

  @Test
  void nestingBeyondReasonIsRefusedNotOverflowed() {
    assertThatThrownBy(() -> reader("[".repeat(100_000)).skip())
        .isInstanceOf(MalformedJson.class)
        .hasMessageContaining("nesting");
  }

  @Test
  void aMessageInsideABufferEndsWhereItEnds() {
    byte[] buffer = "{\"p\":12}{\"p\":345}".getBytes(StandardCharsets.UTF_8);
    JsonReader json = new JsonReader();
    json.open(buffer, 8, 9);
    json.beginObject();
    assertThat(json.nextField()).isEqualTo("p");
    assertThat(json.wholeNumber()).isEqualTo(345L);
    assertThat(json.nextField()).isNull();
    json.finish();
    json.open(buffer, 0, 6);
    json.beginObject();
    json.nextField();
    json.decimal();
    assertThatThrownBy(json::nextField).hasMessage("at byte 6: expected ',' or '}', found the end");
  }

  private static JsonReader reader(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    JsonReader json = new JsonReader();
    json.open(bytes, 0, bytes.length);
    return json;
  }
}
