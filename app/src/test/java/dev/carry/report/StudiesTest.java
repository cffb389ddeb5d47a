package dev.carry.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a study tells is what the answers kept beside it say.
class StudiesTest {
  private static final Path STUDIES = Path.of("..", "docs", "studies");

  @ParameterizedTest
  @CsvSource({
    "cross-venue.md, cross-venue/result.json",
    "cross-venue.md, cross-venue/rule-2-percent.json",
    "mean-reversion.md, mean-reversion/result.json",
    "mean-reversion.md, mean-reversion/rule.json",
    "spot-perp.md, spot-perp/hold-BTC.json",
    "spot-perp.md, spot-perp/result.json"
  })
  void itsNumbersAreThoseOfItsAnswers(String study, String answer) throws IOException {
    String told = Files.readString(STUDIES.resolve(study));
    JsonNode said = new ObjectMapper().readTree(STUDIES.resolve(answer).toFile());

    assertThat(told)
        .contains(dollars(said.path("netPnl")))
        .contains(percent(said.path("annualised")) + " |")
        .contains(percent(said.path("maxDrawdown")) + " |");
    for (JsonNode line : said.path("attribution")) {
      assertThat(told).as(answer).contains(dollars(line) + " |");
    }
    for (JsonNode baseline : said.path("baselines")) {
      assertThat(told).as(answer).contains("| " + dollars(baseline) + " |");
    }
    for (JsonNode fold : said.path("folds")) {
      assertThat(told)
          .contains(
              "| "
                  + fold.path("testFrom").asText().substring(0, 10)
                  + " to "
                  + fold.path("testTo").asText().substring(0, 10)
                  + " | ")
          .contains(" | " + dollars(fold.path("netPnl")) + " |");
    }
  }

  @ParameterizedTest
  @CsvSource({"mean-reversion/rule.json", "spot-perp/result.json"})
  void theTradesKeptAreThoseOfTheAnswer(String answer) throws IOException {
    Path file = STUDIES.resolve(answer);
    JsonNode said = new ObjectMapper().readTree(file.toFile());

    assertThat(Files.readAllLines(file.resolveSibling("trades.csv")))
        .hasSize(1 + said.path("trades").asInt());
  }

  private static String dollars(JsonNode amount) {
    return signed(String.format(Locale.ROOT, "%,.0f", amount.asDouble()));
  }

  private static String percent(JsonNode fraction) {
    return signed(String.format(Locale.ROOT, "%.2f %%", 100 * fraction.asDouble()));
  }

  private static String signed(String number) {
    return number.equals("-0") ? "0" : number.replace('-', '−');
  }
}
