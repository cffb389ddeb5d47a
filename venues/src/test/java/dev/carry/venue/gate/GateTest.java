package dev.carry.venue.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Payoff;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Instant FROM = Instant.ofEpochSecond(1_788_220_800);

  private final Gate gate = new Gate();

  @Test
  void everyContractIsSubscribedOnceAndOfItsOwnCurrency() {
    List<Instrument> listed = new ArrayList<>(linear(450));
    listed.add(inverse());
    Set<Fact> facts = EnumSet.of(Fact.FUNDING_ESTIMATE, Fact.MARK, Fact.QUOTE);
    List<SocketPlan> plans = gate.sockets(listed, facts);
    assertThat(plans).hasSize(4);
    assertThat(plans).filteredOn(p -> p.path().equals("/v4/ws/btc")).hasSize(1);
    for (String channel : List.of("futures.tickers", "futures.book_ticker")) {
      assertThat(names(plans, channel)).hasSize(451).doesNotHaveDuplicates();
    }
    assertThat(plans.getFirst().path()).isEqualTo("/v4/ws/btc");
    assertThat(names(plans.subList(0, 1), "futures.tickers")).containsExactly("BTC_USD");
  }

  /// One name that is gone would refuse them all.
  @Test
  void namesAreSubscribedInSmallMessages() {
    for (SocketPlan plan : gate.sockets(linear(200), EnumSet.of(Fact.MARK))) {
      assertThat(plan.hello()).hasSize(4);
    }
  }

  @Test
  void liquidationsOfAllContractsAreSubscribedOnceACurrency() {
    List<SocketPlan> plans = gate.sockets(linear(450), EnumSet.of(Fact.LIQUIDATION, Fact.MARK));
    assertThat(names(plans, "futures.public_liquidates")).containsExactly("!all");
    assertThat(gate.sockets(linear(450), EnumSet.of(Fact.LIQUIDATION))).hasSize(1);
  }

  @Test
  void candlesAreSubscribedOneByOneOfTheMark() {
    SocketPlan plan = gate.sockets(linear(2), EnumSet.of(Fact.CANDLE)).getFirst();
    assertThat(plan.hello())
        .hasSize(2)
        .allMatch(text -> text.contains("\"payload\":[\"1m\",\"mark_C"));
  }

  @Test
  void booksComeWholeWithTheirChangesSoNoneIsAskedForByRest() {
    List<SocketPlan> plans = gate.books(List.of(linear(1).getFirst(), inverse()));
    assertThat(names(plans, "futures.obu")).containsExactly("ob.BTC_USD.50", "ob.C0_USDT.50");
    assertThat(gate.bookSnapshot(inverse())).isEmpty();
  }

  @Test
  void theListIsAskedForWithoutALimitWhichWouldCutIt() {
    assertThat(gate.instruments())
        .extracting(RestCall::path)
        .containsExactly("/api/v4/futures/usdt/contracts", "/api/v4/futures/btc/contracts");
    assertThat(gate.snapshot(linear(3)))
        .extracting(RestCall::path)
        .containsExactly("/api/v4/futures/usdt/contracts", "/api/v4/futures/usdt/tickers");
  }

  @Test
  void historyIsAskedForInSecondsAndALittleLonger() {
    RestCall call =
        gate.settled(linear(1).getFirst(), FROM, FROM.plusSeconds(28_800)).orElseThrow();
    assertThat(call.path())
        .isEqualTo(
            "/api/v4/futures/usdt/funding_rate?contract=C0_USDT&from=1788220800&to=1788249605"
                + "&limit=1000");
    assertThat(call.page("to=5").path()).contains("from=1788220800", "to=5");
  }

  @Test
  void chineseNamesAreSpelledForTheAddressAndKeptInTheStream() {
    Instrument chinese =
        Instrument.perpetual(InstrumentId.of(Gate.ID, "龙虾_USDT"), "龙虾", "USDT").build();
    RestCall call = gate.settled(chinese, FROM, FROM).orElseThrow();
    assertThat(call.path()).contains("contract=%E9%BE%99%E8%99%BE_USDT&");
    assertThat(call.stream()).isEqualTo("funding_rate/龙虾_USDT");
  }

  @Test
  void everySeriesOfThePastIsAskedForWithinWhatOneCallAnswers() {
    for (Past.Series series : Past.Series.values()) {
      Past past = gate.past(series, inverse()).orElseThrow();
      RestCall call = past.window().between(FROM, FROM.plus(past.span()));
      assertThat(call.path()).startsWith("/api/v4/futures/btc/").contains("BTC_USD");
      assertThat(call.path()).contains("from=1788220800");
    }
    Past mark = gate.past(Past.Series.MARK, inverse()).orElseThrow();
    assertThat(mark.window().between(FROM, FROM).path()).contains("contract=mark_BTC_USD&");
    assertThat(mark.bar()).isEqualTo(Duration.ofHours(1));
    Past interest = gate.past(Past.Series.OPEN_INTEREST, inverse()).orElseThrow();
    assertThat(interest.window().between(FROM, FROM.plus(interest.span())).path())
        .contains("limit=100&");
  }

  private static List<String> names(List<SocketPlan> plans, String channel) {
    Pattern payload = Pattern.compile("\"" + channel + "\".*\"payload\":\\[\"(.*)\"]");
    return plans.stream()
        .flatMap(plan -> plan.hello().stream())
        .flatMap(text -> payload.matcher(text).results())
        .map(MatchResult::group)
        .flatMap(text -> List.of(text.replaceAll(".*\\[\"|\"]", "").split("\",\"", -1)).stream())
        .toList();
  }

  private static List<Instrument> linear(int count) {
    List<Instrument> contracts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InstrumentId id = InstrumentId.of(Gate.ID, "C" + i + "_USDT");
      contracts.add(Instrument.perpetual(id, "C" + i, "USDT").build());
    }
    return contracts;
  }

  private static Instrument inverse() {
    return Instrument.perpetual(InstrumentId.of(Gate.ID, "BTC_USD"), "BTC", "USD")
        .settle("BTC")
        .payoff(Payoff.INVERSE)
        .build();
  }
}
