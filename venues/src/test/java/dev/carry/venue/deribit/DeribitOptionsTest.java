package dev.carry.venue.deribit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What has misled others about Deribit's options, one test a trap. Single quotes stand for double
/// ones.
class DeribitOptionsTest {
  private static final Instant AT = Instant.parse("2026-09-01T06:00:00Z");
  private static final String INVERSE = "BTC-25DEC26-90000-C";
  private static final String LINEAR = "XRP_USDC-25SEP26-2d2-C";

  private final Deribit deribit = new Deribit();
  private final DeribitCodec codec = new DeribitCodec(new Instruments());

  @Test
  void volatilitiesOfTickersArePercents() {
    OptionTicker option =
        ticker(INVERSE, "'mark_iv':52.17,'bid_iv':51.7,'best_bid_price':0.02,'best_bid_amount':1");
    assertThat(option.markIv()).isEqualByComparingTo("0.5217");
    assertThat(option.bid().iv()).isEqualByComparingTo("0.517");
  }

  @Test
  void volatilitiesOfTheChannelOfAllMarksAreFractions() {
    OptionTicker option =
        option(
            push(
                "markprice.options.btc_usd",
                "[{'instrument_name':'" + INVERSE + "','mark_price':0.03,'iv':0.9}]"));
    assertThat(option.markIv()).isEqualByComparingTo("0.9");
    assertThat(option.bid()).isEqualTo(Offer.NONE);
  }

  @Test
  void anInversePremiumIsAShareOfTheCoinAndALinearOneIsMoney() {
    assertThat(ticker(INVERSE, "'mark_price':0.0425").premiumIn()).isEqualTo(PremiumIn.COIN);
    assertThat(ticker(LINEAR, "'mark_price':0.139").premiumIn()).isEqualTo(PremiumIn.QUOTE);
  }

  @Test
  void aBidOfZeroIsNoOfferAndItsVolatilityNone() {
    OptionTicker option =
        ticker(INVERSE, "'best_bid_price':0.0,'best_bid_amount':0.0,'bid_iv':0.0,'mark_iv':52.17");
    assertThat(option.bid()).isEqualTo(Offer.NONE);
  }

  @Test
  void aVolatilityOfFiveHundredBesideNoAskIsNone() {
    OptionTicker option =
        ticker(
            INVERSE, "'best_ask_price':0.0,'best_ask_amount':0.0,'ask_iv':500.0,'mark_iv':52.17");
    assertThat(option.ask()).isEqualTo(Offer.NONE);
  }

  @Test
  void sizesOfInverseOptionsAreCoinsThoughThoseOfPerpetualsAreDollars() {
    OptionTicker option = ticker(INVERSE, "'open_interest':533.2");
    assertThat(option.openInterest()).isEqualByComparingTo("533.2");
    assertThat(option.sizeIn()).isEqualTo(Instrument.SizeIn.BASE);
  }

  @Test
  void aMarkOfZeroIsWhatAWorthlessOptionIsWorth() {
    assertThat(ticker(INVERSE, "'mark_price':0.0").mark()).isZero();
    assertThat(ticker(INVERSE, "'last_price':null,'mark_price':0.1").last()).isNull();
  }

  @Test
  void theQuoteCurrencyOfAnInverseOptionIsNotWhatItsStrikeIsIn() {
    Instrument inverse = listed().get(0);
    assertThat(inverse.canonical()).isEqualTo("BTC/USD:BTC");
    assertThat(inverse.payoff()).isEqualTo(Instrument.Payoff.INVERSE);
    assertThat(inverse.expiry()).isEqualTo("2026-12-25T08:00:00Z");
    Instrument linear = listed().get(2);
    assertThat(linear.canonical()).isEqualTo("XRP/USDC:USDC");
    assertThat(linear.strike()).isEqualByComparingTo("2.2");
    Instrument of2021 = listed().get(3);
    assertThat(of2021.canonical()).isEqualTo("ETH/USD:ETH");
  }

  @Test
  void chainsOpenTheirOwnConnectionsAndOnlyWhereOptionsAreWanted() {
    List<Instrument> many = IntStream.range(1_000, 2_200).mapToObj(this::call).toList();
    Set<Fact> all = EnumSet.complementOf(EnumSet.of(Fact.OPTION));
    assertThat(deribit.sockets(many, all)).isEmpty();
    List<SocketPlan> plans = deribit.sockets(many, EnumSet.of(Fact.OPTION));
    assertThat(plans)
        .extracting(SocketPlan::name)
        .containsExactly("options-1", "options-2", "options-3");
    assertThat(plans.getFirst().promises())
        .singleElement()
        .satisfies(promise -> assertThat(promise.id()).as("any of them").isNull());
    assertThat(plans.getFirst().hello().get(1)).contains("ticker.BTC-25DEC26-1000-C.agg2");
  }

  @Test
  void whatStandsInForSilentChainsIsOneCallACurrency() {
    assertThat(deribit.snapshot(listed()))
        .extracting(RestCall::path)
        .containsExactly(
            "/api/v2/public/get_book_summary_by_currency?currency=BTC&kind=option",
            "/api/v2/public/get_book_summary_by_currency?currency=ETH&kind=option",
            "/api/v2/public/get_book_summary_by_currency?currency=USDC&kind=option");
  }

  @Test
  void aFeeIsOfTheUnderlyingNotOfThePremium() {
    assertThat(deribit.fees(listed().get(0)).lowest().taker()).isEqualTo(0.0003);
    assertThat(deribit.fees(listed().get(2)).lowest().taker()).isEqualTo(0.0005);
  }

  private Instrument call(int strike) {
    InstrumentId id = InstrumentId.of(Deribit.ID, "BTC-25DEC26-" + strike + "-C");
    return Instrument.perpetual(id, "BTC", "USD")
        .kind(Instrument.Kind.OPTION)
        .settle("BTC")
        .expiry(Instant.parse("2026-12-25T08:00:00Z"))
        .strike(BigDecimal.valueOf(strike))
        .optionType(Instrument.OptionType.CALL)
        .build();
  }

  /// Those of the fixture, in its order.
  private static List<Instrument> listed() {
    DeribitCodec reader = new DeribitCodec(new Instruments());
    return Golden.frames(new Deribit(), "options").stream()
        .limit(2)
        .flatMap(
            step -> ((Decoded.Facts) reader.decode(requireNonNull(step.frame()))).events().stream())
        .map(event -> ((Listing) event).instrument())
        .toList();
  }

  private OptionTicker ticker(String name, String fields) {
    return option(
        push("ticker." + name + ".agg2", "{'instrument_name':'" + name + "'," + fields + "}"));
  }

  private static OptionTicker option(Decoded decoded) {
    return (OptionTicker) ((Decoded.Facts) decoded).events().getFirst();
  }

  private Decoded push(String channel, String data) {
    String text =
        "{'jsonrpc':'2.0','method':'subscription','params':{'channel':'"
            + channel
            + "','data':"
            + data
            + "}}";
    return codec.decode(Frame.of(Deribit.ID, "options-1", AT, text.replace('\'', '"')));
  }
}
