package dev.carry.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Events as users see them: one JSON object a line, in the layout that scripts rely on.
public final class EventJson {
  private EventJson() {}

  /// One input as one line without its line end.
  ///
  /// @param instrument what is known of the instrument; adds `sizeBase` to events with sizes
  public static String write(Input input, @Nullable Instrument instrument) {
    return switch (input) {
      case MarketEvent event -> event(event, instrument);
      case FeedStatus feed ->
          new JsonText()
              .put("kind", "feed")
              .put("venue", feed.venue().id())
              .put("feed", feed.feed())
              .put("receivedAt", feed.receivedAt())
              .put("status", feed.state())
              .put("reason", feed.reason())
              .end();
      case Command command ->
          new JsonText()
              .put("kind", "command")
              .put("receivedAt", command.receivedAt())
              .put("action", command.action())
              .end();
      case AccountState state ->
          new JsonText()
              .put("kind", "account")
              .put("receivedAt", state.receivedAt())
              .putRaw("settings", texts(state.settings()))
              .putRaw("holdings", texts(state.holdings()))
              .end();
      case Tick tick ->
          new JsonText().put("kind", "tick").put("receivedAt", tick.receivedAt()).end();
    };
  }

  private static String texts(Map<String, String> values) {
    JsonText json = new JsonText();
    values.forEach(json::put);
    return json.end();
  }

  private static String event(MarketEvent event, @Nullable Instrument instrument) {
    JsonText json =
        new JsonText()
            .put("kind", event.fact().label())
            .put("venue", event.id().venue().id())
            .put("symbol", event.id().symbol())
            .put("venueTime", event.venueTime())
            .put("receivedAt", event.receivedAt());
    switch (event) {
      case Listing e -> listing(json, e.instrument());
      case FundingEstimate e ->
          json.put("rate", e.rate())
              .put("period", e.period())
              .put("settlesAt", e.settlesAt())
              .put("which", e.which());
      case FundingSettled e ->
          json.put("rate", e.rate())
              .put("period", e.period())
              .put("settledAt", e.settledAt())
              .put("markPrice", e.markPrice());
      case MarkPrice e -> json.put("price", e.price());
      case IndexPrice e -> json.put("price", e.price());
      case PremiumIndex e -> json.put("value", e.value());
      case Quote e ->
          json.put("bid", e.bid())
              .put("bidSize", e.bidSize())
              .put("ask", e.ask())
              .put("askSize", e.askSize())
              .put("sizeIn", e.sizeIn());
      case Book e ->
          json.put("snapshot", e.snapshot())
              .putRaw("bids", levels(e.bids()))
              .putRaw("asks", levels(e.asks()))
              .put("sizeIn", e.sizeIn());
      case Trade e ->
          json.put("id", e.tradeId())
              .put("price", e.price())
              .put("size", e.size())
              .put("sizeIn", e.sizeIn())
              .put("sizeBase", sizeBase(instrument, e.size(), e.sizeIn(), e.price()))
              .put("taker", e.taker());
      case Liquidation e ->
          json.put("price", e.price())
              .put("size", e.size())
              .put("sizeIn", e.sizeIn())
              .put("sizeBase", sizeBase(instrument, e.size(), e.sizeIn(), e.price()))
              .put("liquidated", e.liquidated())
              .put("priceIs", e.priceIs())
              .put("complete", e.complete());
      case OpenInterest e ->
          json.put("size", e.size()).put("sizeIn", e.sizeIn()).put("notional", e.notional());
      case Volume e -> json.put("base24h", e.base24h()).put("quote24h", e.quote24h());
      case Candle e ->
          json.put("of", e.of())
              .put("open", e.open())
              .put("high", e.high())
              .put("low", e.low())
              .put("close", e.close())
              .put("opensAt", e.opensAt())
              .put("closesAt", e.closesAt());
      case OptionTicker e -> option(json, e);
    }
    return json.end();
  }

  private static void option(JsonText json, OptionTicker e) {
    json.put("bid", e.bid().price())
        .put("bidSize", e.bid().size())
        .put("bidIv", e.bid().iv())
        .put("ask", e.ask().price())
        .put("askSize", e.ask().size())
        .put("askIv", e.ask().iv())
        .put("last", e.last())
        .put("mark", e.mark())
        .put("markIv", e.markIv())
        .put("delta", e.greeks().delta())
        .put("gamma", e.greeks().gamma())
        .put("vega", e.greeks().vega())
        .put("theta", e.greeks().theta())
        .put("rho", e.greeks().rho())
        .put("underlyingPrice", e.underlyingPrice())
        .put("underlyingIndex", e.underlyingIndex())
        .put("openInterest", e.openInterest())
        .put("sizeIn", e.sizeIn())
        .put("premiumIn", e.premiumIn());
  }

  private static void listing(JsonText json, Instrument i) {
    json.put("instrumentKind", i.kind())
        .put("base", i.base())
        .put("quote", i.quote())
        .put("settle", i.settle())
        .put("canonical", i.canonical())
        .put("payoff", i.payoff())
        .put("sizeIn", i.sizeIn())
        .put("contractValue", i.contractValue())
        .put("priceMultiplier", i.priceMultiplier())
        .put("tickSize", i.tickSize())
        .put("indexSymbol", i.indexSymbol())
        .put("settles", i.settles())
        .put("fundingPeriod", i.fundingPeriod())
        .put("fundingCap", i.fundingCap())
        .put("fundingFloor", i.fundingFloor())
        .put("interestRate", i.interestRate())
        .put("expiry", i.expiry())
        .put("strike", i.strike())
        .put("optionType", i.optionType())
        .put("status", i.status());
  }

  /// What a quanto contract is worth in base hangs on the price of a third coin: it is not told.
  private static @Nullable BigDecimal sizeBase(
      @Nullable Instrument instrument, BigDecimal size, Instrument.SizeIn in, BigDecimal price) {
    return instrument == null
            || instrument.payoff() == Instrument.Payoff.QUANTO
            || price.signum() <= 0
        ? null
        : instrument.sizeBase(size, in, price);
  }

  /// Price and size of each level, `[[price,size],…]`.
  public static String levels(Levels levels) {
    List<String> rows = new ArrayList<>(levels.count());
    for (int i = 0; i < levels.count(); i++) {
      rows.add("[" + levels.price(i).toPlainString() + "," + levels.size(i).toPlainString() + "]");
    }
    return JsonText.array(rows);
  }
}
