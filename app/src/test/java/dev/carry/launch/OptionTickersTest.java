package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Instrument.OptionType;
import dev.carry.testkit.Shared;
import dev.carry.valuation.option.Black76;
import dev.carry.valuation.option.ImpliedVolatility;
import dev.carry.valuation.option.InversePremium;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Black-76 against what venues stated of single options: price, volatility and greeks.
class OptionTickersTest {
  private static final String TICKERS = "data/options/option_tickers_multi_venue.jsonl";

  /// Venues compute a mark now and then, and state it with an underlying price of another moment:
  /// as a share of the price, by more than any rounding.
  private static final double MOMENT = 6e-4;

  private static final double ROUNDED_GREEK = 1e-5;

  @Test
  void marksQuotesAndGreeksAreTheVenues() throws IOException {
    Map<String, Integer> compared = new TreeMap<>();
    Map<String, Integer> leftOut = new TreeMap<>();
    for (String line : Files.readAllLines(Shared.folder(TICKERS))) {
      JsonNode recorded = new ObjectMapper().readTree(line);
      for (JsonNode ticker : recorded.get("normalized")) {
        String venue = ticker.get("exchange").asText();
        String reason = notComparable(venue, ticker);
        if (reason.isEmpty()) {
          compare(venue, ticker);
          compared.merge(venue, 1, Integer::sum);
        } else {
          leftOut.merge(reason, 1, Integer::sum);
        }
      }
    }
    assertThat(compared)
        .isEqualTo(
            Map.of(
                "deribit", 4,
                "bybit-options", 2,
                "binance-european-options", 1,
                "huobi-dm-options", 1));
    assertThat(leftOut)
        .isEqualTo(
            Map.of(
                "expired", 1,
                "no mark volatility", 2,
                "an example made by hand: delta 0.75 at 104,334 for a strike of 89,000", 1,
                "its underlying price is the index, not the forward it is valued on", 18));
  }

  private static String notComparable(String venue, JsonNode ticker) {
    if (venue.equals("okex-options") || venue.equals("bullish")) {
      return "its underlying price is the index, not the forward it is valued on";
    }
    if (!ticker.has("markIV")) {
      return "no mark volatility";
    }
    if (ticker.get("symbol").asText().equals("BTC-251219-89000-C")) {
      return "an example made by hand: delta 0.75 at 104,334 for a strike of 89,000";
    }
    return years(ticker) > 0 ? "" : "expired";
  }

  private static void compare(String venue, JsonNode ticker) {
    boolean percent = venue.equals("deribit");
    Black76 option = at(ticker, iv(ticker, "markIV", percent));
    Black76.Greeks greeks = option.greeks();
    double mark = price(venue, ticker, "markPrice");
    assertThat(option.price())
        .as("%s", ticker)
        .isCloseTo(mark, within(MOMENT * option.price() + rounding(option)));
    near(ticker, "delta", greeks.delta());
    near(ticker, "gamma", greeks.gamma());
    near(ticker, "vega", greeks.vega());
    // Deribit: no more than the price (DeribitChainsTest).
    near(ticker, "theta", percent ? Math.max(greeks.theta(), -mark) : greeks.theta());
    for (String side : new String[] {"Bid", "Ask"}) {
      if (ticker.has("best" + side + "IV")) {
        quoted(venue, ticker, side, iv(ticker, "best" + side + "IV", percent));
      }
    }
  }

  private static void quoted(String venue, JsonNode ticker, String side, double stated) {
    Black76 option = at(ticker, stated);
    double found =
        ImpliedVolatility.perYear(
            option.type(),
            price(venue, ticker, "best" + side + "Price"),
            option.forward(),
            option.strike(),
            option.years(),
            0);
    double allowed = MOMENT * option.price() + rounding(option);
    assertThat(found)
        .as("%s of %s", side, ticker)
        .isCloseTo(stated, within(allowed / (100 * option.greeks().vega())));
  }

  /// What half the last digit of a volatility of four decimals and of a forward of two does.
  private static double rounding(Black76 option) {
    Black76.Greeks greeks = option.greeks();
    return 0.005 * greeks.vega() + (option.forward() > 10 ? 0.005 : 0) * Math.abs(greeks.delta());
  }

  private static void near(JsonNode ticker, String greek, double got) {
    double stated = ticker.get(greek).asDouble();
    assertThat(got)
        .as("%s of %s", greek, ticker)
        .isCloseTo(stated, within(ROUNDED_GREEK + MOMENT * Math.abs(stated) * 2));
  }

  private static double iv(JsonNode ticker, String field, boolean percent) {
    return ticker.get(field).asDouble() / (percent ? 100 : 1);
  }

  /// In quote of one coin.
  private static double price(String venue, JsonNode ticker, String field) {
    double stated = ticker.get(field).asDouble();
    String symbol = ticker.get("symbol").asText();
    if (venue.equals("deribit") && !symbol.contains("_USDC")) {
      return InversePremium.toQuote(stated, ticker.get("underlyingPrice").asDouble());
    }
    return symbol.startsWith("XRP") ? stated / 100 : stated; // a contract of Binance is for 100 XRP
  }

  private static Black76 at(JsonNode ticker, double volatility) {
    return new Black76(
        OptionType.valueOf(ticker.get("optionType").asText().toUpperCase(Locale.ROOT)),
        ticker.get("underlyingPrice").asDouble(),
        ticker.get("strikePrice").asDouble(),
        years(ticker),
        volatility,
        0);
  }

  private static double years(JsonNode ticker) {
    Instant now = Instant.parse(ticker.get("timestamp").asText());
    Instant expiry = Instant.parse(ticker.get("expirationDate").asText());
    return Duration.between(now, expiry).toMillis() / 86_400_000.0 / 365;
  }
}
