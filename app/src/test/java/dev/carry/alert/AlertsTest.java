package dev.carry.alert;

import static dev.carry.alert.SomeRule.some;
import static dev.carry.testkit.SomeFinding.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.engine.Verdicts;
import dev.carry.model.Analysis;
import dev.carry.model.Analysis.Task;
import dev.carry.model.Analysis.Verdict;
import dev.carry.model.Burst;
import dev.carry.model.Command;
import dev.carry.model.Evidence;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus.State;
import dev.carry.model.Finding;
import dev.carry.model.Holdings;
import dev.carry.model.InstrumentId;
import dev.carry.model.Line;
import dev.carry.model.PremiumFinding;
import dev.carry.model.Quarantine;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import dev.carry.model.ViewFinding;
import dev.carry.sink.Durability;
import dev.carry.sink.Hold;
import dev.carry.testkit.SomeFinding;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told, and when: rules alone, no channel is set up.
class AlertsTest {
  private static final InstantSource WALL = InstantSource.system();
  private static final InstrumentId BTC = InstrumentId.of(VenueId.of("bybit"), "BTCUSDT");

  @TempDir private Path folder;
  private final Map<String, Analysis> said = new HashMap<>();
  private final Map<String, Double> budgets = new HashMap<>();
  private final List<Alerts> open = new ArrayList<>();

  /// Made by each test.
  @SuppressWarnings("NullAway.Init")
  private Alerts alerts;

  @AfterEach
  void close() {
    open.forEach(Alerts::close);
  }

  /// A day under one rule.
  private Day day(SomeRule rule) {
    return day(rule, Hold.DEFAULT);
  }

  private Day day(SomeRule rule, Hold hold) {
    alerts = make(rule, hold);
    alerts.begin(new Alerts.Around(Day.ON_DISK, verdicts(), () -> budgets));
    return new Day(NOW, alerts::accept);
  }

  private Alerts make(SomeRule rule, Hold hold) {
    Alerts made =
        new Alerts(
            new AlertSettings(List.of(rule.make()), List.of(), hold),
            folder,
            WALL,
            WALL,
            new SimpleMeterRegistry());
    open.add(made);
    return made;
  }

  private Verdicts verdicts() {
    return (finding, revision) -> said.get(finding);
  }

  private List<Told> told() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return List.copyOf(Alerts.past(folder, today.minusDays(1), today.plusDays(1)));
  }

  /// Event and asset or subject of each that was told, in order.
  private List<String> events() {
    return told().stream()
        .filter(one -> one.held() == null)
        .map(Told::alert)
        .map(a -> a.event() + " " + (a.asset().isEmpty() ? a.subject() : a.asset()))
        .toList();
  }

  // --- hysteresis, duration, cooldown ----------------------------------------------------------

  @Test
  void isToldOnceUntilItIsOverAndNotForWhatFlapsBetween() {
    Day day = day(some(Condition.NET_APR, 0.10, 0.08)).net("BTC", 0.12);
    day.pass(Duration.ofSeconds(59));
    assertThat(events()).isEmpty();
    day.pass(Duration.ofSeconds(1));
    assertThat(events()).containsExactly("RAISED BTC");
    for (int i = 0; i < 50; i++) {
      day.net("BTC", i % 2 == 0 ? 0.09 : 0.11).pass(Duration.ofMinutes(2));
    }
    assertThat(events()).containsExactly("RAISED BTC");
    day.net("BTC", 0.079);
    assertThat(events()).containsExactly("RAISED BTC", "CLEARED BTC");
  }

  @Test
  void mustLastWithoutABreak() {
    Day day = day(some(Condition.NET_APR, 0.10, 0.08));
    for (int i = 0; i < 20; i++) {
      day.net("BTC", 0.11)
          .pass(Duration.ofSeconds(59))
          .net("BTC", 0.0999)
          .pass(Duration.ofSeconds(9));
    }
    assertThat(events()).isEmpty();
  }

  @Test
  void ofTheSameSituationItIsNotToldAgainWithinTheCooldownThoughItComesBackUnderAnotherId() {
    Day day = day(some(Condition.NET_APR, 0.10, 0.08));
    day.net("BTC", 0.12).pass(Duration.ofMinutes(2)).gone("BTC");
    for (int i = 0; i < 5; i++) {
      day.pass(Duration.ofMinutes(1)).net("BTC", 0.12).pass(Duration.ofMinutes(2)).gone("BTC");
    }
    assertThat(events())
        .as("its second and later ends were of nothing that was told")
        .containsExactly("RAISED BTC", "CLEARED BTC");
    day.net("ETH", 0.12).pass(Duration.ofMinutes(1));
    assertThat(events()).as("another is another").endsWith("RAISED ETH");
    day.net("BTC", 0.12).pass(Duration.ofHours(1));
    assertThat(events()).as("and it goes on when the cooldown is over").endsWith("RAISED BTC");
  }

  @Test
  void ofManyPairsOfAnAssetTheBestIsToldWhereTheRuleIsOfAssets() {
    Day day = day(some(Condition.NET_APR, 0.10, 0.08).perAsset());
    for (int i = 1; i <= 20; i++) {
      double netApr = i == 13 ? 0.9 : 0.1 + 0.01 * i;
      day.find(SomeFinding.some().id("d/pair" + i + "/1").netApr(netApr).make());
    }
    day.net("ETH", 0.12).pass(Duration.ofMinutes(30));
    assertThat(events()).containsExactly("RAISED BTC", "RAISED ETH");
    assertThat(told().getFirst().alert().finding()).isEqualTo("d/pair13/1");
    day.pass(Duration.ofMinutes(31));
    assertThat(events()).as("one more an hour").hasSize(3);
    assertThat(told().getLast().alert().finding()).isEqualTo("d/pair20/1");
  }

  @Test
  void aCooldownOutlivesTheProcess() {
    day(some(Condition.NET_APR, 0.10, 0.08)).net("BTC", 0.12).pass(Duration.ofMinutes(2));
    alerts.close();
    open.clear();
    alerts = make(some(Condition.NET_APR, 0.10, 0.08), Hold.DEFAULT);
    alerts.begin(new Alerts.Around(Day.ON_DISK, verdicts(), () -> budgets));
    Day next = new Day(NOW.plus(Duration.ofMinutes(10)), alerts::accept);
    next.net("BTC", 0.12).pass(Duration.ofMinutes(5));
    assertThat(events()).containsExactly("RAISED BTC");
    next.pass(Duration.ofHours(1));
    assertThat(events()).containsExactly("RAISED BTC", "RAISED BTC");
  }

  @Test
  void whatEndsWithTheProcessIsNoEndOfTheSituation() {
    day(some(Condition.NET_APR, 0.10, 0.08))
        .net("BTC", 0.12)
        .pass(Duration.ofMinutes(2))
        .command(Command.Action.STOP);
    assertThat(events()).containsExactly("RAISED BTC");
  }

  @Test
  void onlyWhatARuleIsAbout() {
    Day day =
        day(some(Condition.NET_APR, 0.10, 0.08).atOnce().assets("BTC").venues("bybit", "gate"));
    day.net("ETH", 0.5).net("BTC", 0.5).pass(Duration.ofSeconds(1));
    assertThat(events()).containsExactly("RAISED BTC");
    alerts.rules(List.of(some(Condition.NET_APR, 0.10, 0.08).atOnce().venues("gate").make()));
    day.net("SOL", 0.5).pass(Duration.ofSeconds(1));
    assertThat(events()).as("no leg is there").doesNotContain("RAISED SOL");
  }

  // --- conditions ------------------------------------------------------------------------------

  @Test
  void breakEvenIsToldWhereItIsShort() {
    Day day = day(some(Condition.BREAK_EVEN, 24, 30).atOnce());
    day.find(SomeFinding.some().breakEven(Duration.ofHours(25)).make());
    assertThat(events()).isEmpty();
    day.find(SomeFinding.some().revision(2).breakEven(Duration.ofHours(23)).make());
    assertThat(events()).containsExactly("RAISED BTC");
    day.find(SomeFinding.some().revision(3).breakEven(Duration.ofHours(29)).make());
    assertThat(events()).hasSize(1);
    day.find(SomeFinding.some().revision(4).breakEven(Duration.ofHours(31)).make());
    assertThat(events()).containsExactly("RAISED BTC", "CLEARED BTC");
  }

  @Test
  void spreadIsWhatTheFundingOfTheLegsIsApart() {
    Day day = day(some(Condition.SPREAD, 0.05, 0.04).atOnce());
    day.find(SomeFinding.some().make()); // 4.38 % before costs
    assertThat(events()).isEmpty();
    alerts.rules(List.of(some(Condition.SPREAD, 0.0438, 0.04).atOnce().make()));
    day.find(SomeFinding.some().revision(2).make());
    assertThat(told().getFirst().alert().value()).isEqualTo(0.0438);
  }

  @Test
  void premiumsAndDeviationsAreToldOfEitherSign() {
    Day day = day(some(Condition.PREMIUM, 0.01, 0.008).atOnce());
    day.find(new PremiumFinding(head("premium/x/1"), BTC, 98, 100, -0.02, 0.003, List.of()));
    Alert alert = told().getFirst().alert();
    assertThat(alert.value()).as("with its sign").isEqualTo(-0.02);
    alerts.rules(List.of(some(Condition.Z_SCORE, 4, 3).atOnce().make()));
    day.find(view("view/x/1", -4.2), view("view/x/2", 3.9), view("view/x/3", Double.NaN));
    assertThat(told().getLast().alert().value()).isEqualTo(-4.2);
    assertThat(events()).hasSize(2);
  }

  @Test
  void aBurstOfLiquidationsIsToldByItsMoney() {
    Day day = day(some(Condition.LIQUIDATIONS, 1e6, 8e5).atOnce());
    day.find(burst(600_000, 399_999));
    assertThat(events()).isEmpty();
    day.find(burst(600_000, 400_000));
    assertThat(events()).containsExactly("RAISED BTC");
    assertThat(told().getFirst().alert().facts())
        .containsEntry("longNotional", 600_000.0)
        .containsEntry("shortNotional", 400_000.0);
  }

  @Test
  void aFeedIsToldOfWhenItIsSilentForLongAndWhenItIsBack() {
    Day day = day(some(Condition.FEED, 1, 1).lasts(Duration.ofMinutes(2)).cools(Duration.ZERO));
    day.feed(State.STALE, "nothing for 20 s").pass(Duration.ofSeconds(30)).feed(State.LIVE, "");
    assertThat(events()).isEmpty();
    day.feed(State.CLOSED, "reset by peer").pass(Duration.ofSeconds(60));
    day.feed(State.CONNECTED, "").pass(Duration.ofSeconds(30));
    day.feed(State.CLOSED, "reset by peer").pass(Duration.ofSeconds(29));
    assertThat(events()).isEmpty();
    day.pass(Duration.ofSeconds(1));
    assertThat(events()).as("a connection proves nothing").containsExactly("RAISED bybit public");
    assertThat(told().getFirst().alert().detail()).isEqualTo("reset by peer");
    day.feed(State.LIVE, "");
    assertThat(events()).containsExactly("RAISED bybit public", "CLEARED bybit public");
  }

  @Test
  void aQuarantineIsToldWhenItLasts() {
    Day day = day(some(Condition.QUARANTINE, 1, 1));
    Finding.Head head = head("quarantine/price-ratio/bybit:BTCUSDT/1");
    day.find(new Quarantine(head, BTC, Fact.MARK, Quarantine.Gate.PRICE_RATIO, null, "1000 times"));
    day.pass(Duration.ofSeconds(61));
    assertThat(events()).containsExactly("RAISED BTC");
  }

  @Test
  void theBudgetOfTheAnalystIsToldBeforeItIsUsedUp() {
    Day day = day(some(Condition.BUDGET, 0.8, 0.6).atOnce());
    budgets.put("day", 0.79);
    day.pass(Duration.ofSeconds(5));
    assertThat(events()).isEmpty();
    budgets.put("day", 0.8);
    day.pass(Duration.ofSeconds(5));
    budgets.put("day", 0.0); // another day
    day.pass(Duration.ofSeconds(5));
    assertThat(events()).containsExactly("RAISED day", "CLEARED day");
  }

  @Test
  void aDrawdownIsFromTheBestThereWasAlsoBeforeThisProcess() {
    Day day = day(some(Condition.DRAWDOWN, 0.05, 0.03).atOnce());
    holds(day, 0);
    holds(day, 10_000); // 110,000
    holds(day, 4_501);
    assertThat(events()).isEmpty();
    holds(day, 4_500); // 5 % of 110,000 below
    assertThat(events()).containsExactly("RAISED paper");
    alerts.close();
    open.clear();
    alerts = make(some(Condition.DRAWDOWN, 0.05, 0.03).atOnce(), Hold.DEFAULT);
    alerts.begin(new Alerts.Around(Day.ON_DISK, verdicts(), () -> budgets));
    Day next = new Day(NOW.plus(Duration.ofHours(2)), alerts::accept);
    holds(next, 4_000);
    assertThat(events()).containsExactly("RAISED paper", "RAISED paper");
  }

  private static void holds(Day day, int unrealised) {
    Holdings held =
        new Holdings(
            day.now(),
            new BigDecimal(100_000),
            BigDecimal.ZERO,
            new BigDecimal(unrealised),
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            new EnumMap<>(Line.class),
            List.of());
    day.take(new Step(1, new Tick(day.now()), List.of(), List.of(), held));
    day.pass(Duration.ofSeconds(1));
  }

  @Test
  void theKillSwitchIsToldAndThatItIsNotPulledAnyMore() {
    Day day = day(some(Condition.KILL, 1, 1).atOnce()).command(Command.Action.KILL);
    assertThat(events()).containsExactly("RAISED kill");
    day.command(Command.Action.KILL);
    assertThat(events()).hasSize(1);
  }

  // --- escalation ------------------------------------------------------------------------------

  @Test
  void isToldAgainMoreSeverelyWhereNobodyTakesCareOfIt() {
    Day day = day(some(Condition.NET_APR, 0.10, 0.08).escalates(Duration.ofMinutes(15)));
    day.net("BTC", 0.12).pass(Duration.ofMinutes(15));
    assertThat(events()).containsExactly("RAISED BTC");
    day.pass(Duration.ofMinutes(60));
    assertThat(events()).as("once").containsExactly("RAISED BTC", "ESCALATED BTC");
    assertThat(told().getLast().alert().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void whatSomebodyTakesCareOfIsNotEscalatedNorAfterAKill() {
    SomeRule rule = some(Condition.NET_APR, 0.10, 0.08).escalates(Duration.ofMinutes(15));
    List<Step> log = new ArrayList<>();
    alerts = make(rule, Hold.DEFAULT);
    alerts.begin(new Alerts.Around(Day.ON_DISK, verdicts(), () -> budgets));
    Day day =
        new Day(
            NOW,
            step -> {
              log.add(step);
              alerts.accept(step);
            });
    day.net("BTC", 0.12).pass(Duration.ofMinutes(2));
    assertThat(alerts.acknowledge("none")).isFalse();
    assertThat(alerts.acknowledge(alerts.open().getFirst().id())).isTrue();
    day.pass(Duration.ofMinutes(60));
    assertThat(events()).containsExactly("RAISED BTC");
    open.clear(); // killed: nothing is closed
    alerts = make(rule, Hold.DEFAULT);
    log.forEach(alerts::accept);
    alerts.begin(new Alerts.Around(Day.ON_DISK, verdicts(), () -> budgets));
    assertThat(events()).containsExactly("RAISED BTC");
    assertThat(alerts.open()).hasSize(1);
  }

  // --- the analyst's veto ----------------------------------------------------------------------

  @Test
  void aVetoHoldsItBackAndIsWrittenDown() {
    Day day = day(some(Condition.NET_APR, 0.10, 0.08).holds()).net("BTC", 0.12);
    said.put(id(), verdict(id(), Verdict.VETO));
    day.pass(Duration.ofHours(1));
    assertThat(events()).isEmpty();
    assertThat(told()).singleElement().matches(one -> "the analyst vetoed it".equals(one.held()));
    said.put(id(), verdict(id(), Verdict.CAUTION));
    day.pass(Duration.ofSeconds(1));
    assertThat(events()).as("another verdict").containsExactly("RAISED BTC");
    assertThat(told().getLast().alert().verdict()).isEqualTo("caution");
  }

  @Test
  void withoutAVerdictItIsToldAtTheDeadlineOrNot() {
    SomeRule rule = some(Condition.NET_APR, 0.10, 0.08).atOnce().holds();
    day(rule).net("BTC", 0.12).pass(Duration.ofSeconds(10));
    assertThat(events()).isEmpty();
    alerts.accept(new Step(1, new Tick(NOW.plusSeconds(11)), List.of()));
    assertThat(events()).containsExactly("RAISED BTC");

    Day other = day(rule, new Hold(Duration.ofSeconds(10), false)).net("ETH", 0.12);
    other.pass(Duration.ofMinutes(1));
    assertThat(events()).as("left out").doesNotContain("RAISED ETH");
    assertThat(told().getLast().held()).isEqualTo("the analyst said nothing of it in time");
  }

  @Test
  void whatClosesWhileItIsHeldIsNeverTold() {
    Day day = day(some(Condition.NET_APR, 0.10, 0.08).holds()).net("BTC", 0.12);
    day.pass(Duration.ofSeconds(65)).gone("BTC").pass(Duration.ofMinutes(1));
    assertThat(events()).isEmpty();
  }

  @Test
  void noOtherRuleWaitsForTheAnalyst() {
    day(some(Condition.FEED, 1, 1).atOnce().holds()).feed(State.CLOSED, "gone");
    assertThat(events()).containsExactly("RAISED bybit public");
  }

  private static String id() {
    return "cross-venue-funding/bybit:BTC/okx:BTC/" + NOW.toEpochMilli();
  }

  private static Analysis verdict(String id, Verdict verdict) {
    return new Analysis(
        Task.FINDING,
        id,
        1,
        "BTC",
        NOW,
        verdict,
        4,
        10,
        List.of(),
        "now",
        "because",
        "m",
        "v",
        null,
        "en",
        List.of(),
        0,
        0,
        BigDecimal.ZERO,
        0);
  }

  // --- the disk --------------------------------------------------------------------------------

  @Test
  void waitsUntilItsCauseIsOnTheDisk() {
    AtomicLong durable = new AtomicLong();
    AtomicLong hurried = new AtomicLong();
    alerts = make(some(Condition.NET_APR, 0.10, 0.08).atOnce(), Hold.DEFAULT);
    alerts.begin(
        new Alerts.Around(
            new Durability() {
              @Override
              public long sequence() {
                return durable.get();
              }

              @Override
              public void onAdvance(Runnable listener) {
                throw new UnsupportedOperationException();
              }

              @Override
              public void hurry() {
                hurried.incrementAndGet();
              }
            },
            verdicts(),
            () -> budgets));
    Day day = new Day(NOW, alerts::accept).net("BTC", 0.12).pass(Duration.ofMinutes(5));
    assertThat(events()).isEmpty();
    assertThat(hurried).hasPositiveValue();
    durable.set(day.sequence());
    day.pass(Duration.ofSeconds(1));
    assertThat(events()).containsExactly("RAISED BTC");
  }

  @Test
  void aRunThatWasKilledIsMadeUpForAndNothingIsToldTwice() {
    List<Step> log = new ArrayList<>();
    Day day = new Day(NOW, log::add);
    day.net("BTC", 0.12).pass(Duration.ofMinutes(2)).gone("BTC");
    day.net("ETH", 0.12).pass(Duration.ofMinutes(2));
    day.feed(State.CLOSED, "gone").pass(Duration.ofMinutes(2));
    SomeRule rule = some(Condition.NET_APR, 0.10, 0.08);
    List<String> all = List.of("RAISED BTC", "CLEARED BTC", "RAISED ETH");
    for (int killedAt : new int[] {0, 50, 62, 63, 100, 124, 200, 245, log.size()}) {
      List<Step> lived = log.subList(0, killedAt);
      alerts = make(rule, Hold.DEFAULT);
      alerts.begin(new Alerts.Around(Day.ON_DISK, verdicts(), () -> budgets));
      lived.forEach(alerts::accept);
      // killed: the next process reads the log of this one from its start
      alerts = make(rule, Hold.DEFAULT);
      log.forEach(alerts::accept);
      alerts.begin(new Alerts.Around(Day.ON_DISK, verdicts(), () -> budgets));
      assertThat(events()).as("killed after " + killedAt).containsExactlyElementsOf(all);
      open.forEach(Alerts::close);
      open.clear();
      empty();
    }
  }

  private void empty() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // --- findings --------------------------------------------------------------------------------

  private static Finding.Head head(String id) {
    return new Finding.Head(id, 1, "d", "BTC", NOW, NOW, Finding.Status.OPEN, List.<Evidence>of());
  }

  private static ViewFinding view(String id, double z) {
    return new ViewFinding(
        head(id),
        BTC,
        ViewFinding.Expectation.RISE,
        1,
        z,
        z,
        0,
        50,
        null,
        null,
        null,
        null,
        NOW,
        0.0001,
        0.0001,
        null,
        0,
        List.of());
  }

  private static Burst burst(double longs, double shorts) {
    return new Burst(
        head("liquidation-options/burst/BTC/1"),
        Duration.ofMinutes(1),
        12,
        longs,
        shorts,
        68_000,
        null,
        null,
        List.of(VenueId.of("bybit")),
        true,
        null,
        "no chain is followed");
  }
}
