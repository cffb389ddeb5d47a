package dev.carry.model;

import dev.carry.model.Holdings.Held;
import dev.carry.model.Holdings.HeldLeg;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Entry;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import java.math.BigDecimal;
import java.util.Map;

/// What happened in an account and what it holds, as users see it: one JSON object each, the same
/// bytes for the same. Amounts are dollars.
public final class TradeJson {
  private TradeJson() {}

  /// The `trade` of its JSON.
  public static String kind(TradeEvent event) {
    return switch (event) {
      case Entry _ -> "entry";
      case Fill _ -> "fill";
      case Closed _ -> "closed";
      case Equity _ -> "equity";
      case Incident _ -> "incident";
    };
  }

  public static String write(TradeEvent event) {
    JsonText json = new JsonText().put("trade", kind(event)).put("at", event.at());
    return switch (event) {
      case Entry e ->
          json.put("bookedAt", e.bookedAt())
              .put("position", e.position())
              .put("instrument", e.id().toString())
              .put("line", e.line())
              .put("amount", e.amount())
              .end();
      case Fill f ->
          json.put("position", f.position())
              .put("instrument", f.id().toString())
              .put("side", f.side())
              .put("size", f.size())
              .put("price", f.price())
              .put("mid", f.mid())
              .put("value", f.value())
              .put("left", f.left())
              .put("against", f.against())
              .put("why", f.why())
              .end();
      case Closed c -> closed(json, c);
      case Equity e ->
          json.put("pnl", e.pnl())
              .put("realised", e.realised())
              .put("unrealised", e.unrealised())
              .put("bound", e.bound())
              .end();
      case Incident i -> incident(json, i);
    };
  }

  private static String closed(JsonText json, Closed c) {
    return json.put("position", c.position())
        .put("asset", c.asset())
        .put("buy", c.legs().get(0).toString())
        .put("sell", c.legs().get(1).toString())
        .put("notional", c.notional())
        .put("openedAt", c.openedAt())
        .put("unhedged", c.unhedged())
        .put("settlements", c.settlements())
        .put("pnl", c.pnl())
        .putRaw("attribution", lines(c.lines()))
        .put("expectedNetApr", c.expectedNetApr())
        .put("opened", c.opened())
        .put("closed", c.closed())
        .end();
  }

  /// An incident beside others: it needs no word for what it is.
  public static String incident(Incident i) {
    return incident(new JsonText().put("at", i.at()), i);
  }

  private static String incident(JsonText json, Incident i) {
    json.put("kind", i.kind());
    Long position = i.position();
    InstrumentId id = i.id();
    if (position != null) {
      json.put("position", position.longValue());
    }
    return json.put("instrument", id == null ? null : id.toString()).put("text", i.text()).end();
  }

  /// All but the positions.
  public static String account(Holdings h) {
    BigDecimal unrealised = h.unrealised();
    return new JsonText()
        .put("at", h.at())
        .put("capital", h.capital())
        .put("pnl", unrealised == null ? null : h.realised().add(unrealised))
        .put("realised", h.realised())
        .put("unrealised", unrealised)
        .put("bound", h.bound())
        .put("free", h.free())
        .putRaw("attribution", lines(h.attribution()))
        .put("positions", h.positions().size())
        .end();
  }

  public static String position(Held p) {
    return new JsonText()
        .put("position", p.number())
        .put("asset", p.asset())
        .put("phase", p.phase())
        .put("notional", p.notional())
        .put("openedAt", p.openedAt())
        .put("unhedgedSince", p.unhedgedSince())
        .put("unhedged", p.unhedged())
        .put("pnl", p.pnl())
        .putRaw("attribution", lines(p.lines()))
        .put("settlements", p.settlements())
        .put("expectedNetApr", p.expectedNetApr())
        .put("why", p.why())
        .putRaw("legs", JsonText.array(p.legs().stream().map(TradeJson::leg).toList()))
        .end();
  }

  private static String leg(HeldLeg leg) {
    return new JsonText()
        .put("instrument", leg.id().toString())
        .put("side", leg.side())
        .put("size", leg.size())
        .put("entryPrice", leg.entryPrice())
        .put("price", leg.price())
        .put("unrealised", leg.unrealised())
        .put("margin", leg.margin())
        .put("liquidationPrice", leg.liquidationPrice())
        .put("settlesAt", leg.settlesAt())
        .put("awaited", leg.awaited())
        .end();
  }

  /// Amounts by line; one that was never booked is 0.
  public static String lines(Map<Line, BigDecimal> lines) {
    JsonText json = new JsonText();
    for (Line line : Line.values()) {
      json.put(JsonText.kebab(line), lines.getOrDefault(line, BigDecimal.ZERO));
    }
    return json.end();
  }
}
