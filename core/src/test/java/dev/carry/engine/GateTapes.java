package dev.carry.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Finding.Status;
import dev.carry.model.Quarantine;
import dev.carry.model.Quarantine.Gate;
import dev.carry.testkit.Run;
import java.time.Instant;
import java.util.List;

/// Two venues that are an offer but for what a gate holds back, and how a gate's story reads.
final class GateTapes {
  static final String TWO_VENUES =
      """
      07:00:00 start
      .        tick
      .        list  okx:BTC BTC/USDT:USDT period=8h
      .        list  bybit:BTC BTC/USDT:USDT period=8h cap=0.003 floor=-0.003
      .        mark  okx:BTC 50000
      .        mark  bybit:BTC 50010
      .        quote okx:BTC 49999 10 50001 10
      .        quote bybit:BTC 50009 10 50011 10
      .        fund  okx:BTC 0.0001 8h 08:00
      """;

  static final String OFFER = TWO_VENUES + ". fund bybit:BTC 0.0004 8h 08:00\n";

  private GateTapes() {}

  /// The only gate's story: opened with this reason, no offer until it closed.
  static void opensAndCloses(Run run, Gate gate, String because) {
    assertThat(run.quarantines()).hasSize(2).allMatch(q -> q.gate() == gate);
    Quarantine opened = run.quarantines().get(0);
    Quarantine closed = run.quarantines().get(1);
    assertThat(opened.head().status()).isEqualTo(Status.OPEN);
    assertThat(opened.because()).isEqualTo(because);
    assertThat(closed.head().status()).isEqualTo(Status.CLOSED);
    assertThat(closed.head().id()).isEqualTo(opened.head().id());
    assertThat(closed.head().revision()).isEqualTo(2);
    Instant from = opened.head().lastSeen();
    Instant to = closed.head().lastSeen();
    assertThat(run.offered())
        .filteredOn(o -> o.head().status() != Status.CLOSED)
        .isNotEmpty()
        .noneMatch(o -> !o.head().lastSeen().isBefore(from) && o.head().lastSeen().isBefore(to));
  }

  static List<String> becauses(Run run) {
    return run.quarantines().stream().map(Quarantine::because).toList();
  }
}
