package dev.carry.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BinanceUsdmCodecTest {
  private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");
  private static final long NEXT = NOW.plus(Duration.ofHours(8)).toEpochMilli();

  private final Instruments listed = new Instruments();
  private final VenueCodec codec = new BinanceUsdm().codec(listed);

  @Test
  void sellOrderOnBinanceMeansALongWasLiquidated() {
    assertThat(liquidation("\"S\":\"SELL\",\"ap\":\"59610.40\",\"z\":\"0.5\"").liquidated())
        .isEqualTo(Liquidation.Position.LONG);
    assertThat(liquidation("\"S\":\"BUY\",\"ap\":\"59610.40\",\"z\":\"0.5\"").liquidated())
        .isEqualTo(Liquidation.Position.SHORT);
  }

  @Test
  void liquidationsAreToldAtTheirFillOrElseAtTheirOrder() {
    Liquidation filled = liquidation("\"S\":\"SELL\",\"ap\":\"59610.40\",\"z\":\"0.3\"");
    assertThat(filled.priceIs()).isEqualTo(Liquidation.PriceIs.FILL);
    assertThat(filled.price()).isEqualTo("59610.40");
    assertThat(filled.size()).isEqualTo("0.3");
    Liquidation open = liquidation("\"S\":\"SELL\",\"ap\":\"0\",\"z\":\"0\"");
    assertThat(open.priceIs()).isEqualTo(Liquidation.PriceIs.ORDER);
    assertThat(open.price()).isEqualTo("59500");
    assertThat(open.size()).isEqualTo("0.5");
    assertThat(open.complete()).as("a sample: at most one a second and symbol").isFalse();
  }

  @Test
  void buyerIsMakerMeansTheTakerSold() {
    assertThat(((Trade) only(trade("true"))).taker()).isEqualTo(Side.SELL);
    assertThat(((Trade) only(trade("false"))).taker()).isEqualTo(Side.BUY);
  }

  @Test
  void emptyFundingRateOnDatedFutureIsNoFact() {
    assertThat(facts(mark("ETHUSDT_250328", "\"\"", 0)))
        .noneMatch(FundingEstimate.class::isInstance)
        .hasAtLeastOneElementOfType(MarkPrice.class);
    assertThat(facts(mark("BTCBUSD_210129", "\"0.00000000\"", 0)))
        .noneMatch(FundingEstimate.class::isInstance);
  }

  @Test
  void aListedDatedFutureNeverPaysFunding() {
    list();
    assertThat(facts(mark("BTCUSDT_261225", "\"0.0001\"", NEXT)))
        .noneMatch(FundingEstimate.class::isInstance);
  }

  @Test
  void settlingSymbolWithTimeZeroHasNoEstimate() {
    assertThat(
            facts(
                """
                {"symbol":"BALUSDT","markPrice":"1.25343333","indexPrice":"1.25343333",\
                "estimatedSettlePrice":"0.00000000","lastFundingRate":"0.00000000",\
                "interestRate":"0.00000000","nextFundingTime":0,"time":1788220800000}\
                """))
        .noneMatch(FundingEstimate.class::isInstance)
        .noneMatch(Listing.class::isInstance);
  }

  @Test
  void zeroIsARateAndAbsentIsNone() {
    assertThat(estimate(mark("BTCUSDT", "\"0.00000000\"", NEXT)).rate()).isZero();
    assertThat(facts(mark("BTCUSDT", "\"\"", NEXT))).noneMatch(FundingEstimate.class::isInstance);
    assertThat(facts(mark("BTCUSDT", "null", NEXT))).noneMatch(FundingEstimate.class::isInstance);
  }

  @Test
  void periodIsUnknownUntilFundingTermsWereSeen() {
    assertThat(estimate(mark("LPTUSDT", "\"0.0001\"", NEXT)).period()).isNull();
    send("exchangeInfo", CONTRACTS);
    assertThat(estimate(mark("LPTUSDT", "\"0.0001\"", NEXT)).period()).isNull();
    send("fundingInfo", TERMS);
    assertThat(estimate(mark("LPTUSDT", "\"0.0001\"", NEXT)).period())
        .isEqualTo(Duration.ofHours(4));
    assertThat(estimate(mark("BTCUSDT", "\"0.0001\"", NEXT)).period())
        .as("a symbol fundingInfo does not list")
        .isEqualTo(Duration.ofHours(8));
  }

  @Test
  void fundingTermsBeforeTheContractListSaySo() {
    assertThat(send("fundingInfo", TERMS)).isInstanceOf(Decoded.Ignored.class);
    assertThat(listed.isEmpty()).isTrue();
  }

  @Test
  void anEmptyListOfTermsMeansEightHoursForAll() {
    send("exchangeInfo", CONTRACTS);
    send("fundingInfo", "[]");
    assertThat(found("LPTUSDT").fundingPeriod()).isEqualTo(Duration.ofHours(8));
  }

  @Test
  void intervalChangeTravelsWithTheRate() {
    list();
    send("fundingInfo", TERMS.replace("\"fundingIntervalHours\":4", "\"fundingIntervalHours\":1"));
    assertThat(estimate(mark("LPTUSDT", "\"0.02\"", NEXT)).period()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void readingTheContractListAgainKeepsTheTermsKnown() {
    list();
    send("exchangeInfo", CONTRACTS);
    Instrument kept = found("LPTUSDT");
    assertThat(kept.fundingPeriod()).isEqualTo(Duration.ofHours(4));
    assertThat(kept.fundingCap()).isEqualTo("0.02000000");
    assertThat(kept.fundingFloor()).isEqualTo("-0.02000000");
  }

  @Test
  void aRowOfTermsThatCannotBeReadKeepsWhatWasKnown() {
    list();
    Decoded decoded =
        send(
            "fundingInfo",
            TERMS.replace("\"fundingIntervalHours\":4", "\"fundingIntervalHours\":999"));
    assertThat(((Decoded.Facts) decoded).unusable()).hasSize(1);
    assertThat(found("LPTUSDT").fundingPeriod()).isEqualTo(Duration.ofHours(4));
    assertThat(found("BTCUSDT").fundingPeriod()).isEqualTo(Duration.ofHours(8));
  }

  @Test
  void interestRateJoinsTheInstrumentOnceItIsKnown() {
    list();
    String row =
        """
        {"symbol":"BTCUSDT","markPrice":"60010.1","indexPrice":"60000","lastFundingRate":"0.0001",\
        "interestRate":"0.00010000","nextFundingTime":%d,"time":1788220800000}\
        """
            .formatted(NEXT);
    assertThat(facts(row)).hasAtLeastOneElementOfType(Listing.class);
    assertThat(facts(row)).as("told once").noneMatch(Listing.class::isInstance);
    assertThat(found("BTCUSDT").interestRate()).isEqualTo("0.00010000");
  }

  @Test
  void coinMarginedRowsInAllMarketStreamsAreNotOurs() {
    assertThat(decode(trade("true").replace("\"m\"", "\"st\":2,\"m\"")))
        .isInstanceOf(Decoded.Ignored.class);
    assertThat(facts(trade("true").replace("\"m\"", "\"st\":1,\"m\""))).hasSize(1);
  }

  @Test
  void anEmptySideIsAbsentNotZero() {
    Quote quote =
        (Quote)
            only(
                """
                {"e":"bookTicker","s":"GTCUSDT","b":"0.1390","B":"1200","a":"0.0000","A":"0",\
                "T":1788220799000,"E":1788220799003}\
                """);
    assertThat(quote.bid()).isEqualTo("0.1390");
    assertThat(quote.ask()).isNull();
    assertThat(quote.askSize()).isNull();
    assertThat(quote.venueTime()).as("the engine's time").isEqualTo("2026-08-31T23:59:59Z");
  }

  @Test
  void topLevelsAreWholeAndDiffsAreNot() {
    String levels = "\"b\":[[\"1\",\"2\"]],\"a\":[]}}";
    String event = "\",\"data\":{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\",";
    String numbers = "\"U\":100,\"u\":120,\"pu\":98,";
    for (String whole : List.of("@depth5", "@depth10@500ms", "@depth20@100ms")) {
      Book book = (Book) only("{\"stream\":\"btcusdt" + whole + event + levels);
      assertThat(book.snapshot()).as(whole).isTrue();
    }
    for (String diff : List.of("@depth", "@depth@0ms", "@depth@100ms", "@depth@500ms")) {
      Decoded.Depth depth =
          (Decoded.Depth) decode("{\"stream\":\"btcusdt" + diff + event + numbers + levels);
      assertThat(depth.book().snapshot()).as(diff).isFalse();
      assertThat(depth.first()).isEqualTo(100);
      assertThat(depth.last()).isEqualTo(120);
      assertThat(depth.after()).isEqualTo(98);
      assertThat(depth.checksum()).isNull();
    }
  }

  @Test
  void changesWithoutALevelAreALinkOfTheChainAllTheSame() {
    String none = "{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\",%s\"b\":[],\"a\":[]}";
    Decoded.Depth depth = (Decoded.Depth) decode(none.formatted("\"U\":7,\"u\":9,\"pu\":5,"));
    assertThat(depth.after()).isEqualTo(5);
    assertThat(decode(none.formatted("")))
        .as("without its numbers nobody knows what it changes")
        .isInstanceOf(Decoded.Rejected.class);
  }

  @Test
  void theWholeBookIsTheOneThatItsNumberNames() {
    Decoded.Depth depth =
        (Decoded.Depth)
            send(
                "depth/BTCUSDT",
                """
                {"lastUpdateId":160,"E":1788220799003,"T":1788220799000,\
                "bids":[["1","2"]],"asks":[["3","4"]]}\
                """);
    assertThat(depth.book().snapshot()).isTrue();
    assertThat(depth.book().id().symbol()).isEqualTo("BTCUSDT");
    assertThat(depth.last()).isEqualTo(160);
    assertThat(depth.after()).isNull();
  }

  @Test
  void envelopesAndBareMessagesInAnyOrderOfFieldsAreTheSame() {
    String bare = trade("true");
    MarketEvent expected = only(bare);
    String turned =
        """
        {"m":true,"T":1788220799000,"q":"0.25","p":"60010.10","s":"BTCUSDT","a":7,"later":{"e":"x"},\
        "e":"aggTrade"}\
        """;
    for (String message :
        List.of(
            "{\"stream\":\"btcusdt@aggTrade\",\"data\":" + bare + "}",
            "{\"data\":" + bare + ",\"stream\":\"btcusdt@aggTrade\"}",
            " { \"stream\" : \"btcusdt@aggTrade\" , \"x\" : 1 , \"data\" : " + bare + " } ",
            "{\"stream\":\"x\",\"data\":[" + bare + "]}",
            turned,
            "{\"stream\":\"btcusdt@aggTrade\",\"data\":" + turned + "}")) {
      assertThat(only(message)).as(message).isEqualTo(expected);
    }
  }

  @Test
  void oneBadRowDoesNotLoseTheOthers() {
    String good = mark("BTCUSDT", "\"0.0001\"", NEXT);
    Decoded.Facts facts =
        (Decoded.Facts)
            decode("[" + good + "," + good.replace("60012", "sixty") + ",7," + good + "]");
    assertThat(facts.events()).hasSize(6);
    assertThat(facts.unusable()).hasSize(2).allMatch(Decoded.Rejected.class::isInstance);
  }

  @Test
  void fullPagesOfSettledRatesGoOnAfterTheLast() {
    StringBuilder page = new StringBuilder("[");
    for (int i = 0; i < 1000; i++) {
      page.append(i == 0 ? "" : ",")
          .append("{\"symbol\":\"BTCUSDT\",\"fundingRate\":\"0.0001\",\"fundingTime\":")
          .append(1_568_102_400_000L + i * 28_800_000L)
          .append("}");
    }
    Decoded.Facts full = (Decoded.Facts) send("fundingRate", page + "]");
    assertThat(full.events()).hasSize(1000).allMatch(FundingSettled.class::isInstance);
    assertThat(full.nextPage()).isEqualTo("startTime=" + (1_568_102_400_001L + 999 * 28_800_000L));
    Decoded.Facts last =
        (Decoded.Facts) send("fundingRate", page.substring(0, page.lastIndexOf(",{")) + "]");
    assertThat(last.nextPage()).isNull();
  }

  @Test
  void settledRatesKeepTheStampAndTheMarkOnlyWhereThereIsOne() {
    FundingSettled settled =
        (FundingSettled)
            only(
                """
                [{"symbol":"BTCUSDT","fundingTime":1788192000003,"fundingRate":"-0.00002310",\
                "markPrice":""}]\
                """);
    assertThat(settled.settledAt()).isEqualTo("2026-08-31T16:00:00.003Z");
    assertThat(settled.rate()).isEqualTo("-0.00002310");
    assertThat(settled.markPrice()).isNull();
    assertThat(settled.period()).as("the venue does not say").isNull();
  }

  @Test
  void refusalsSayWhatTheVenueSaid() {
    Decoded refused = decode("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
    assertThat(refused)
        .isEqualTo(Decoded.Control.of(Decoded.Control.What.REFUSED, "-1121 Invalid symbol."));
  }

  @Test
  void resettingForgetsNothingBecauseNothingIsKept() {
    list();
    codec.reset();
    assertThat(estimate(mark("LPTUSDT", "\"0.0001\"", NEXT)).period())
        .isEqualTo(Duration.ofHours(4));
  }

  @Test
  void trailingBytesAreRejected() {
    assertThat(decode(trade("true") + "}")).isInstanceOf(Decoded.Rejected.class);
    assertThat(decode("")).isInstanceOf(Decoded.Rejected.class);
  }

  // --- messages ----------------------------------------------------------------------------

  private static final String CONTRACTS =
      """
      {"serverTime":1788220800000,"symbols":[\
      {"symbol":"BTCUSDT","contractType":"PERPETUAL","deliveryDate":4133404800000,"status":"TRADING",\
      "baseAsset":"BTC","quoteAsset":"USDT","marginAsset":"USDT","filters":[]},\
      {"symbol":"LPTUSDT","contractType":"PERPETUAL","deliveryDate":4133404800000,"status":"TRADING",\
      "baseAsset":"LPT","quoteAsset":"USDT","marginAsset":"USDT","filters":[]},\
      {"symbol":"BTCUSDT_261225","contractType":"CURRENT_QUARTER","deliveryDate":1798185600000,\
      "status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","marginAsset":"USDT","filters":[]}]}\
      """;

  private static final String TERMS =
      """
      [{"symbol":"LPTUSDT","adjustedFundingRateCap":"0.02000000",\
      "adjustedFundingRateFloor":"-0.02000000","fundingIntervalHours":4,"disclaimer":false}]\
      """;

  private static String mark(String symbol, String rate, long next) {
    return """
    {"e":"markPriceUpdate","E":1788220799000,"s":"%s","p":"60012.1","i":"60001.2","r":%s,"T":%d}\
    """
        .formatted(symbol, rate, next);
  }

  private static String trade(String buyerIsMaker) {
    return """
    {"e":"aggTrade","E":1788220799003,"a":7,"s":"BTCUSDT","p":"60010.10","q":"0.25",\
    "T":1788220799000,"m":%s}\
    """
        .formatted(buyerIsMaker);
  }

  private Liquidation liquidation(String fields) {
    return (Liquidation)
        only(
            """
            {"e":"forceOrder","E":1788220799000,"o":{"s":"BTCUSDT","q":"0.5","p":"59500",%s,\
            "T":1788220799000}}\
            """
                .formatted(fields));
  }

  private void list() {
    send("exchangeInfo", CONTRACTS);
    send("fundingInfo", TERMS);
  }

  private Instrument found(String symbol) {
    return Objects.requireNonNull(listed.find(symbol), symbol);
  }

  private Decoded decode(String message) {
    return codec.decode(Frame.of(BinanceUsdm.ID, "-", NOW, message));
  }

  private Decoded send(String stream, String message) {
    Decoded decoded = codec.decode(Frame.of(BinanceUsdm.ID, stream, NOW, message));
    Golden.keep(decoded, listed);
    return decoded;
  }

  private List<MarketEvent> facts(String message) {
    Decoded decoded = send("-", message);
    assertThat(decoded).isInstanceOf(Decoded.Facts.class);
    return ((Decoded.Facts) decoded).events();
  }

  private MarketEvent only(String message) {
    List<MarketEvent> events = facts(message);
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private FundingEstimate estimate(String message) {
    return facts(message).stream()
        .filter(FundingEstimate.class::isInstance)
        .map(FundingEstimate.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
