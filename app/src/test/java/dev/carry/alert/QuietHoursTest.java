package dev.carry.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietHoursTest {
  @Test
  void areByTheClockOnTheWallAlsoOverMidnightAndWhenClocksChange() {
    QuietHours bangkok = QuietHours.parse("22:00-07:00", ZoneId.of("Asia/Bangkok"));
    assertThat(bangkok.contains(Instant.parse("2026-03-14T14:59:59Z"))).isFalse();
    assertThat(bangkok.contains(Instant.parse("2026-03-14T15:00:00Z"))).isTrue();
    assertThat(bangkok.contains(Instant.parse("2026-03-14T23:59:59Z"))).isTrue();
    assertThat(bangkok.contains(Instant.parse("2026-03-15T00:00:00Z"))).isFalse();
    QuietHours berlin = QuietHours.parse("01:00-06:00", ZoneId.of("Europe/Berlin"));
    assertThat(berlin.contains(Instant.parse("2026-03-28T04:59:59Z"))).as("winter").isTrue();
    assertThat(berlin.contains(Instant.parse("2026-03-29T04:00:00Z"))).as("summer").isFalse();
    QuietHours noon = QuietHours.parse("12:00 - 13:30", ZoneId.of("UTC"));
    assertThat(noon.contains(Instant.parse("2026-03-14T13:29:59Z"))).isTrue();
    assertThat(noon.contains(Instant.parse("2026-03-14T13:30:00Z"))).isFalse();
  }

  @Test
  void whatIsNoneIsToldWithWhatIsAllowed() {
    for (String text : List.of("", "22:00", "22:00-", "25:00-07:00", "22:00-22:00", "x-y-z")) {
      assertThatThrownBy(() -> QuietHours.parse(text, ZoneId.of("UTC")))
          .isInstanceOf(AlertException.class)
          .hasMessageContaining("22:00");
    }
  }
}
