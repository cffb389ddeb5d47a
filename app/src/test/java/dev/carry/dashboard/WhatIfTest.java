package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.valuation.Margin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An opportunity on other terms, as a script asks for it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatIfTest {
  private final Fixture fixture = Fixture.open(0);
  private final Browser browser = new Browser(fixture.dashboard);

  @AfterAll
  void close() {
    browser.close();
    fixture.close();
  }

  /// Pairs of perpetuals, best first.
  private List<JsonNode> pairs() {
    List<JsonNode> pairs = new ArrayList<>();
    for (JsonNode each : browser.items("/api/v1/opportunities")) {
      if (each.path("detector").asText().equals("cross-venue-funding")) {
        pairs.add(each);
      }
    }
    assertThat(pairs).isNotEmpty();
    return pairs;
  }

  private static String address(JsonNode found) {
    return "/api/v1/what-if?id="
        + URLEncoder.encode(found.path("id").asText(), StandardCharsets.UTF_8);
  }

  private JsonNode whatIf(JsonNode found, String more) {
    return browser.json(address(found) + more);
  }

  @Test
  void onTheTermsOfTheFindingItSaysWhatTheFindingSays() {
    for (JsonNode found : pairs()) {
      JsonNode same = whatIf(found, "");

      assertThat(same.path("netApr").asDouble())
          .as(found.toString())
          .isCloseTo(found.path("netApr").asDouble(), within(1e-9));
      assertThat(same.path("returnOnCapital").asDouble())
          .isCloseTo(found.path("returnOnCapital").asDouble(), within(1e-9));
      assertThat(same.path("costs").path("fees")).isEqualTo(found.path("costs").path("fees"));
      assertThat(same.path("breakEvenSettlements").asInt())
          .isEqualTo(found.path("breakEvenSettlements").asInt());
    }
  }

  @Test
  void leverageMovesTheReturnAndTheLiquidationPricesAndNotTheNet() {
    JsonNode found = pairs().getFirst();
    JsonNode five = whatIf(found, "&leverage=5&buffer=0.1&maintenance=0.005");

    assertThat(five.path("net")).isEqualTo(whatIf(found, "").path("net"));
    assertThat(five.path("capital").asDouble())
        .isCloseTo(found.path("notional").asDouble() * 0.5, within(1e-6));
    assertThat(five.path("returnOnCapital").asDouble())
        .isCloseTo(five.path("netApr").asDouble() / 0.5, within(1e-9));
    JsonNode bought = five.path("legs").path(0);
    JsonNode sold = five.path("legs").path(1);
    assertThat(bought.path("liquidationPrice").asDouble())
        .isCloseTo(
            Margin.liquidationLongLinear(bought.path("entry").asDouble(), 5, 0.005, 0),
            within(1e-9 * bought.path("entry").asDouble()));
    assertThat(sold.path("liquidationPrice").asDouble())
        .isCloseTo(
            Margin.liquidationShortLinear(sold.path("entry").asDouble(), 5, 0.005, 0),
            within(1e-9 * sold.path("entry").asDouble()));
  }

  @Test
  void heldForLongerItPaysItsFeesOnce() {
    JsonNode found = pairs().getFirst();
    JsonNode brief = whatIf(found, "&hold=PT72H&longFee=0&shortFee=0");
    JsonNode lasting = whatIf(found, "&hold=PT720H&longFee=0.001&shortFee=0.001");

    assertThat(brief.path("costs").path("fees").asDouble()).isZero();
    assertThat(lasting.path("costs").path("fees").asDouble()).isCloseTo(0.004, within(1e-12));
    assertThat(lasting.path("income").asDouble())
        .isCloseTo(10 * brief.path("income").asDouble(), within(1e-9));
  }

  @Test
  void slippageIsKnownAsFarAsTheBooksReach() {
    JsonNode found = pairs().getFirst();
    JsonNode curve = found.path("sizes").path("curve");
    JsonNode end = curve.path(curve.size() - 1);
    double reach = end.path(0).asDouble();

    JsonNode whole = whatIf(found, "&notional=" + reach);
    JsonNode larger = whatIf(found, "&notional=" + 2 * reach);

    assertThat(whole.path("costs").path("slippage").asDouble())
        .isCloseTo(end.path(1).asDouble(), within(1e-12));
    assertThat(larger.path("costs").has("slippage")).isFalse();
    assertThat(larger.path("unknown").toString()).contains("slippage");
  }

  @Test
  void whatIsMadePaysTheMakerFeeAndNoSpread() {
    JsonNode found = pairs().getFirst();
    JsonNode bought = found.path("legs").path(0);
    JsonNode sold = found.path("legs").path(1);
    double spread = found.path("costs").path("spread").asDouble();

    JsonNode longMade = whatIf(found, "&make=long").path("costs");
    JsonNode bothMade = whatIf(found, "&make=both").path("costs");

    double ask = bought.path("executablePrice").asDouble();
    double bid = bought.path("exitPrice").asDouble();
    assertThat(longMade.path("spread").asDouble())
        .isCloseTo(spread - 2 * (ask - bid) / (ask + bid), within(1e-12));
    assertThat(longMade.path("fees").asDouble())
        .isCloseTo(
            2 * (bought.path("makerFee").asDouble() + sold.path("takerFee").asDouble()),
            within(1e-12));
    assertThat(bothMade.path("spread").asDouble()).isCloseTo(0, within(1e-12));
    assertThat(bothMade.path("slippage").asDouble()).isZero();
    assertThat(bothMade.path("fees").asDouble())
        .isCloseTo(
            2 * (bought.path("makerFee").asDouble() + sold.path("makerFee").asDouble()),
            within(1e-12));
  }

  @Test
  void itSaysWhichMovesAreSurvivedAndWhatThatTakes() {
    JsonNode found = pairs().getFirst();
    double notional = found.path("notional").asDouble();
    JsonNode ten =
        whatIf(found, "&leverage=10&buffer=0&maintenance=0.005&volatility=0&survive=0.2");

    // each leg loses a fifth of its notional against a tenth of margin; 0.5 % of it must be left
    assertThat(ten.path("surviveBuffer").asDouble())
        .isCloseTo(notional * (0.1 + 0.8 * 0.005 + 0.1 + 1.2 * 0.005), within(1e-6));
    for (JsonNode each : ten.path("moves")) {
      // what one leg loses the other gains, and is sent in time where neither is gone
      boolean within = Math.abs(each.path("move").asDouble()) < 0.09;
      assertThat(each.path("survives").asBoolean()).as(each.toString()).isEqualTo(within);
    }
    assertThat(ten.path("moves")).hasSize(11);
  }

  @ParameterizedTest
  @CsvSource({
    "leverage=0, 'a number from 1.0 to 125.0'",
    "leverage=many, 'a number from 1.0 to 125.0'",
    "hold=3d, 'a duration above 0 up to PT87600H, like PT72H'",
    "hold=-PT1H, 'a duration above 0'",
    "notional=NaN, 'a number from 1.0'",
    "make=all, 'one of long, short, both'",
    "color=red, 'parameters of this address: buffer, hold, id'"
  })
  void wrongTermsAreToldWithWhatIsAllowed(String wrong, String allowed) {
    var answer = browser.get(address(pairs().getFirst()) + "&" + wrong);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Browser.parse(answer.body()).path("allowed").asText()).startsWith(allowed);
  }

  @Test
  void whatIsNotOpenIsNotFound() {
    assertThat(browser.get("/api/v1/what-if?id=gone").statusCode()).isEqualTo(404);
    assertThat(browser.get("/api/v1/what-if").statusCode()).isEqualTo(400);
  }
}
