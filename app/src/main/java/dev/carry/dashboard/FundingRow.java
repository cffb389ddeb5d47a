package dev.carry.dashboard;

import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.MarkPrice;
import dev.carry.model.Quote;
import dev.carry.valuation.Basis;
import dev.carry.valuation.Funding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one perpetual pays now and costs to trade, each number absent until the venue stated it.
///
/// @param coming estimate for the coming settlement
/// @param next estimate for the one after
/// @param settled the last rate charged
/// @param heardAt when the venue was last heard of this instrument
/// @param held open gates that keep it out of every valuation
record FundingRow(
    InstrumentId id,
    @Nullable Instrument listed,
    @Nullable FundingEstimate coming,
    @Nullable FundingEstimate next,
    @Nullable FundingSettled settled,
    @Nullable MarkPrice mark,
    @Nullable IndexPrice index,
    @Nullable Quote quote,
    Instant heardAt,
    List<String> held) {

  String asset() {
    return listed == null ? "" : listed.base();
  }

  /// Lists are in this order: asset, venue, symbol.
  String sortKey() {
    return asset() + "\n" + id;
  }

  boolean stale(Instant now, Duration after) {
    return Duration.between(heardAt, now).compareTo(after) > 0;
  }

  String json(Instant now, Duration staleAfter) {
    JsonText json =
        new JsonText()
            .put("venue", id.venue().id())
            .put("symbol", id.symbol())
            .put("asset", asset());
    if (listed != null) {
      json.put("canonical", listed.canonical())
          .put("settles", listed.settles())
          .put("status", listed.status())
          .put("fundingCap", listed.fundingCap())
          .put("fundingFloor", listed.fundingFloor());
    }
    if (coming != null) {
      json.put("rate", coming.rate())
          .put("period", coming.period())
          .put("apr", apr(coming.rate(), coming.period()))
          .put("settlesAt", coming.settlesAt())
          .put("receivedAt", coming.receivedAt())
          .put("age", Times.age(coming.receivedAt(), now));
    }
    if (next != null) {
      json.put("nextRate", next.rate()).put("nextSettlesAt", next.settlesAt());
    }
    if (settled != null) {
      json.put("settledRate", settled.rate())
          .put("settledPeriod", settled.period())
          .put("settledAt", settled.settledAt());
    }
    prices(json, now);
    return json.put("heardAt", heardAt)
        .put("stale", stale(now, staleAfter))
        .putRaw("held", JsonText.array(held.stream().map(JsonText::string).toList()))
        .end();
  }

  private void prices(JsonText json, Instant now) {
    if (mark != null) {
      json.put("mark", mark.price()).put("markAge", Times.age(mark.receivedAt(), now));
    }
    if (index != null) {
      json.put("index", index.price()).put("indexAge", Times.age(index.receivedAt(), now));
    }
    if (mark != null && index != null && index.price().signum() > 0) {
      json.put("premium", Basis.premium(mark.price().doubleValue(), index.price().doubleValue()));
    }
    if (quote != null) {
      json.put("bid", quote.bid())
          .put("bidSize", quote.bidSize())
          .put("ask", quote.ask())
          .put("askSize", quote.askSize())
          .put("sizeIn", quote.sizeIn())
          .put("quoteAge", Times.age(quote.receivedAt(), now));
    }
  }

  /// Simple APR, ACT/365; absent without a period: such a rate is shown, never valued.
  static @Nullable Double apr(BigDecimal rate, @Nullable Duration period) {
    return period == null ? null : (Double) Funding.apr(rate.doubleValue(), period);
  }
}
