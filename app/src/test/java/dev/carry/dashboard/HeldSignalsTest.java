package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Analysis;
import dev.carry.model.Analysis.Verdict;
import dev.carry.model.Finding;
import dev.carry.model.Opportunity;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.sink.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bots that wait for the analyst.
class HeldSignalsTest {
  private static final Instant START = FixtureMarket.START;
  private static final long FIRST = 5_000;

  private final Fixture fixture = Fixture.open(0);
  private final Opportunity pattern = fixture.anOpportunity();
  private final OnDisk disk = new OnDisk();
  private final Signals signals = new Signals(1_000, disk);
  private final Map<String, Analysis> verdicts = new HashMap<>();
  private final List<String> journal = new ArrayList<>();
  private long sequence;

  @AfterEach
  void close() {
    fixture.close();
  }

  private HeldSignals held(boolean sendThen) {
    return new HeldSignals(
        signals,
        (finding, _) -> verdicts.get(finding),
        new Hold(Duration.ofSeconds(10), sendThen),
        journal::add,
        1_000,
        FIRST);
  }

  private void tell(String id, Finding.Status status) {
    Finding.Head old = pattern.head();
    Finding.Head head =
        new Finding.Head(
            id, 1, old.detector(), old.asset(), old.firstSeen(), START, status, List.of());
    sequence++;
    signals.accept(new Step(sequence, new Tick(START), List.of(pattern.with(head, ""))));
    disk.sequence.set(sequence);
  }

  private void say(String id, Verdict verdict) {
    verdicts.put(id, Fixture.analysis(id, verdict));
  }

  private static void pass(HeldSignals held, Instant now) {
    held.advance(now);
    held.consider(now);
  }

  private static List<String> told(HeldSignals held) {
    return held.after(FIRST - 1, 100).signals().stream()
        .map(signal -> signal.event() + " " + signal.finding().head().id())
        .toList();
  }

  @Test
  void anOpportunityIsToldWhenItWasNotVetoedAndFollowedToItsEnd() {
    HeldSignals held = held(true);
    tell("x/1", Finding.Status.OPEN);
    pass(held, START);
    assertThat(told(held)).isEmpty();
    tell("x/1", Finding.Status.UPDATED);
    say("x/1", Verdict.CAUTION);
    pass(held, START.plusSeconds(1));
    tell("x/1", Finding.Status.UPDATED);
    tell("x/1", Finding.Status.CLOSED);
    pass(held, START.plusSeconds(2));
    assertThat(told(held)).containsExactly("opened x/1", "updated x/1", "closed x/1");
  }

  @Test
  void aVetoHoldsItBackUntilAnotherVerdict() {
    HeldSignals held = held(true);
    tell("x/1", Finding.Status.OPEN);
    pass(held, START);
    assertThat(held.waiting()).isEqualTo(1);
    say("x/1", Verdict.VETO);
    tell("x/1", Finding.Status.UPDATED);
    pass(held, START);
    pass(held, START.plusSeconds(60));
    assertThat(held.waiting()).as("it waits no more").isZero();
    assertThat(told(held)).as("no deadline overrules a veto").isEmpty();
    assertThat(held.vetoed()).isEqualTo(1);
    assertThat(journal)
        .singleElement()
        .asString()
        .contains("\"finding\":\"x/1\"", "\"because\":\"the analyst vetoed it\"");
    say("x/1", Verdict.SUPPORT);
    pass(held, START.plusSeconds(61));
    assertThat(told(held)).containsExactly("opened x/1");
  }

  @Test
  void withoutAVerdictTheDeadlineDecidesAsConfigured() {
    HeldSignals sending = held(true);
    HeldSignals dropping = held(false);
    tell("x/1", Finding.Status.OPEN);
    for (HeldSignals held : List.of(sending, dropping)) {
      pass(held, START);
      pass(held, START.plusSeconds(10));
      assertThat(told(held)).isEmpty();
      pass(held, START.plusSeconds(11));
      assertThat(held.unjudged()).isEqualTo(1);
    }
    assertThat(told(sending)).containsExactly("opened x/1");
    assertThat(told(dropping)).isEmpty();
    say("x/1", Verdict.SUPPORT);
    pass(dropping, START.plusSeconds(12));
    assertThat(told(dropping)).as("a late verdict still counts").containsExactly("opened x/1");
  }

  @Test
  void whatEndsWhileItWaitsWasNeverTold() {
    HeldSignals held = held(true);
    tell("x/1", Finding.Status.OPEN);
    pass(held, START);
    tell("x/1", Finding.Status.CLOSED);
    say("x/1", Verdict.SUPPORT);
    pass(held, START.plusSeconds(60));
    assertThat(told(held)).isEmpty();
    assertThat(held.waiting()).isZero();
  }

  @Test
  void itsNumbersGrowOverRestartsAndOldOnesAreLost() {
    HeldSignals held = held(true);
    say("x/1", Verdict.SUPPORT);
    tell("x/1", Finding.Status.OPEN);
    pass(held, START);
    assertThat(held.newest()).isEqualTo(FIRST);
    assertThat(held.after(FIRST - 1, 10).lost()).isFalse();
    assertThat(held.after(FIRST - 2, 10).lost()).as("of an earlier process").isTrue();
    assertThat(held.after(FIRST + 1, 10).lost()).as("of none").isTrue();
  }
}
