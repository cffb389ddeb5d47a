package dev.carry.model;

import java.util.List;

/// Findings as users see them: one JSON object a line, the same bytes for the same finding.
public final class FindingJson {
  /// Simple annual rates, ACT/365.
  private static final double HOURS_PER_YEAR = 8760;

  private FindingJson() {}

  public static String write(Finding finding) {
    Finding.Head head = finding.head();
    JsonText json =
        new JsonText()
            .put("finding", finding.kind())
            .put("id", head.id())
            .put("revision", head.revision())
            .put("detector", head.detector())
            .put("asset", head.asset())
            .put("firstSeen", head.firstSeen())
            .put("lastSeen", head.lastSeen())
            .put("status", head.status());
    switch (finding) {
      case Opportunity o -> opportunity(json, o);
      case PremiumFinding p ->
          json.put("instrument", p.instrument().toString())
              .put("mark", p.mark())
              .put("index", p.index())
              .put("premium", p.premium())
              .put("threshold", p.threshold())
              .putRaw("tradable", instruments(p.tradable()));
      case ViewFinding v -> view(json, v);
      case Burst b -> burst(json, b);
      case ListingFinding l ->
          json.put("instrument", l.instrument().toString())
              .put("change", l.change())
              .put("before", l.before())
              .put("after", l.after());
      case Quarantine q ->
          json.put("instrument", q.id().toString())
              .put("fact", q.fact().label())
              .put("gate", q.gate())
              .put("value", q.value())
              .put("because", q.because());
    }
    return json.putRaw(
            "evidence",
            JsonText.array(head.evidence().stream().map(FindingJson::evidence).toList()))
        .end();
  }

  private static void opportunity(JsonText json, Opportunity o) {
    json.put("because", o.because())
        .putRaw("legs", JsonText.array(o.legs().stream().map(FindingJson::leg).toList()))
        .put("notional", o.notional())
        .put("grossApr", o.grossApr())
        .put("netApr", o.netApr())
        .put("netPerDay", o.netPerDay())
        .put("returnOnCapital", o.returnOnCapital())
        .put("horizon", o.horizon());
    if (o.breakEven() == null) {
      json.putRaw("breakEven", "null");
    } else {
      json.put("breakEven", o.breakEven());
    }
    json.put("breakEvenSettlements", o.breakEvenSettlements())
        .putRaw("costs", costs(o.costs()))
        .putRaw(
            "unknown", JsonText.array(o.costs().unknown().stream().map(JsonText::string).toList()))
        .put("priceGap", o.priceGap())
        .put("capacity", o.capacity())
        .put("confidence", o.confidence());
    if (o.sizes() != null) {
      json.putRaw("sizes", sizes(o.sizes()));
    }
    if (o.history() != null) {
      json.putRaw("history", history(o.history()));
    }
    json.putRaw("risks", JsonText.array(o.riskWords().stream().map(JsonText::string).toList()));
  }

  private static String sizes(TradeSizes sizes) {
    return new JsonText()
        .put("best", sizes.best())
        .put("largest", sizes.largest())
        .putRaw("curve", JsonText.array(sizes.curve().stream().map(FindingJson::size).toList()))
        .end();
  }

  private static String size(TradeSizes.Size size) {
    return JsonText.array(
        List.of(JsonText.number(size.notional()), JsonText.number(size.slippage())));
  }

  private static String history(PairHistory history) {
    JsonText json = new JsonText();
    PairHistory.Lives lives = history.lives();
    if (lives != null) {
      json.put("since", lives.since())
          .put("episodes", lives.episodes())
          .put("lived", lives.lived());
    }
    PairHistory.Holdings holdings = history.holdings();
    if (holdings != null) {
      json.put("holdings", holdings.count())
          .put("winning", holdings.winning())
          .put("win", holdings.win())
          .put("loss", holdings.loss())
          .put("expected", holdings.expected())
          .put("shortfall", holdings.shortfall())
          .put("size", holdings.size());
    }
    PairHistory.Gaps gaps = history.gaps();
    if (gaps != null) {
      json.put("gaps", gaps.count())
          .put("gapLow", gaps.low())
          .put("gapMedian", gaps.median())
          .put("gapHigh", gaps.high());
    }
    return json.end();
  }

  private static void view(JsonText json, ViewFinding v) {
    json.put("instrument", v.instrument().toString())
        .put("expectation", v.expectation())
        .put("score", v.score())
        .put("z", v.z())
        .put("robustZ", v.robustZ())
        .put("band", v.band())
        .put("rsi", v.rsi())
        .put("halfLife", v.halfLife())
        .put("halfLifeError", v.halfLifeError())
        .put("regime", v.regime())
        .put("thresholdHourly", v.thresholdHourly())
        .put("settledAt", v.settledAt())
        .put("settledHourly", v.settled())
        .put("settledApr", v.settled() * HOURS_PER_YEAR)
        .put("hourlyNow", v.rateNow())
        .put("aprNow", v.rateNow() * HOURS_PER_YEAR);
    if (v.nowcast() != null) {
      json.putRaw("nowcast", computed(v.nowcast()));
    }
    json.put("meanHourly", v.mean())
        .put("meanApr", v.mean() * HOURS_PER_YEAR)
        .putRaw("trades", JsonText.array(v.trades().stream().map(FindingJson::trade).toList()));
  }

  private static String computed(ViewFinding.Computed nowcast) {
    return new JsonText()
        .put("hourly", nowcast.rate())
        .put("lowHourly", nowcast.low())
        .put("highHourly", nowcast.high())
        .put("seen", nowcast.seen())
        .put("settlesAt", nowcast.settlesAt())
        .end();
  }

  private static String trade(ViewFinding.Trade trade) {
    return new JsonText()
        .putRaw(
            "legs",
            JsonText.array(List.of(leg(trade.buy(), Side.BUY), leg(trade.sell(), Side.SELL))))
        .put("collectsHourly", trade.collects())
        .put("collectsApr", trade.collects() * HOURS_PER_YEAR)
        .end();
  }

  private static String leg(InstrumentId instrument, Side side) {
    return new JsonText().put("instrument", instrument.toString()).put("side", side).end();
  }

  private static void burst(JsonText json, Burst b) {
    json.put("window", b.window())
        .put("count", b.count())
        .put("longNotional", b.longNotional())
        .put("shortNotional", b.shortNotional())
        .put("vwap", b.vwap())
        .put("momentum", b.momentum())
        .put("realisedVolatility", b.realisedVolatility())
        .putRaw(
            "venues",
            JsonText.array(b.venues().stream().map(id -> JsonText.string(id.id())).toList()))
        .put("complete", b.complete());
    Burst.Chain chain = b.chain();
    if (chain != null) {
      json.putRaw("chain", chain(chain));
    }
    json.put("because", b.because());
  }

  private static String chain(Burst.Chain chain) {
    return new JsonText()
        .put("venue", chain.venue().id())
        .put("expiry", chain.expiry())
        .put("atTheMoney", chain.atTheMoney())
        .put("below", chain.below())
        .put("above", chain.above())
        .put("impliedVolatility", chain.impliedVolatility())
        .put("age", chain.age())
        .end();
  }

  private static String leg(Leg leg) {
    JsonText json = new JsonText();
    json.put("instrument", leg.instrument().toString())
        .put("side", leg.side())
        .put("ratio", leg.ratio())
        .put("executablePrice", leg.executablePrice())
        .put("exitPrice", leg.exitPrice())
        .put("priceMultiplier", leg.priceMultiplier())
        .put("takerFee", leg.takerFee())
        .put("makerFee", leg.makerFee())
        .put("rate", leg.rate())
        .put("period", leg.period())
        .put("settlesAt", leg.settlesAt());
    if (leg.reverts() != null) {
      json.put("meanHourly", leg.reverts().meanHourly()).put("halfLife", leg.reverts().halfLife());
    }
    return json.end();
  }

  /// Cost lines; those that are not known are absent.
  public static String costs(Costs costs) {
    return new JsonText()
        .put("fees", costs.fees())
        .put("spread", costs.spread())
        .put("slippage", costs.slippage())
        .put("borrow", costs.borrow())
        .put("financing", costs.financing())
        .put("transfer", costs.transfer())
        .put("conversion", costs.conversion())
        .end();
  }

  private static String evidence(Evidence e) {
    return new JsonText()
        .put("kind", e.fact().label())
        .put("venue", e.id().venue().id())
        .put("symbol", e.id().symbol())
        .put("value", e.value())
        .put("venueTime", e.venueTime())
        .put("receivedAt", e.receivedAt())
        .put("age", e.age())
        .end();
  }

  private static String instruments(List<InstrumentId> ids) {
    return JsonText.array(ids.stream().map(id -> JsonText.string(id.toString())).toList());
  }
}
