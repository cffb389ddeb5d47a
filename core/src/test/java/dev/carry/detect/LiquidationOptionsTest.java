package dev.carry.detect;

import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Burst;
import dev.carry.model.Finding;
import dev.carry.model.Finding.Status;
import dev.carry.model.VenueId;
import dev.carry.testkit.Golden;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// When liquidations are a burst, and what it says of them and of the chain it met.
class LiquidationOptionsTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final String LISTED =
      """
      07:00:00 start
      .        list  bybit:BTC BTC/USDT:USDT period=8h
      .        list  okx:BTC   BTC/USDT:USDT period=8h sizes=contracts contract=0.01
      .        list  deribit:P BTC/USD:BTC   period=8h sizes=contracts contract=10 inverse
      """;

  /// Three liquidations of 298 600 in all.
  private static final String BURST =
      LISTED
          + """
          07:00:01 liq bybit:BTC long  50000 2
          07:00:02 liq okx:BTC   short 50100 100
          07:00:03 liq bybit:BTC long  49500 3
          """;

  @Test
  void liquidationsOfAllVenuesAddUp() {
    Burst found = Run.of(BURST).bursts().getFirst();
    assertThat(found.count()).isEqualTo(3);
    assertThat(found.longNotional()).isCloseTo(248_500, EXACT);
    assertThat(found.shortNotional()).isCloseTo(50_100, EXACT);
    assertThat(found.vwap()).isCloseTo(298_600.0 / 6, EXACT);
    assertThat(found.venues()).containsExactly(VenueId.of("bybit"), VenueId.of("okx"));
    assertThat(found.complete()).isTrue();
  }

  /// Two prices of one instrument, two seconds apart; that of the other venue is no part of it.
  @Test
  void momentumAndVolatilityAreOfOneInstrument() {
    Burst found = Run.of(BURST).bursts().getFirst();
    assertThat(found.momentum()).isCloseTo(-0.01, EXACT);
    double squared = Math.log(0.99) * Math.log(0.99);
    assertThat(found.realisedVolatility())
        .isCloseTo(Math.sqrt(squared / (2.0 / 31_536_000)), within(1e-6));
  }

  @Test
  void theFindingReadsAsWritten() {
    Golden.check("detect/burst.json", Run.of(BURST).json());
  }

  @Test
  void contractsOfInverseInstrumentsAreDollars() {
    Burst found = Run.of(LISTED + "07:00:01 liq deribit:P long 50000 30000").bursts().getFirst();
    assertThat(found.longNotional()).isCloseTo(300_000, EXACT);
    assertThat(found.vwap()).isCloseTo(50_000, EXACT);
    assertThat(found.momentum()).isNull();
    assertThat(found.realisedVolatility()).isNull();
  }

  @Test
  void aPriceOfAThousandUnitsIsToldPerUnit() {
    Burst found =
        Run.of(
                """
                07:00:00 start
                .        list bybit:1000PEPE PEPE/USDT:USDT period=8h multiplier=1000
                07:00:01 liq  bybit:1000PEPE short 0.02 15000000
                """)
            .bursts()
            .getFirst();
    assertThat(found.shortNotional()).isCloseTo(300_000, EXACT);
    assertThat(found.vwap()).isCloseTo(0.00002, within(1e-15));
  }

  @Test
  void aSampleIsSaid() {
    Run run = Run.of(LISTED + "07:00:01 liq bybit:BTC long 50000 6 sample");
    assertThat(run.bursts().getFirst().complete()).isFalse();
  }

  @Test
  void lessThanTheMinimumIsNoBurst() {
    assertThat(Run.of(LISTED + "07:00:01 liq bybit:BTC long 50000 4.9").bursts()).isEmpty();
  }

  @Test
  void liquidationsMoreThanTheWindowApartDoNotAddUp() {
    Run run =
        Run.of(
            LISTED
                + """
                07:00:01 liq bybit:BTC long 50000 3
                07:00:31 liq bybit:BTC long 50000 3
                """);
    assertThat(run.bursts()).isEmpty();
  }

  @Test
  void whatAVenueTellsAgainFromLongAgoIsNoNews() {
    Run run = Run.of(LISTED + "07:00:01 liq bybit:BTC long 50000 6 told=06:00");
    assertThat(run.bursts()).isEmpty();
  }

  @Test
  void anotherCoinUnderTheTickerIsNotCounted() {
    Run run =
        Run.of(
            LISTED
                + """
                . list gate:BTC BTC/USDT:USDT period=8h
                . mark bybit:BTC 50000
                . mark okx:BTC 50010
                . mark gate:BTC 1
                07:00:01 liq gate:BTC long 1 300000
                """);
    assertThat(run.quarantines()).isNotEmpty();
    assertThat(run.bursts()).isEmpty();
  }

  @Test
  void itIsToldAgainEveryFiveSecondsAndEndsWhenItIsQuiet() {
    Run run =
        Run.of(
            BURST
                + """
                07:00:04 liq   bybit:BTC long 49400 1
                07:00:07 liq   bybit:BTC long 49300 1
                07:00:08 liq   bybit:BTC long 49200 2
                07:00:09 ticks 07:00:40 1s
                """);
    assertThat(statuses(run.bursts()))
        .containsExactly(Status.OPEN, Status.UPDATED, Status.UPDATED, Status.CLOSED);
    Burst last = run.bursts().getLast();
    assertThat(last.head().id()).isEqualTo(run.bursts().getFirst().head().id());
    assertThat(last.head().lastSeen()).isEqualTo(Tape.time("07:00:38"));
    assertThat(last.count()).isEqualTo(6);
  }

  /// 60 000 every twenty seconds opens nothing, and keeps open what is.
  @Test
  void itEndsBelowALowerNotionalThanItOpens() {
    String trickle =
        IntStream.range(1, 10)
            .mapToObj(
                i -> "07:0%d:%02d liq bybit:BTC long 50000 1.2".formatted(i * 20 / 60, i * 20 % 60))
            .collect(Collectors.joining("\n"));
    assertThat(Run.of(LISTED + trickle).bursts()).isEmpty();
    Run run = Run.of(BURST + trickle + "\n07:03:29 tick\n07:03:30 tick");
    assertThat(run.bursts().stream().map(Burst::head).map(Finding.Head::id).distinct()).hasSize(1);
    Burst last = run.bursts().getLast();
    assertThat(last.head().status()).isEqualTo(Status.CLOSED);
    assertThat(last.head().lastSeen()).isEqualTo(Tape.time("07:03:30"));
  }

  @Test
  void anotherBurstHasAnotherId() {
    Run run = Run.of(BURST + "07:00:40 tick\n07:00:41 liq bybit:BTC long 50000 6");
    assertThat(statuses(run.bursts())).containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
    assertThat(run.bursts().getLast().head().id())
        .isNotEqualTo(run.bursts().getFirst().head().id());
  }

  @Test
  void killAStopAndAStartEndIt() {
    for (String command : List.of("kill", "stop", "start")) {
      Run run = Run.of(BURST + "07:00:04 " + command);
      assertThat(statuses(run.bursts())).containsExactly(Status.OPEN, Status.CLOSED);
    }
    Run run = Run.of(BURST + "07:00:04 kill\n07:00:05 liq bybit:BTC long 50000 6");
    assertThat(statuses(run.bursts())).containsExactly(Status.OPEN, Status.CLOSED);
  }

  @Test
  void moreThanIsKeptIsNotSaidToBeAll() {
    String tape =
        IntStream.range(0, BurstWindow.MOST + 10)
            .mapToObj(_ -> ". liq bybit:BTC long 50000 0.001")
            .collect(Collectors.joining("\n", LISTED + "07:00:01 tick\n", "\n"));
    Run run = Run.of(tape + "07:00:07 liq bybit:BTC long 50000 0.001");
    Burst found = run.bursts().getLast();
    assertThat(found.count()).isEqualTo(BurstWindow.MOST);
    assertThat(found.complete()).isFalse();
  }

  // --- the chain ---------------------------------------------------------------------------

  /// Calls and puts of strikes 45 000 to 52 000 by 1 000 at one venue.
  private static String chain(String words) {
    return IntStream.rangeClosed(45, 52)
        .mapToObj(k -> List.of(k + "C call", k + "P put").stream())
        .flatMap(each -> each)
        .map(each -> each.split(" ", -1))
        .map(
            each ->
                """
                . list deribit:%s BTC/USDC:USDC kind=option type=%s strike=%s000 expiry=2026-01-09
                . option deribit:%s - - - - %s
                """
                    .formatted(each[0], each[1], each[0].substring(0, 2), each[0], words))
        .collect(Collectors.joining());
  }

  /// The published example: 48 500 between 48 000 and 49 000.
  @Test
  void theNearestStrikeIsAtTheMoneyAndATieGoesToTheLower() {
    Run run = Run.of(LISTED + chain("iv=0.62") + "07:00:01 liq bybit:BTC long 48500 6");
    Burst.Chain chain = run.bursts().getFirst().chain();
    assertThat(chain)
        .isEqualTo(
            new Burst.Chain(
                VenueId.of("deribit"),
                Instant.parse("2026-01-09T08:00:00Z"),
                48_000,
                48_000.0,
                49_000.0,
                0.62,
                Duration.ofSeconds(1)));
    assertThat(run.bursts().getFirst().because()).isNull();
  }

  @Test
  void aLaterPriceChangesNothingThatWasTold() {
    String tape = LISTED + chain("iv=0.62") + "07:00:01 liq bybit:BTC long 48500 6\n";
    String later =
        """
        07:00:02 option deribit:48C - - - - iv=0.9
        .        option deribit:48P - - - - iv=0.9
        """;
    assertThat(Run.of(tape + later).json()).isEqualTo(Run.of(tape).json());
    Run told = Run.of(tape + later + "07:00:06 liq bybit:BTC long 48500 1");
    assertThat(told.bursts().stream().map(Burst::chain).map(Burst.Chain::impliedVolatility))
        .containsExactly(0.62, 0.9);
  }

  @Test
  void aStaleChainIsSaidAndNotLookedAt() {
    Run run = Run.of(LISTED + chain("iv=0.62") + "07:00:07 liq bybit:BTC long 48500 6");
    assertThat(run.bursts().getFirst().chain()).isNull();
    assertThat(run.bursts().getFirst().because())
        .isEqualTo("the chain is stale: its youngest price is 7.0 s old");
  }

  @Test
  void withoutAChainTheBurstStandsAlone() {
    Run run = Run.of(BURST);
    assertThat(run.bursts().getFirst().because()).isEqualTo("no options of BTC are followed");
    assertThat(run.findings()).hasSize(1);
  }

  @Test
  void farFromEveryStrikeNothingIsAtTheMoney() {
    Run run = Run.of(LISTED + chain("iv=0.62") + "07:00:01 liq bybit:BTC long 60000 6");
    assertThat(run.bursts().getFirst().because())
        .isEqualTo("no strike is within 200 bps of 60000.00");
  }

  @Test
  void optionsInTheirLastHourAreNotLookedAt() {
    String tape = LISTED + chain("iv=0.62").replace("2026-01-09", "2026-01-01");
    Run run = Run.of(tape + "07:00:01 liq bybit:BTC long 48500 6");
    assertThat(run.bursts().getFirst().chain()).isNull();
  }
}
