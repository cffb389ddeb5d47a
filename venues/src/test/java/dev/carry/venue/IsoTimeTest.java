package dev.carry.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The JDK's own parser is the oracle.
class IsoTimeTest {
  @Test
  void everyTimeIsReadAsTheJdkReadsIt() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(1_231_000_000L, 4_000_000_000L), random.nextInt(1_000_000_000));
      String text = time.toString();
      int cut = Math.min(text.length() - 1, 19 + random.nextInt(2, 11));
      String shorter = text.substring(0, cut) + (random.nextBoolean() ? "Z" : "+00:00");
      assertThat(IsoTime.parse(text)).isEqualTo(Instant.parse(text));
      assertThat(IsoTime.parse(shorter)).as(shorter).isEqualTo(Instant.parse(shorter));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T00:00:00Z",
        "2021-07-22T23:00:00+00:00",
        "2021-07-22T23:00:00+02:00",
        "2021-07-22T23:59:60Z",
        "2021-07-22t23:00:00.5z",
        "2021-07-22T23:00:00.Z",
        "2016-12-31T24:00:00Z"
      })
  void otherFormsAreReadAsTheJdkReadsThem(String text) {
    assertThat(IsoTime.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29T00:00:00Z",
        "2021-13-01T00:00:00Z",
        "2021-07-22T23:61:00Z",
        "2021-07-22T23:00:00",
        "2021-07-22 23:00:00Z",
        "2021-07-22T23:00:00.1234567891Z",
        "2021-07-22T23:00:0x.5Z",
        "soon",
        "Z"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> IsoTime.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"})
  void whatProgramsWriteForNoTimeIsAbsent(String text) {
    assertThat(IsoTime.parse(text)).isNull();
  }
}
