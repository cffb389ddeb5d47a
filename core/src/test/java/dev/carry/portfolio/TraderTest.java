package dev.carry.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Book;
import dev.carry.model.Command;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.Levels;
import dev.carry.model.Line;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.portfolio.Position.Phase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraderTest {
  private static final String BYBIT = "bybit:BTCUSDT";
  private static final String OKX = "okx:BTC-USDT-SWAP";
  private static final Instant SEVEN = Instant.parse("2026-01-01T07:00:00Z");

  /// Both legs at 50,000, long one, short the other, 100,000 a leg: 2 BTC.
  private static PaperMarket opened() {
    return opened(new PaperMarket());
  }

  private static PaperMarket opened(PaperMarket market) {
    return market
        .perpetual(BYBIT, "BTC")
        .perpetual(OKX, "BTC")
        .at("07:00:00")
        .price(BYBIT, "50000")
        .price(OKX, "50000")
        .estimate(BYBIT, "0.0001")
        .estimate(OKX, "0.0003")
        .open(BYBIT, OKX, "100000")
        .at("07:00:01");
  }

  private static BigDecimal dollars(String amount) {
    return new BigDecimal(amount).setScale(8);
  }

  @Test
  void anOrderMeetsTheMarketAsItIsKnownWhenItArrives() {
    PaperMarket market =
        new PaperMarket()
            .perpetual(BYBIT, "BTC")
            .perpetual(OKX, "BTC")
            .at("07:00:00")
            .price(BYBIT, "50000")
            .price(OKX, "50000")
            .open(BYBIT, OKX, "100000");
    assertThat(market.fills()).as("on their way").isEmpty();
    market.at("07:00:00.200").price(BYBIT, "50100");
    market.at("07:00:00.300").price(BYBIT, "50900");

    assertThat(market.fills())
        .extracting(Fill::price)
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(new BigDecimal("50100"), new BigDecimal("50000"));
    assertThat(market.fills())
        .extracting(Fill::at)
        .containsOnly(Instant.parse("2026-01-01T07:00:00.250Z"));
  }

  @Test
  void positiveFundingMeansTheLongPaysAndTheShortReceives() {
    PaperMarket market =
        opened()
            .at("08:00:05")
            .settled(BYBIT, "0.0001", "08:00:00")
            .settled(OKX, "0.0003", "08:00:00");

    assertThat(market.of(TradeEvent.Entry.class))
        .filteredOn(entry -> entry.line() == Line.FUNDING)
        .extracting(TradeEvent.Entry::amount)
        .containsExactly(dollars("-10"), dollars("30"));
    assertThat(market.account().realised()).isEqualTo(dollars("20"));
  }

  @Test
  void aSettlementIsPaidOnTheMarkOfItsInstant() {
    PaperMarket market =
        opened()
            .at("07:59:59")
            .mark(BYBIT, "60000")
            .at("08:00:10")
            .mark(BYBIT, "70000")
            .settled(BYBIT, "0.0001", "08:00:00")
            .settled(OKX, "0.0003", "08:00:00", "40000");

    assertThat(market.of(TradeEvent.Entry.class))
        .extracting(TradeEvent.Entry::amount)
        .containsExactly(dollars("-12"), dollars("24"));
  }

  @Test
  void aSettlementIsPaidOnce() {
    PaperMarket market =
        opened()
            .at("08:00:05")
            .settled(OKX, "0.0003", "08:00:00")
            .at("08:00:30")
            .settled(OKX, "0.0003", "08:00:00.017")
            .at("08:02:00")
            .settled(OKX, "0.0003", "08:00:00");

    assertThat(market.booked(Line.FUNDING)).isEqualTo(dollars("30"));
  }

  /// A venue's clock that is ahead of ours, and its history that tells the same once more.
  @Test
  void aSettlementToldBeforeItsInstantIsPaidOnceToo() {
    PaperMarket market =
        opened()
            .at("07:59:58")
            .settled(OKX, "0.0003", "08:00:00")
            .at("08:00:05")
            .settled(BYBIT, "0.0001", "08:00:00")
            .price(BYBIT, "50000")
            .price(OKX, "50000")
            .close()
            .at("08:00:07")
            .at("08:00:09");
    assertThat(market.of(Closed.class)).as("nothing is owed").hasSize(1);
    market.at("08:20:00").settled(OKX, "0.0003", "08:00:00");

    assertThat(market.booked(Line.FUNDING)).isEqualTo(dollars("20"));
  }

  @Test
  void whatIsGivenUpBeforeTheRateIsToldIsStillOwedIt() {
    PaperMarket market =
        opened()
            .at("08:00:01")
            .price(BYBIT, "50000")
            .price(OKX, "50000")
            .close()
            .at("08:00:03")
            .at("08:00:05");
    assertThat(market.account().positions()).isEmpty();
    assertThat(market.of(Closed.class)).as("a settlement is yet to be told").isEmpty();

    market.settled(OKX, "0.0003", "08:00:00").settled(BYBIT, "0.0001", "08:00:00");

    assertThat(market.of(Closed.class)).singleElement().returns(dollars("20"), Closed::pnl);
    assertThat(market.of(Closed.class).getFirst().settlements()).isEqualTo(2);
  }

  @Test
  void whatIsOpenedAfterTheBoundaryIsOwedNothing() {
    PaperMarket market =
        new PaperMarket()
            .perpetual(BYBIT, "BTC")
            .perpetual(OKX, "BTC")
            .at("08:00:00")
            .price(BYBIT, "50000")
            .price(OKX, "50000")
            .estimate(BYBIT, "0.0001")
            .estimate(OKX, "0.0003")
            .open(BYBIT, OKX, "100000")
            .at("08:00:01")
            .settled(OKX, "0.0003", "08:00:00");

    assertThat(market.booked(Line.FUNDING)).isEqualByComparingTo("0");
  }

  @Test
  void aSettlementThatNeverCameIsSaidToBeMissing() {
    PaperMarket market =
        opened().at("08:00:05").settled(OKX, "0.0003", "08:00:00").at("1+07:59:00");
    assertThat(market.incidents()).isEmpty();

    market.at("1+08:00:01");

    assertThat(market.of(Incident.class))
        .filteredOn(incident -> incident.kind() == Incident.Kind.MISSING_SETTLEMENT)
        .extracting(Incident::text)
        .contains("the settlement of 2026-01-01T08:00:00Z was never told");
  }

  @Test
  void spreadFeesAndSlippageEachHaveTheirLine() {
    AccountSettings account =
        PaperMarket.ACCOUNT.with(
            new Execution(
                Duration.ZERO,
                Duration.ofMinutes(5),
                new BigDecimal("0.0002"),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                Duration.ZERO,
                BigDecimal.ZERO,
                Duration.ZERO));
    PaperMarket market =
        new PaperMarket(account, 0.0005)
            .perpetual(BYBIT, "BTC")
            .perpetual(OKX, "BTC")
            .at("07:00:00")
            .quote(BYBIT, "49990", "50000")
            .quote(OKX, "50000", "50010")
            .open(BYBIT, OKX, "100000")
            .at("07:00:01");

    // 2 BTC each: half of 10 lost to the spread, 0.02 % of the touch beyond it
    assertThat(market.booked(Line.SPREAD)).isEqualTo(dollars("-20"));
    assertThat(market.booked(Line.SLIPPAGE)).isEqualTo(dollars("-40"));
    assertThat(market.booked(Line.FEES)).isEqualByComparingTo("-100"); // on 50,010 and 49,990
  }

  @Test
  void whatTheMiddleOfTheMarketDoesIsPrice() {
    PaperMarket market =
        opened().at("07:30:00").price(BYBIT, "51000").price(OKX, "50900").close().at("07:30:01");

    assertThat(market.account().positions()).isEmpty();
    assertThat(market.booked(Line.PRICE)).isEqualByComparingTo("200"); // +2000 − 1800
    assertThat(market.of(Closed.class)).singleElement().returns(dollars("200"), Closed::pnl);
  }

  @Test
  void theBookIsWalkedAndNothingBeyondTheSlippageAllowedIsTaken() {
    PaperMarket market = new PaperMarket().perpetual(BYBIT, "BTC").perpetual(OKX, "BTC");
    market.at("07:00:00").price(BYBIT, "50000").price(OKX, "50000");
    book(market, BYBIT, "49990:5", "50010:1", "50030:0.5", "50600:9");
    book(market, OKX, "49990:5", "50010:5");
    market.open(BYBIT, OKX, "100000").at("07:00:01");

    Fill bought = market.fills().getFirst();
    assertThat(bought.against()).isEqualTo("book");
    assertThat(bought.size()).isEqualByComparingTo("1.5");
    assertThat(bought.price()).isEqualByComparingTo("50016.666666666667");
    assertThat(bought.left()).isEqualByComparingTo("0.5");
    assertThat(market.booked(Line.SLIPPAGE)).isEqualTo(dollars("-10")); // half a coin, 20 dearer
  }

  /// Bids first; a price of less than the middle is a bid.
  private static void book(PaperMarket market, String id, String... levels) {
    market.take(
        new Book(
            PaperMarket.id(id),
            null,
            SEVEN,
            true,
            side(levels, true),
            side(levels, false),
            Instrument.SizeIn.BASE));
  }

  private static Levels side(String[] levels, boolean bids) {
    return Levels.of(
        Stream.of(levels)
            .map(level -> level.split(":"))
            .filter(level -> bids == new BigDecimal(level[0]).intValue() < 50_000)
            .flatMap(Stream::of)
            .map(BigDecimal::new)
            .toList());
  }

  @Test
  void whatOneLegHasMoreThanTheOtherIsGivenUp() {
    PaperMarket market = new PaperMarket().perpetual(BYBIT, "BTC").perpetual(OKX, "BTC");
    market.at("07:00:00").price(BYBIT, "50000").price(OKX, "50000");
    book(market, BYBIT, "49990:5", "50000:1");
    book(market, OKX, "49990:5", "50010:5");
    market.open(BYBIT, OKX, "100000").at("07:00:01");
    assertThat(market.of(Incident.class))
        .singleElement()
        .returns(Incident.Kind.UNHEDGED, Incident::kind)
        .returns("of the long leg 50.00 % filled, of the short 100.00 %", Incident::text);

    market.at("07:00:02");

    assertThat(market.fills()).hasSize(3);
    assertThat(market.fills().getLast())
        .returns("okx:BTC-USDT-SWAP", fill -> fill.id().toString())
        .returns("evens out the legs", Fill::why);
    assertThat(market.fills().getLast().size()).isEqualByComparingTo("1");
    Position position = market.account().positions().getFirst();
    assertThat(position.phase()).isEqualTo(Phase.OPEN);
    assertThat(position.longLeg.size).isEqualByComparingTo(position.shortLeg.size);
    assertThat(position.unhedged).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void whatIsLessThanAnyVenueTakesIsNotGivenUp() {
    for (String there : List.of("1.999985", "1.99997")) {
      PaperMarket market = new PaperMarket().perpetual(BYBIT, "BTC").perpetual(OKX, "BTC");
      market.at("07:00:00").price(BYBIT, "50000").price(OKX, "50000");
      book(market, BYBIT, "49990:5", "50000:" + there);
      book(market, OKX, "49990:5", "50010:5");

      market.open(BYBIT, OKX, "100000").at("07:00:01").at("07:00:02");

      boolean dust = there.equals("1.999985"); // 0.75 dollars of the other leg more, or 1.50
      assertThat(market.fills()).hasSize(dust ? 2 : 3);
      assertThat(market.incidents()).isEqualTo(dust ? List.of() : List.of(Incident.Kind.UNHEDGED));
      market.close().at("07:00:03");
      assertThat(market.account().positions()).isEmpty();
    }
  }

  @Test
  void aPositionThatIsEndedBeforeOneOfItsLegsFillsSaysWhy() {
    PaperMarket market = new PaperMarket().perpetual(BYBIT, "BTC").perpetual(OKX, "BTC");
    market.at("07:00:00").price(BYBIT, "50000").price(OKX, "50000");
    book(market, BYBIT, "49990:5", "50000:1");

    market.open(BYBIT, OKX, "100000").close();
    market.take(
        new Book(
            PaperMarket.id(BYBIT),
            null,
            SEVEN,
            true,
            Levels.NONE,
            Levels.NONE,
            Instrument.SizeIn.BASE));
    market.at("07:00:01").at("07:00:02");

    assertThat(market.fills()).hasSize(2);
    assertThat(market.of(Closed.class)).singleElement().returns("a test wishes it", Closed::closed);
  }

  @Test
  void whereNothingCanBeTradedOnNothingIsOpened() {
    PaperMarket market =
        new PaperMarket(
                PaperMarket.ACCOUNT.with(
                    PaperMarket.ACCOUNT.execution().withQuoteLife(Duration.ofSeconds(1))),
                0)
            .perpetual(BYBIT, "BTC")
            .perpetual(OKX, "BTC")
            .at("07:00:00")
            .price(BYBIT, "50000")
            .at("07:00:02")
            .price(OKX, "50000")
            .open(BYBIT, OKX, "100000");
    assertThat(market.answer()).isEqualTo("the last quote of bybit:BTCUSDT is too old");
    assertThat(market.open(BYBIT, "okx:ETH-USDT-SWAP", "1").answer())
        .isEqualTo("the last quote of bybit:BTCUSDT is too old");
    assertThat(market.price(BYBIT, "50000").open(BYBIT, "okx:ETH-USDT-SWAP", "1").answer())
        .isEqualTo("okx:ETH-USDT-SWAP is not listed");
  }

  @Test
  void anOrderThatEndsWaitsForPricesItCanTradeOn() {
    PaperMarket market = opened().at("07:30:00").price(BYBIT, "50000").close().at("07:30:01");
    assertThat(market.fills()).as("okx was last quoted at 7").hasSize(3);

    market.at("07:31:00").price(OKX, "50200").at("07:31:01");

    assertThat(market.fills()).hasSize(4);
    assertThat(market.fills().getLast().at()).isEqualTo(Instant.parse("2026-01-01T07:31:00.250Z"));
    assertThat(market.of(Closed.class)).singleElement().returns(dollars("-400"), Closed::pnl);
  }

  @Test
  void theKillSwitchClosesEverythingAndNothingIsOpenedAfterwards() {
    PaperMarket market = opened();
    market.take(new Command(Command.Action.KILL, Instant.parse("2026-01-01T07:00:01Z")));
    market.at("07:00:02");

    assertThat(market.account().positions()).isEmpty();
    assertThat(market.open(BYBIT, OKX, "100").answer()).isEqualTo("stopped by the kill switch");
  }

  @Test
  void aPositionThatIsBeingOpenedWhenTheKillSwitchIsPulledIsClosedToo() {
    PaperMarket market =
        new PaperMarket()
            .perpetual(BYBIT, "BTC")
            .perpetual(OKX, "BTC")
            .at("07:00:00")
            .price(BYBIT, "50000")
            .price(OKX, "50000")
            .open(BYBIT, OKX, "100000");
    market.take(new Command(Command.Action.KILL, Instant.parse("2026-01-01T07:00:00.100Z")));

    market.at("07:00:01").at("07:00:02");

    assertThat(market.fills()).hasSize(4);
    assertThat(market.account().positions()).isEmpty();
  }

  @Test
  void theSameInverseFundingInDollars() {
    InstrumentBuilder inverse =
        Instrument.perpetual(PaperMarket.id("bitmex:XBTUSD"), "BTC", "USD")
            .settle("BTC")
            .payoff(Instrument.Payoff.INVERSE)
            .contractValue(BigDecimal.ONE)
            .fundingPeriod(Duration.ofHours(8));
    PaperMarket market =
        new PaperMarket()
            .list(inverse.build())
            .perpetual(OKX, "BTC")
            .at("07:00:00")
            .price("bitmex:XBTUSD", "50000")
            .price(OKX, "50000")
            .estimate("bitmex:XBTUSD", "0.0001")
            .open("bitmex:XBTUSD", OKX, "100000")
            .at("07:00:01")
            .at("08:00:05")
            .settled("bitmex:XBTUSD", "0.0001", "08:00:00");

    assertThat(market.booked(Line.FUNDING)).isEqualTo(dollars("-10")); // 0.0002 BTC at 50,000
    market.at("08:01:00").price("bitmex:XBTUSD", "40000").price(OKX, "40000").close();
    market.at("08:01:01");
    // 100,000 USD long lost 0.5 BTC, worth 20,000 now; 2 BTC short made 20,000
    assertThat(market.booked(Line.PRICE)).isEqualByComparingTo("0");
    assertThat(market.of(TradeEvent.Entry.class))
        .filteredOn(entry -> entry.line() == Line.PRICE)
        .extracting(TradeEvent.Entry::amount)
        .containsExactly(dollars("-20000"), dollars("20000"));
  }

  @Test
  void aContinuousVenueIsPaidForTheTimeHeld() {
    InstrumentBuilder deribit =
        Instrument.perpetual(PaperMarket.id("deribit:BTC_USDC-PERPETUAL"), "BTC", "USDC")
            .settle("USDC")
            .settles(Instrument.Settles.CONTINUOUS)
            .fundingPeriod(Duration.ofHours(8));
    PaperMarket market =
        new PaperMarket()
            .list(deribit.build())
            .perpetual(OKX, "BTC")
            .at("06:00:00")
            .price("deribit:BTC_USDC-PERPETUAL", "50000")
            .price(OKX, "50000")
            .open("deribit:BTC_USDC-PERPETUAL", OKX, "100000")
            .at("06:00:01")
            .at("08:00:05")
            .settled("deribit:BTC_USDC-PERPETUAL", "0.0001", "08:00:00");

    // two of eight hours, less the quarter of a second until the fill
    assertThat(market.booked(Line.FUNDING).doubleValue())
        .isEqualTo(-10 * (7200 - 0.25) / 28800, within(1e-8));
  }

  @Test
  void theEndClosesWhatIsOpenAtTheLastPrices() {
    PaperMarket market = opened().at("07:59:00").end();

    assertThat(market.account().positions()).isEmpty();
    assertThat(market.of(Closed.class))
        .singleElement()
        .returns("the end", Closed::closed)
        .returns(List.of(PaperMarket.id(BYBIT), PaperMarket.id(OKX)), Closed::legs);
  }

  @Test
  void lessThanOneContractIsNotAskedFor() {
    PaperMarket market = new PaperMarket().perpetual("bybit:BTCUSDT", "BTC");
    market.list(
        Instrument.perpetual(PaperMarket.id("bitmex:XBTUSD"), "BTC", "USD")
            .settle("BTC")
            .payoff(Instrument.Payoff.INVERSE)
            .contractValue(BigDecimal.valueOf(100))
            .fundingPeriod(Duration.ofHours(8))
            .build());
    market.at("07:00:00").price("bybit:BTCUSDT", "50000").price("bitmex:XBTUSD", "50000");

    market.open("bybit:BTCUSDT", "bitmex:XBTUSD", "99");
    assertThat(market.answer()).isEqualTo("99 is less than the smallest size of a leg");
    market.open("bybit:BTCUSDT", "bitmex:XBTUSD", "100");
    assertThat(market.answer()).isEmpty();
  }
}
