package dev.carry.venue.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.venue.SocketPlan.Promise;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private static final Instant T = Instant.parse("2026-03-01T07:59:00Z");
  private static final InstrumentId BTC = TestVenue.id("BTC");
  private static final InstrumentId ETH = TestVenue.id("ETH");

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  private static MarkPrice mark(InstrumentId id, Instant at) {
    return new MarkPrice(id, at, at, BigDecimal.ONE);
  }

  @Test
  void firstMessagesHaveADeadlineAndLaterOnesAQuietLimit() {
    Watchdog watchdog =
        new Watchdog(
            List.of(
                new Promise(Fact.MARK, BTC, seconds(10)), new Promise(Fact.MARK, ETH, seconds(10))),
            seconds(15),
            seconds(15),
            T);
    watchdog.heard(mark(BTC, T.plusSeconds(1)), T.plusSeconds(1));
    assertThat(watchdog.allSpoke(id -> false)).isFalse();
    assertThat(watchdog.silent(T.plusSeconds(11), id -> false)).isEmpty();
    assertThat(watchdog.silent(T.plusSeconds(12), id -> false))
        .extracting(silence -> silence.promise().id())
        .containsExactly(BTC);
    List<Watchdog.Silence> both = watchdog.silent(T.plusSeconds(16), id -> false);
    assertThat(Watchdog.words(both, T.plusSeconds(16)))
        .isEqualTo("mark of test:BTC silent for 15 s (allowed 10 s); 2 streams in all");
    assertThat(both.get(1).words(T.plusSeconds(16)))
        .isEqualTo("mark of test:ETH gave no first message for 16 s (allowed 10 s)");
  }

  @Test
  void aHaltedInstrumentMayBeSilent() {
    Watchdog watchdog =
        new Watchdog(
            List.of(new Promise(Fact.MARK, BTC, seconds(10))), seconds(15), seconds(15), T);
    assertThat(watchdog.silent(T.plusSeconds(99), BTC::equals)).isEmpty();
    assertThat(watchdog.allSpoke(BTC::equals)).isTrue();
  }

  @Test
  void silenceWhileWeDidNotListenIsNoFault() {
    Watchdog watchdog =
        new Watchdog(
            List.of(new Promise(Fact.MARK, null, seconds(10))), seconds(10), seconds(15), T);
    watchdog.heard(mark(ETH, T), T);
    watchdog.excuse(T.plusSeconds(60));
    assertThat(watchdog.silent(T.plusSeconds(69), id -> false)).isEmpty();
    assertThat(watchdog.silent(T.plusSeconds(71), id -> false)).hasSize(1);
  }

  /// A promise may allow minutes where a venue repeats nothing: the silence of all is seen before.
  @Test
  void allStreamsTogetherAreNeverMuchLongerSilentThanTheyEverWere() {
    Watchdog watchdog =
        new Watchdog(
            List.of(new Promise(Fact.MARK, BTC, seconds(600))), seconds(600), seconds(15), T);
    Instant at = T;
    for (int second = 0; second <= 70; second += 5) {
      at = T.plusSeconds(second);
      watchdog.heard(mark(BTC, at), at);
      if (second < 30) {
        assertThat(watchdog.mute(at.plusSeconds(50))).as("not yet known").isNull();
      }
    }
    assertThat(watchdog.mute(at.plusSeconds(20))).as("four times the longest").isNull();
    assertThat(watchdog.mute(at.plusSeconds(21))).isEqualTo(seconds(21));
    Instant again = at.plusSeconds(90);
    watchdog.heard(mark(BTC, again), again);
    assertThat(watchdog.mute(again)).isNull();
    assertThat(watchdog.mute(again.plusSeconds(40))).as("twice as patient").isNull();
    assertThat(watchdog.mute(again.plusSeconds(41))).isNotNull();
    watchdog.excuse(again.plusSeconds(41));
    assertThat(watchdog.mute(again.plusSeconds(81))).as("we did not listen").isNull();
  }
}
