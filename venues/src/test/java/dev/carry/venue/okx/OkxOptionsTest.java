package dev.carry.venue.okx;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.venue.Damage;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// OKX's options, and what has misled others about them. Single quotes stand for double ones.
class OkxOptionsTest {
  private static final Instant AT = Instant.parse("2026-09-01T06:00:00Z");
  private static final String CALL = "BTC-USD-261225-90000-C";

  private final OkxOptions options = new OkxOptions();

  @ParameterizedTest
  @ValueSource(strings = {"instruments", "chain"})
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(options, topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(options, seed)).isGreaterThan(200);
  }

  @Test
  void ofTheTwoSetsOfGreeksTheOneInDollarsIsRead() {
    OptionTicker option =
        summary("'delta':'0.09','vega':'0.001','deltaBS':'0.11','vegaBS':'66.1','markVol':'0.5'");
    assertThat(option.greeks().delta()).isEqualByComparingTo("0.11");
    assertThat(option.greeks().vega()).isEqualByComparingTo("66.1");
    assertThat(option.greeks().rho()).as("OKX states none").isNull();
  }

  @Test
  void theOtherSpellingOfTheDocumentationIsReadToo() {
    assertThat(summary("'deltaBs':'0.11','markVol':'0.5'").greeks().delta())
        .isEqualByComparingTo("0.11");
  }

  @Test
  void volatilitiesAreFractionsAndAnEmptyOneIsNone() {
    OptionTicker option = summary("'markVol':'0.5217','bidVol':'','askVol':'0.528'");
    assertThat(option.markIv()).isEqualByComparingTo("0.5217");
    assertThat(option.bid()).isEqualTo(Offer.NONE);
    assertThat(option.ask().iv()).isEqualByComparingTo("0.528");
    assertThat(option.ask().price()).as("the channel has no prices").isNull();
  }

  @Test
  void aPremiumIsInTheCoin() {
    assertThat(summary("'markVol':'0.5'").premiumIn()).isEqualTo(PremiumIn.COIN);
  }

  @Test
  void aContractIsAHundredthOfACoinWhateverThePrice() {
    Instrument call = listed().getFirst();
    assertThat(call.canonical()).isEqualTo("BTC/USD:BTC");
    assertThat(call.strike()).isEqualByComparingTo("90000");
    assertThat(call.sizeBase(new BigDecimal("176750"), new BigDecimal("0.0267")))
        .isEqualByComparingTo("1767.5");
  }

  @Test
  void contractsAndPairsAreOtherVenues() {
    assertThat(listed()).hasSize(3).allMatch(i -> i.kind() == Instrument.Kind.OPTION);
    assertThat(
            new OkxCodec(Okx.ID, new Instruments())
                .decode(
                    frame("{'arg':{'channel':'opt-summary'},'data':[{'instId':'" + CALL + "'}]}")))
        .isEqualTo(new Decoded.Ignored("options are a venue of their own: okx-options"));
  }

  @Test
  void aWholeFamilyIsOneChannel() {
    List<SocketPlan> plans = options.sockets(listed(), Set.of(Fact.OPTION));
    assertThat(plans).hasSize(1);
    assertThat(plans.getFirst().hello())
        .containsExactly(
            "{\"op\":\"subscribe\",\"args\":["
                + "{\"channel\":\"opt-summary\",\"instFamily\":\"BTC-USD\"},"
                + "{\"channel\":\"opt-summary\",\"instFamily\":\"ETH-USD\"}]}");
  }

  @Test
  void everyCallNamesItsFamily() {
    assertThat(options.instruments())
        .extracting(RestCall::path)
        .contains("/api/v5/public/instruments?instFamily=BTC-USD&instType=OPTION");
    assertThat(options.snapshot(listed()))
        .hasSize(6)
        .allMatch(call -> call.path().contains("instFamily="));
  }

  private List<Instrument> listed() {
    Instruments listed = new Instruments();
    Golden.run(options, Golden.frames(options, "instruments"), listed);
    return listed.all().stream()
        .sorted((a, b) -> requireNonNull(b.strike()).compareTo(requireNonNull(a.strike())))
        .toList();
  }

  private OptionTicker summary(String fields) {
    Decoded decoded =
        options
            .codec(new Instruments())
            .decode(
                frame(
                    "{'arg':{'channel':'opt-summary','instFamily':'BTC-USD'},'data':[{'instId':'"
                        + CALL
                        + "',"
                        + fields
                        + "}]}"));
    return (OptionTicker) ((Decoded.Facts) decoded).events().getFirst();
  }

  private static Frame frame(String text) {
    return Frame.of(OkxOptions.ID, "public-1", AT, text.replace('\'', '"'));
  }
}
