package dev.carry.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.insight.FactSheet.Unit;
import dev.carry.model.Analysis.Task;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whether a number was given or made up.
class GroundingTest {
  private static final FactSheet FACTS =
      new FactSheet(Task.FINDING, "f/1", 1, "1INCH")
          .name("venue", "okx")
          .percent("netApr", 0.03214)
          .percent("pastExpected", -0.0053)
          .bps("costs", 0.0021)
          .number("capacity", 12_345.67, Unit.DOLLARS)
          .number("breakEven", 424.0, Unit.HOURS)
          .number("breakEvenSettlements", 53)
          .number("oldestEvidenceAge", 1.25, Unit.SECONDS)
          .number("sizePerCapital", 0.8, Unit.TIMES)
          .time("settlesAt", Instant.parse("2026-03-14T16:00:00Z"))
          .words("risks", List.of("of 40 past episodes 29 lived to break-even"));

  private static List<String> ungrounded(String text) {
    return new Grounding(FACTS).ungrounded(List.of(text), 7, 12.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Net 3.214 % a year.",
        "Net 3.2% a year, about 3 percent.",
        "It makes 321.4 bps, or 321 basis points.",
        "Net +3.2 % a year.",
        "Costs are 21 bps, that is 0.21 %.",
        "On average −0.53 % was left; a loss of 0.53 % or 0.5 percent.",
        "Up to $12,345.7 fill, about 12,000 dollars, or 12.3k USDT, $12\u202f346.",
        "It breaks even after 424 hours, 17.7 days, or settlement 53.",
        "The oldest fact is 1.25 s old, 1.3 seconds.",
        "29 of 40 episodes lived that long.",
        "It settles at 16:00 on 2026-03-14.",
        "1INCH on okx is one of two; both legs are perpetuals.",
        "Risk 7/10, a risk of 7 out of 10; I would put in 12.5 % of the capital.",
        "1. The costs.\n2. The age.",
        "0.8 times the capital.",
        "สุทธิ 3.2 เปอร์เซ็นต์ต่อปี คืนทุนใน 17.7 วัน ต้นทุน ๒๑ bps",
        "Between 21-53 of them.",
        "No number at all.",
      })
  void whatWasGivenMayBeRoundedAndConverted(String text) {
    assertThat(ungrounded(text)).isEmpty();
  }

  @Test
  void whatWasMadeUpIsNamedAsItWasWritten() {
    assertThat(ungrounded("Net 3.3 % a year, 3.2 % said nobody else; 45 % next week."))
        .containsExactly("3.3 %", "45 %");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Net -3.2 % a year.",
        "+0.53 % was left on average.",
        "Costs are 21 %.",
        "It breaks even after 53 hours.",
        "It breaks even after 424 days.",
        "$53 fill.",
        "Net 3.21 bps.",
        "12 million dollars fill.",
        "Fifty percent of them win.",
        "Twenty-five basis points remain.",
        "It wins 99 times.",
        "About 13,000 dollars fill.",
        "Volume is 1e9 dollars.",
        "กำไร 40 เปอร์เซ็นต์",
        "Only .7 % is left.",
        "Risk 3/10.",
        "I would put in 50 % of the capital.",
      })
  void aWrongSignUnitOrSizeIsNotGrounded(String text) {
    assertThat(ungrounded(text)).isNotEmpty();
  }

  @Test
  void digitsWithinANameAreNoNumbersAndGroundNone() {
    FactSheet facts = new FactSheet(Task.FINDING, "f/1", 1, "1000PEPE99");
    Grounding grounding = new Grounding(facts);
    assertThat(grounding.ungrounded(List.of("1000PEPE99 is thin."), 5, 0)).isEmpty();
    assertThat(grounding.ungrounded(List.of("99 % of it wins."), 5, 0)).containsExactly("99 %");
  }
}
