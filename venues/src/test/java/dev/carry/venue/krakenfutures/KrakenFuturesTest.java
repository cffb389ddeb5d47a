package dev.carry.venue.krakenfutures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class KrakenFuturesTest {
  private static final Pattern PRODUCT = Pattern.compile("\"(PF_\\w+)\"");
  private static final Instant FROM = Instant.parse("2026-08-01T00:00:00Z");

  private final KrakenFutures kraken = new KrakenFutures();

  @Test
  void everyPerpetualIsSubscribedOnceForEachFeed() {
    List<SocketPlan> plans =
        kraken.sockets(perpetuals(450), EnumSet.of(Fact.MARK, Fact.FUNDING_ESTIMATE, Fact.TRADE));
    assertThat(plans).hasSize(3);
    for (String feed : List.of("ticker", "trade")) {
      List<String> products =
          plans.stream()
              .flatMap(plan -> plan.hello().stream())
              .filter(text -> text.contains("\"feed\":\"" + feed + "\""))
              .flatMap(text -> PRODUCT.matcher(text).results().map(found -> found.group(1)))
              .toList();
      assertThat(products).hasSize(450).doesNotHaveDuplicates();
    }
    assertThat(plans.getFirst().promises()).hasSize(2 * 200);
  }

  @Test
  void tradesAloneNeedNoTicker() {
    List<SocketPlan> plans = kraken.sockets(perpetuals(2), Set.of(Fact.LIQUIDATION));
    assertThat(plans).singleElement().extracting(plan -> plan.promises().size()).isEqualTo(0);
    assertThat(plans.getFirst().hello()).singleElement().asString().contains("\"trade\"");
  }

  @Test
  void whatDoesNotTradeMayBeSilent() {
    Instrument halted =
        perpetuals(1).getFirst().toBuilder().status(Instrument.Status.HALTED).build();
    assertThat(kraken.sockets(List.of(halted), kraken.offers()).getFirst().promises()).isEmpty();
  }

  @Test
  void booksComeWithTheirOwnBeginning() {
    Instrument one = perpetuals(1).getFirst();
    SocketPlan plan = kraken.books(List.of(one)).getFirst();
    assertThat(plan.hello())
        .containsExactly(
            "{\"event\":\"subscribe\",\"feed\":\"book\",\"product_ids\":[\"PF_C0USD\"]}");
    assertThat(kraken.bookSnapshot(one)).isEmpty();
  }

  @Test
  void candlesAreAskedForInSecondsAndPagesGoForward() {
    Past past = kraken.past(Past.Series.INDEX, perpetuals(1).getFirst()).orElseThrow();
    RestCall call = past.window().between(FROM, FROM.plus(past.span()));
    assertThat(call.stream()).isEqualTo("candles/spot/PF_C0USD/1m");
    assertThat(call.path())
        .isEqualTo("/api/charts/v1/spot/PF_C0USD/1m?from=1785542400&to=1785662400");
    assertThat(call.page("from=1785600000").path())
        .isEqualTo("/api/charts/v1/spot/PF_C0USD/1m?to=1785662400&from=1785600000");
  }

  @Test
  void openInterestAtAnInstantClosesTheHourBeforeIt() {
    Past past = kraken.past(Past.Series.OPEN_INTEREST, perpetuals(1).getFirst()).orElseThrow();
    assertThat(past.window().between(FROM, FROM).path())
        .contains("open-interest?interval=3600&since=1785538800&to=1785542400");
  }

  @Test
  void datedFuturesHaveNoFundingHistory() {
    Instrument dated =
        perpetuals(1).getFirst().toBuilder().kind(Instrument.Kind.DATED_FUTURE).build();
    assertThat(kraken.settled(dated, FROM, FROM)).isEmpty();
    assertThat(kraken.past(Past.Series.FUNDING, dated)).isEmpty();
    assertThat(kraken.past(Past.Series.MARK, dated)).isPresent();
  }

  private static List<Instrument> perpetuals(int count) {
    List<Instrument> perpetuals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InstrumentId id = InstrumentId.of(KrakenFutures.ID, "PF_C" + i + "USD");
      perpetuals.add(Instrument.perpetual(id, "C" + i, "USD").build());
    }
    return perpetuals;
  }
}
