package dev.carry.engine;

import static dev.carry.engine.GateTapes.OFFER;
import static dev.carry.engine.GateTapes.TWO_VENUES;
import static dev.carry.engine.GateTapes.becauses;
import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Finding.Status;
import dev.carry.model.Quarantine.Gate;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Another coin or unit under the same name.
class PriceRatiosTest {
  @Test
  void ofTwoVenuesThatDisagreeOnThePriceNeitherIsValued() {
    Run run =
        Run.of(
            TWO_VENUES.replace("mark  okx:BTC 50000", "mark  okx:BTC 47600")
                + """
                .        fund bybit:BTC 0.0004 8h 08:00
                07:00:05 mark okx:BTC 47700
                """);
    assertThat(run.quarantines()).hasSize(4).allMatch(q -> q.gate() == Gate.PRICE_RATIO);
    assertThat(becauses(run).getFirst())
        .isEqualTo(
            "the prices of this and bybit:BTC differ by a factor of 1.0506: another coin or unit");
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN);
    assertThat(run.offered().getFirst().head().firstSeen()).isEqualTo(Tape.time("07:00:05"));
  }

  @Test
  void ofThreeVenuesTheOneWithAnotherCoinIsHeldBack() {
    Run run =
        Run.of(
            OFFER
                + """
                .        list  gate:BTC BTC/USDT:USDT period=8h
                .        quote gate:BTC 4.9 10 5.1 10
                .        fund  gate:BTC -0.0009 8h 08:00
                07:00:01 mark  gate:BTC 5
                07:00:02 tick
                """);
    assertThat(run.quarantines()).hasSize(1);
    assertThat(becauses(run))
        .containsExactly("price is 0.0001 of the median over 3 instruments: another coin or unit");
    assertThat(run.offered()).hasSize(1).allMatch(o -> o.head().id().contains("okx:BTC/bybit:BTC"));
  }

  @Test
  void aThirdVenueTellsWhichOfTwoWasWrong() {
    Run run =
        Run.of(
            OFFER.replace("mark  okx:BTC 50000", "mark  okx:BTC 5000")
                + """
                07:00:05 list  gate:BTC BTC/USDT:USDT period=8h
                .        mark  gate:BTC 50005
                """);
    assertThat(run.quarantines().getLast().id().toString()).isEqualTo("bybit:BTC");
    assertThat(run.quarantines().getLast().head().status()).isEqualTo(Status.CLOSED);
    assertThat(run.quarantines()).hasSize(3);
  }

  @Test
  void stalePricesDoNotOutvoteThoseThatMovedOn() {
    StringBuilder tape = new StringBuilder(OFFER);
    for (String venue : List.of("gate", "bitget", "kraken-futures")) {
      tape.append(
          ". list %s:BTC BTC/USDT:USDT period=8h\n. mark %s:BTC 50000\n".formatted(venue, venue));
    }
    tape.append(
        """
        07:01:01 tick
        .        mark okx:BTC 54000
        .        mark bybit:BTC 54010
        .        quote okx:BTC 53999 10 54001 10
        .        quote bybit:BTC 54009 10 54011 10
        07:01:02 tick
        """);
    Run run = Run.of(tape.toString());
    assertThat(run.quarantines()).noneMatch(q -> q.gate() == Gate.PRICE_RATIO);
    assertThat(run.offered().getLast().head().status()).isEqualTo(Status.OPEN);
  }

  @Test
  void withoutAMarkTheQuoteTellsAnotherCoin() {
    Run run =
        Run.of(
            TWO_VENUES
                    .replace(".        mark  okx:BTC 50000\n", "")
                    .replace("quote okx:BTC 49999 10 50001 10", "quote okx:BTC 4.9 10 5.1 10")
                + ". fund bybit:BTC 0.0004 8h 08:00");
    assertThat(run.quarantines()).hasSize(2).allMatch(q -> q.gate() == Gate.PRICE_RATIO);
    assertThat(run.offered()).isEmpty();
  }

  @Test
  void aSpotMarketOfAnotherCoinIsHeldBackAndASoundOneHoldsNobody() {
    Run run =
        Run.of(
            OFFER
                + """
                .        list  okx-spot:BTC-USDT BTC/USDT kind=spot
                .        list  gate-spot:BTC BTC/USDT kind=spot
                07:00:01 quote okx-spot:BTC-USDT 49990 1 49991 1
                .        quote gate-spot:BTC 4.9 10 5.1 10
                """);
    assertThat(run.quarantines()).hasSize(1);
    assertThat(run.quarantines().getFirst().id()).hasToString("gate-spot:BTC");
    assertThat(becauses(run))
        .containsExactly("price is 0.0001 of the median over 4 instruments: another coin or unit");
  }

  @Test
  void aPriceInAnotherCoinIsNoPriceInDollars() {
    Run run =
        Run.of(
            OFFER
                + """
                .        list  gate:BTC_ETH BTC/ETH:ETH period=8h
                .        fund  gate:BTC_ETH 0.01 8h 08:00
                07:00:01 quote gate:BTC_ETH 16.1 10 16.2 10
                07:00:01 mark  gate:BTC_ETH 16.15
                """);
    assertThat(run.quarantines()).isEmpty();
    assertThat(run.findings()).noneMatch(found -> found.head().id().contains("gate"));
  }
}
