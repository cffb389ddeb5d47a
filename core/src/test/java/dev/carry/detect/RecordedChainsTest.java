package dev.carry.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.engine.AssetState;
import dev.carry.engine.Engine;
import dev.carry.engine.GateSettings;
import dev.carry.engine.InstrumentState;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.OptionTicker;
import dev.carry.model.Tick;
import dev.carry.testkit.Facts;
import dev.carry.testkit.SharedCsv;
import dev.carry.testkit.SharedCsv.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole chains of Deribit on a day of wide markets: what their touches leave.
///
/// Each option is hedged at the price that Deribit valued it on at that moment, without a spread,
/// also where no such future was listed: better than could be had.
class RecordedChainsTest {
  private static final double OPTION_FEE = 0.0003;
  private static final double FUTURE_FEE = 0.0005;
  private static final int ALL_EXPIRIES = 20;

  /// Of 477 trades of bitcoin one is left: a call of a tenth of a coin is offered below what it is
  /// worth exercised, in both snapshots, five minutes apart, at a volatility of 231 % that no real
  /// market had that day. What stands so long is not to be had, or the venue is a test network.
  @ParameterizedTest
  @CsvSource({"btc, 477, 1", "eth, 1, 0"})
  void nextToNothingIsLeftAfterCosts(String coin, int lookedAt, int left) {
    Map<String, Edge> best = best(coin);
    assertThat(best).hasSize(lookedAt);
    assertThat(best.values().stream().filter(edge -> edge.gap() > 0)).hasSize(left);
    assertThat(best.values().stream().filter(edge -> edge.net() > 0).map(Edge::key))
        .isSubsetOf("forward-bought/deribit:BTC-26MAR21-40000-C/deribit:BTC-26MAR21-40000-P");
    assertThat(best.values().stream().filter(edge -> edge.net() > 0).map(Edge::capacity))
        .allMatch(capacity -> capacity < 5_000);
  }

  /// The best of each trade, over all moments at which a row was told.
  private static Map<String, Edge> best(String coin) {
    Engine engine =
        new Engine(
            GateSettings.DEFAULT,
            instrument -> instrument.kind() == Instrument.Kind.OPTION ? OPTION_FEE : FUTURE_FEE,
            List::of);
    LiquidationOptionsSettings settings = LiquidationOptionsSettings.DEFAULT;
    Map<String, Edge> best = new LinkedHashMap<>();
    for (Row row : SharedCsv.rows("options/deribit_" + coin + "_chain_2021-02-11.csv")) {
      InstrumentState option = tell(engine, row, coin.toUpperCase(Locale.ROOT));
      Instant now = engine.view().now();
      AssetState asset = Objects.requireNonNull(option.asset());
      EdgePricer pricer = new EdgePricer(settings, PairSettings.DEFAULT, now);
      List<OptionChain> chains =
          OptionChain.of(asset, now, now.minus(settings.stale()), ALL_EXPIRIES);
      for (Edge edge :
          EdgeSearch.around(row.number("strike"), asset, chains, settings, pricer, now)) {
        best.merge(edge.key(), edge, (a, b) -> a.net() >= b.net() ? a : b);
      }
    }
    return best;
  }

  private static InstrumentState tell(Engine engine, Row row, String coin) {
    Instant at = Instant.ofEpochMilli((long) row.number("timestamp_ms"));
    Instant expiry = Instant.ofEpochMilli((long) row.number("expiry_ms"));
    engine.apply(new Tick(at));
    Facts future = Facts.of("deribit:" + coin + "-" + expiry, at);
    Facts option = Facts.of("deribit:" + row.text("instrument_name"), at);
    engine.apply(
        future.listed(
            Facts.perpetual(future.id().toString(), coin, "USD")
                .settle(coin)
                .kind(Instrument.Kind.DATED_FUTURE)
                .payoff(Instrument.Payoff.INVERSE)
                .expiry(expiry)));
    engine.apply(
        option.listed(
            Facts.perpetual(option.id().toString(), coin, "USD")
                .settle(coin)
                .kind(Instrument.Kind.OPTION)
                .payoff(Instrument.Payoff.INVERSE)
                .optionType(
                    Instrument.OptionType.valueOf(row.text("type").toUpperCase(Locale.ROOT)))
                .strike(new BigDecimal(row.text("strike")))
                .expiry(expiry)));
    String on = row.text("underlying_price");
    engine.apply(future.quote(on, on));
    engine.apply(ticker(option.id(), at, row, on));
    return Objects.requireNonNull(engine.view().find(option.id()));
  }

  private static OptionTicker ticker(InstrumentId id, Instant at, Row row, String on) {
    return new OptionTicker(
        id,
        at,
        at,
        offer(row, "bid"),
        offer(row, "ask"),
        null,
        null,
        null,
        OptionTicker.Greeks.NONE,
        new BigDecimal(on),
        null,
        null,
        Instrument.SizeIn.BASE,
        OptionTicker.PremiumIn.COIN);
  }

  private static OptionTicker.Offer offer(Row row, String side) {
    return new OptionTicker.Offer(
        new BigDecimal(row.text("best_" + side + "_price")),
        new BigDecimal(row.text("best_" + side + "_amount")),
        null);
  }
}
