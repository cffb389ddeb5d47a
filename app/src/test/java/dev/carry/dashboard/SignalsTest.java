package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Finding;
import dev.carry.model.InstrumentId;
import dev.carry.model.Quarantine;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Numbers that mean the same after a restart, given out only when a crash cannot take them back.
class SignalsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final OnDisk disk = new OnDisk();
  private final Signals signals = new Signals(3, disk);

  private static Finding finding(String id) {
    return new Quarantine(
        new Finding.Head(id, 1, "gates", "BTC", NOW, NOW, Finding.Status.OPEN, List.of()),
        InstrumentId.parse("bybit:BTCUSDT"),
        Fact.MARK,
        Quarantine.Gate.PRICE_RATIO,
        null,
        "a reason");
  }

  private void take(long sequence, String... ids) {
    List<Finding> findings = List.of(ids).stream().map(SignalsTest::finding).toList();
    signals.accept(new Step(sequence, new Tick(NOW), findings));
  }

  private List<Long> after(long number) {
    return signals.after(number, 100).signals().stream().map(Signal::number).toList();
  }

  @Test
  void aSignalWaitsUntilItsCauseIsOnTheDisk() {
    disk.sequence.set(4);
    take(4, "a");
    take(5, "b", "c");
    assertThat(disk.hurried).hasValue(2);
    assertThat(after(0)).containsExactly(40_000L);
    assertThat(signals.newest()).isEqualTo(40_000);
    disk.sequence.set(5);
    assertThat(after(40_000)).containsExactly(50_000L, 50_001L);
    assertThat(signals.newest()).isEqualTo(50_001);
  }

  @Test
  void nothingFoundNeedsNoDisk() {
    disk.everything();
    take(1);
    assertThat(disk.hurried).hasValue(0);
    assertThat(signals.newest()).isZero();
  }

  /// What an earlier process told is not kept: a bot must read the lists again, not wait for the
  /// closing of what it knew.
  @Test
  void whoResumesFromBeforeAStartIsTold() {
    disk.sequence.set(7);
    Signals restarted = new Signals(3, disk);
    long told = 70_001;
    assertThat(restarted.after(told, 100).lost()).isTrue();
    assertThat(restarted.after(restarted.newest(), 100).lost()).isFalse();
    restarted.accept(new Step(8, new Tick(NOW), List.of(finding("a"))));
    disk.sequence.set(8);
    assertThat(restarted.after(told, 100).lost()).isTrue();
    assertThat(restarted.after(told, 100).signals()).hasSize(1);
    assertThat(restarted.newest()).isEqualTo(80_000);
  }

  @Test
  void whoResumesBehindWhatIsForgottenIsTold() {
    disk.everything();
    take(1, "a", "b", "c", "d");
    assertThat(signals.after(0, 100).lost()).isTrue();
    assertThat(signals.after(10_000, 100).lost()).isFalse();
    assertThat(after(10_000)).containsExactly(10_001L, 10_002L, 10_003L);
  }
}
