package dev.carry.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Command;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Tick;
import dev.carry.testkit.Facts;
import dev.carry.testkit.Run;
import dev.carry.valuation.Nowcast;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PremiumPathTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant EIGHT = MIDNIGHT.plus(Duration.ofHours(8));
  private static final String BTC = "bybit:BTCUSDT";
  private static final Offset<Double> EXACT = within(1e-12);

  private final List<Input> inputs = new ArrayList<>();
  private Instant now = MIDNIGHT;

  private Facts btc() {
    return Facts.of(BTC, now);
  }

  private void listed() {
    inputs.add(new Command(Command.Action.START, now));
    inputs.add(btc().listed("BTC"));
  }

  /// A minute at an index of 100.
  private void minute(String bid, String ask) {
    inputs.add(new Tick(now));
    inputs.add(btc().index("100"));
    inputs.add(btc().quote(bid, ask));
    now = now.plusSeconds(30);
    inputs.add(new Tick(now));
    now = now.plusSeconds(30);
  }

  private Optional<Nowcast> nowcast() {
    return nowcast(BTC);
  }

  private Optional<Nowcast> nowcast(String id) {
    Engine engine = Run.Setup.DEFAULT.run(inputs).engine();
    InstrumentState state = engine.view().find(InstrumentId.parse(id));
    return state == null ? Optional.empty() : state.nowcast(now.toEpochMilli());
  }

  @Test
  void theTouchAboveTheIndexIsThePremium() {
    listed();
    inputs.add(btc().estimate("0.0001"));
    for (int i = 0; i < 60; i++) {
      minute("100.2", "100.3");
    }
    inputs.add(btc().estimate("0.0015")); // the venue has seen the same
    Nowcast told = nowcast().orElseThrow();
    assertThat(told.settlesAtMillis()).isEqualTo(EIGHT.toEpochMilli());
    assertThat(told.seen()).isCloseTo(1 / 64.0, EXACT);
    assertThat(told.rate()).isCloseTo(0.0015, EXACT);
  }

  @Test
  void withoutAnEstimateTheListedPeriodAndTheLastSettlementSayWhen() {
    listed();
    inputs.add(btc().settled("0.0001", MIDNIGHT.plusMillis(119)));
    for (int i = 0; i < 60; i++) {
      minute("100.2", "100.3");
    }
    Nowcast told = nowcast().orElseThrow();
    assertThat(told.settlesAtMillis()).isEqualTo(EIGHT.toEpochMilli());
    assertThat(told.rate()).as("a premium of 0.2 % less the damper").isCloseTo(0.0015, EXACT);
    assertThat(told.high()).as("too little is known for a band").isNaN();
  }

  @Test
  void whatTheVenuePublishesComesBeforeTheTouch() {
    listed();
    inputs.add(btc().settled("0.0001", MIDNIGHT));
    for (int i = 0; i < 60; i++) {
      inputs.add(new PremiumIndex(InstrumentId.parse(BTC), null, now, new BigDecimal("0.004")));
      minute("100.2", "100.3");
    }
    assertThat(nowcast().orElseThrow().rate()).isCloseTo(0.0035, EXACT);
  }

  @Test
  void whereNoFormulaIsKnownNothingIsComputed() {
    inputs.add(new Command(Command.Action.START, now));
    Facts dydx = Facts.of("dydx:BTC-USD", now);
    inputs.add(dydx.listed("BTC"));
    inputs.add(dydx.settled("0.0001", MIDNIGHT));
    inputs.add(dydx.index("100"));
    inputs.add(dydx.quote("100.2", "100.3"));
    inputs.add(new Tick(now));
    assertThat(nowcast("dydx:BTC-USD")).isEmpty();
  }

  @Test
  void pricesOfLongAgoAreNoPremium() {
    listed();
    inputs.add(btc().settled("0.0001", MIDNIGHT));
    minute("100.2", "100.3");
    minute("100.2", "100.3");
    now = now.plus(Duration.ofMinutes(10));
    inputs.add(new Tick(now));
    now = now.plus(Duration.ofHours(2));
    inputs.add(new Tick(now));
    assertThat(nowcast().orElseThrow().seen()).isLessThan(0.02);
  }
}
