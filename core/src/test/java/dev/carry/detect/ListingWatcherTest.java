package dev.carry.detect;

import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Finding.Status;
import dev.carry.model.FindingJson;
import dev.carry.model.ListingFinding;
import dev.carry.model.ListingFinding.Change;
import dev.carry.testkit.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingWatcherTest {
  private static final String FIRST_LIST =
      """
      07:00:00 start
      .        list bybit:BTC BTC/USDT:USDT period=8h cap=0.003 floor=-0.003
      07:01:00 list bybit:ETH ETH/USDT:USDT period=8h
      """;

  @Test
  void whatAVenueListsAtFirstIsKnownAndWhatItAddsLaterIsNew() {
    Run run = Run.of(FIRST_LIST + "07:10:00 list bybit:PEPE PEPE/USDT:USDT period=4h\n");

    ListingFinding found = run.listings().getFirst();
    assertThat(run.listings()).hasSize(1);
    assertThat(found.change()).isEqualTo(Change.NEW);
    assertThat(found.instrument()).hasToString("bybit:PEPE");
    assertThat(found.after()).isEqualTo("perpetual PEPE/USDT:USDT, trading, funding PT4H");
  }

  @Test
  void aSecondVenueThatConnectsLaterHasAFirstListOfItsOwn() {
    Run run = Run.of(FIRST_LIST + "09:00:00 list okx:BTC BTC/USDT:USDT period=8h\n");

    assertThat(run.listings()).isEmpty();
  }

  @Test
  void periodAndCapTravelFromWhatTheyWereToWhatTheyAre() {
    Run run =
        Run.of(
            FIRST_LIST
                + "08:00:00 list bybit:BTC BTC/USDT:USDT period=4h cap=0.0015 floor=-0.0015\n");

    assertThat(run.listings())
        .extracting(found -> found.change() + " " + found.before() + " -> " + found.after())
        .containsExactly("PERIOD PT8H -> PT4H", "CAP -0.003 to 0.003 -> -0.0015 to 0.0015");
  }

  @Test
  void aDelistingStaysOpenUntilItIsOverAndSaysSo() {
    Run run =
        Run.of(
            FIRST_LIST
                + """
                08:00:00 list bybit:ETH ETH/USDT:USDT period=8h status=delisting
                09:00:00 list bybit:ETH ETH/USDT:USDT period=8h status=delisted
                """);

    assertThat(run.listings())
        .extracting(ListingFinding::change)
        .containsExactly(Change.DELISTING, Change.DELISTING, Change.DELISTED);
    assertThat(statuses(run.listings())).containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
  }

  @Test
  void aListThatOmitsATermThisTimeChangesNothing() {
    Run run = Run.of(FIRST_LIST + "08:00:00 list bybit:BTC BTC/USDT:USDT\n");

    assertThat(run.listings()).isEmpty();
  }

  @Test
  void aChangeClosesADayLaterAndWithTheProcess() {
    String changed = FIRST_LIST + "08:00:00 list bybit:BTC BTC/USDT:USDT period=4h\n";

    assertThat(statuses(Run.of(changed + "1+08:00:01 tick\n").listings()))
        .containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(statuses(Run.of(changed + "08:00:01 stop\n").listings()))
        .containsExactly(Status.OPEN, Status.CLOSED);
  }

  @Test
  void newStrikesAreNotTold() {
    Run run =
        Run.of(
            FIRST_LIST
                + "08:00:00 list bybit:C BTC/USDT strike=1 type=call expiry=2026-03-27"
                + " kind=option\n");

    assertThat(run.listings()).isEmpty();
  }

  @Test
  void usersSeeItAsOneLine() {
    Run run = Run.of(FIRST_LIST + "08:00:00 list bybit:BTC BTC/USDT:USDT period=4h\n");

    List<String> json = run.listings().stream().map(FindingJson::write).toList();
    assertThat(json.getFirst())
        .startsWith("{\"finding\":\"listing\",\"id\":\"listing-watcher/bybit:BTC/period/")
        .contains(
            "\"instrument\":\"bybit:BTC\",\"change\":\"period\",\"before\":\"PT8H\",\"after\":\"PT4H\"");
  }
}
