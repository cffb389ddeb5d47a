package dev.carry.report;

import dev.carry.backtest.stress.Outcome;
import dev.carry.backtest.stress.Place;
import dev.carry.model.JsonText;
import dev.carry.model.Side;
import dev.carry.model.VenueId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What shocks make of a backtest, as data: one JSON object each, the past as it was first.
final class StressReport {
  private StressReport() {}

  static String json(List<Outcome> outcomes) {
    return JsonText.array(outcomes.stream().map(StressReport::json).toList());
  }

  private static String json(Outcome outcome) {
    Place place = outcome.place();
    VenueId venue = place.venue();
    JsonText json =
        new JsonText()
            .put("scenario", outcome.shock())
            .put("words", outcome.words())
            .put("at", outcome.at())
            .put("venue", venue == null ? null : venue.id())
            .put("side", side(place.side()))
            .put("coin", place.coin())
            .put("netPnl", outcome.netPnl())
            .put("difference", outcome.difference())
            .put("maxDrawdown", outcome.maxDrawdown())
            .put("liquidations", outcome.liquidations())
            .put("deleveraged", outcome.deleveraged())
            .put("transfers", outcome.transfers())
            .put("madeSmaller", outcome.madeSmaller())
            .put("coinLoss", outcome.coinLoss())
            .put("largestLeverage", outcome.largestLeverage());
    Outcome.Needed needed = outcome.needed();
    if (needed != null) {
      json.put("capitalNeeded", needed.capital())
          .put("atLeverage", needed.leverage())
          .put("withBuffer", needed.buffer());
    }
    return json.end();
  }

  private static @Nullable String side(@Nullable Side side) {
    return side == null ? null : side == Side.BUY ? "long" : "short";
  }
}
