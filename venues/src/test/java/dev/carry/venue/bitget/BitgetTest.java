package dev.carry.venue.bitget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Payoff;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BitgetTest {
  private static final Instant FROM = Instant.ofEpochMilli(1_788_220_800_000L);
  private static final Pattern ARGUMENT = Pattern.compile("\\{\"instType\":[^}]+}");

  private final Bitget bitget = new Bitget();

  @Test
  void everyContractIsSubscribedOnceUnderItsFamily() {
    List<Instrument> listed = new ArrayList<>(linear(500));
    listed.add(usdc());
    listed.add(inverse());
    List<SocketPlan> plans =
        bitget.sockets(listed, EnumSet.of(Fact.MARK, Fact.QUOTE, Fact.FUNDING_ESTIMATE));
    assertThat(arguments(plans))
        .hasSize(502)
        .doesNotHaveDuplicates()
        .contains(
            argument("USDT-FUTURES", "C7USDT"),
            argument("USDC-FUTURES", "BTCPERP"),
            argument("COIN-FUTURES", "BTCUSD"));
    assertThat(plans).hasSizeBetween(4, 5).allMatch(plan -> plan.path().equals("/v2/ws/public"));
  }

  private static String argument(String family, String symbol) {
    return "{\"instType\":\"" + family + "\",\"channel\":\"ticker\",\"instId\":\"" + symbol + "\"}";
  }

  @Test
  void subscribeMessagesStayBelow4096Bytes() {
    for (SocketPlan plan : bitget.sockets(linear(400), bitget.offers())) {
      assertThat(plan.hello().size()).as("of 240 an hour").isLessThan(20);
      for (String text : plan.hello()) {
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(4_096);
      }
    }
  }

  @Test
  void liquidationsComeFromTheNewerSocketOfAllContractsOfAFamily() {
    List<SocketPlan> plans =
        bitget.sockets(
            List.of(linear(1).getFirst(), usdc(), inverse()), EnumSet.of(Fact.LIQUIDATION));
    assertThat(plans).singleElement().extracting(SocketPlan::path).isEqualTo("/v3/ws/public");
    assertThat(arguments(plans))
        .containsExactly(
            "{\"instType\":\"usdt-futures\",\"topic\":\"liquidation\"}",
            "{\"instType\":\"usdc-futures\",\"topic\":\"liquidation\"}");
  }

  @Test
  void booksComeWholeWithTheirChangesSoNoneIsAskedForByRest() {
    assertThat(arguments(bitget.books(linear(2))))
        .hasSize(2)
        .allMatch(a -> a.contains("\"books\""));
    assertThat(bitget.bookSnapshot(inverse())).isEmpty();
  }

  @Test
  void fundingIsReadBesideTickersAndOnlyOfFamiliesThatAreWanted() {
    assertThat(bitget.snapshot(List.of(usdc())))
        .extracting(RestCall::path)
        .containsExactly(
            "/api/v2/mix/market/current-fund-rate?productType=USDC-FUTURES",
            "/api/v2/mix/market/tickers?productType=USDC-FUTURES");
    assertThat(bitget.instruments()).hasSize(6);
  }

  @Test
  void historyIsAskedForByPageAndItsNameSaysHowFarBack() {
    RestCall call = bitget.settled(inverse(), FROM, FROM.plusSeconds(5)).orElseThrow();
    assertThat(call.path())
        .isEqualTo(
            "/api/v2/mix/market/history-fund-rate?symbol=BTCUSD&productType=COIN-FUTURES"
                + "&pageSize=100&pageNo=1");
    assertThat(call.stream()).isEqualTo("history-fund-rate/BTCUSD/1788220800000");
    assertThat(call.page("pageNo=2").path()).endsWith("&pageNo=2");
  }

  @Test
  void candlesOfThePastAreAskedForWithinTwoHundred() {
    Past past = bitget.past(Past.Series.MARK, inverse()).orElseThrow();
    RestCall call = past.window().between(FROM, FROM.plus(past.span()));
    long start = Long.parseLong(call.path().replaceAll(".*startTime=(\\d+).*", "$1"));
    long end = Long.parseLong(call.path().replaceAll(".*endTime=(\\d+).*", "$1"));
    assertThat((end - start) / 3_600_000 + 1).isLessThanOrEqualTo(200);
    assertThat(call.stream()).isEqualTo("history-mark-candles/1H/BTCUSD");
    assertThat(bitget.past(Past.Series.OPEN_INTEREST, inverse())).isEmpty();
    assertThat(bitget.past(Past.Series.PREMIUM, inverse())).isEmpty();
  }

  @Test
  void chineseNamesAreSpelledForTheAddress() {
    Instrument chinese =
        Instrument.perpetual(InstrumentId.of(Bitget.ID, "龙虾USDT"), "龙虾", "USDT").build();
    assertThat(bitget.settled(chinese, FROM, FROM).orElseThrow().path())
        .contains("symbol=%E9%BE%99%E8%99%BEUSDT&");
  }

  private static List<String> arguments(List<SocketPlan> plans) {
    return plans.stream()
        .flatMap(plan -> plan.hello().stream())
        .flatMap(text -> ARGUMENT.matcher(text).results())
        .map(MatchResult::group)
        .toList();
  }

  private static List<Instrument> linear(int count) {
    List<Instrument> contracts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InstrumentId id = InstrumentId.of(Bitget.ID, "C" + i + "USDT");
      contracts.add(Instrument.perpetual(id, "C" + i, "USDT").build());
    }
    return contracts;
  }

  private static Instrument usdc() {
    return Instrument.perpetual(InstrumentId.of(Bitget.ID, "BTCPERP"), "BTC", "USDC").build();
  }

  private static Instrument inverse() {
    return Instrument.perpetual(InstrumentId.of(Bitget.ID, "BTCUSD"), "BTC", "USD")
        .settle("BTC")
        .payoff(Payoff.INVERSE)
        .build();
  }
}
