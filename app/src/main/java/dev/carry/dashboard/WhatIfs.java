package dev.carry.dashboard;

import dev.carry.dashboard.LiveState.Told;
import dev.carry.model.DetectorName;
import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Side;
import dev.carry.valuation.BreakEven;
import dev.carry.valuation.LegStress;
import dev.carry.valuation.LegStress.Kind;
import dev.carry.valuation.MaintenanceTiers;
import dev.carry.valuation.PositionStress;
import dev.carry.valuation.TransferRisk;
import dev.carry.valuation.WhatIf;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An opportunity on terms the reader chooses, by the formulas it was found with.
final class WhatIfs {
  static final Set<String> PARAMETERS =
      Set.of(
          "id",
          "notional",
          "leverage",
          "hold",
          "longFee",
          "shortFee",
          "make",
          "buffer",
          "maintenance",
          "volatility",
          "transferDelay",
          "survive");

  /// Which legs are made instead of taken.
  private static final List<String> MADE = List.of("long", "short", "both");

  /// Of maintenance, volatility (a year), a move: what is taken where nothing is said.
  private static final double MAINTENANCE = 0.01;
  private static final double VOLATILITY = 0.6;
  private static final double SURVIVE = 0.2;
  private static final Duration TRANSFER = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofDays(3650);

  private final LiveState live;
  private final Function<String, CapitalTerms> capital;

  /// @param capital what a detector counts on, by its name
  WhatIfs(LiveState live, Function<String, CapitalTerms> capital) {
    this.live = live;
    this.capital = capital;
  }

  String answer(Query query) {
    Opportunity found = found(query);
    Leg bought = found.legs().get(0);
    Leg sold = found.legs().get(1);
    CapitalTerms counted = capital.apply(found.head().detector());
    String make = query.text("make");
    if (make != null && !MADE.contains(make)) {
      throw Problem.parameter("make", make, "one of " + String.join(", ", MADE));
    }
    boolean longMade = "long".equals(make) || "both".equals(make);
    boolean shortMade = "short".equals(make) || "both".equals(make);
    WhatIf.Terms terms =
        new WhatIf.Terms(
            query.number("notional", found.notional(), 1, 1e12),
            query.number("leverage", counted.leverage(), 1, 125),
            query.duration("hold", found.horizon(), LONGEST).toMillis(),
            query.number("longFee", fee(bought, longMade), -0.01, 0.1),
            query.number("shortFee", fee(sold, shortMade), -0.01, 0.1),
            longMade,
            shortMade,
            query.number("buffer", counted.buffer(), 0, 100),
            MaintenanceTiers.flat(query.number("maintenance", MAINTENANCE, 0, 0.99)),
            kind(found, bought),
            kind(found, sold),
            new TransferRisk(
                query.duration("transferDelay", TRANSFER, Duration.ofDays(7)).toMillis(),
                query.number("volatility", VOLATILITY, 0, 10),
                TransferRisk.ONE_IN_A_HUNDRED));
    double survive = query.number("survive", SURVIVE, 0, 0.99);
    return json(found, terms, survive, WhatIf.of(found, terms));
  }

  /// Of a leg whose maker fee is not known, the taker's.
  private static double fee(Leg leg, boolean made) {
    return made && !Double.isNaN(leg.makerFee()) ? leg.makerFee() : leg.takerFee();
  }

  private Opportunity found(Query query) {
    String id = query.text("id");
    if (id == null) {
      throw Problem.parameter("id", "", "the id of an opportunity or of one turned down");
    }
    for (Told told : List.of(Told.OPPORTUNITIES, Told.REJECTIONS)) {
      for (Finding finding : live.findings(told)) {
        if (finding.head().id().equals(id) && finding instanceof Opportunity found) {
          return pair(found);
        }
      }
    }
    throw Problem.of(404, "Not found", "no opportunity " + id + " is open");
  }

  /// What delivers is priced by its expiry, and options by what they pay: neither can be held for
  /// another time.
  private static Opportunity pair(Opportunity found) {
    if (!found.isPair() || found.head().detector().equals(DetectorName.DATED_BASIS)) {
      throw Problem.of(
          422, "Not held at will", found.head().id() + ": its legs end at a time of their own");
    }
    return found;
  }

  /// A leg without funding was bought in a spot market; perpetuals alone are listed here.
  private Kind kind(Opportunity found, Leg leg) {
    InstrumentId id = leg.instrument();
    if (leg.rate() == null) {
      if (leg.side() == Side.SELL) {
        throw Problem.of(
            422, "Borrowed", found.head().id() + ": where a borrowed coin is called is not known");
      }
      return Kind.PAID;
    }
    for (FundingRow row : live.funding()) {
      Instrument listed = row.listed();
      if (row.id().equals(id) && listed != null) {
        return switch (listed.payoff()) {
          case LINEAR -> Kind.LINEAR;
          case INVERSE -> Kind.INVERSE;
          case QUANTO ->
              throw Problem.of(422, "Pays in a third coin", id + " pays in " + listed.settle());
        };
      }
    }
    throw Problem.of(404, "Not found", id + " is not listed any more");
  }

  private static String json(Opportunity found, WhatIf.Terms terms, double survive, WhatIf whatIf) {
    double notional = terms.notional();
    BreakEven breakEven = whatIf.breakEven().orElse(null);
    long from = found.head().lastSeen().toEpochMilli();
    List<String> legs =
        List.of(
            leg(found.legs().get(0), whatIf.position().longLeg()),
            leg(found.legs().get(1), whatIf.position().shortLeg()));
    return new JsonText()
        .put("id", found.head().id())
        .put("revision", found.head().revision())
        .put("notional", notional)
        .put("leverage", terms.leverage())
        .put("buffer", terms.buffer())
        .put("hold", Duration.ofMillis(terms.holdMillis()))
        .put("income", whatIf.value().income())
        .putRaw("costs", FindingJson.costs(whatIf.costs()))
        .putRaw(
            "unknown",
            JsonText.array(whatIf.costs().unknown().stream().map(JsonText::string).toList()))
        .put("net", whatIf.value().net())
        .put("netQuote", (whatIf.value().net() * notional))
        .put("netApr", whatIf.value().netApr())
        .put("breakEven", breakEven == null ? null : Duration.ofMillis(breakEven.atMillis() - from))
        .put("breakEvenSettlements", breakEven == null ? null : (Integer) breakEven.settlements())
        .put("capital", whatIf.position().capital())
        .put("returnOnCapital", whatIf.returnOnCapital())
        .put("transferMove", terms.transfer().move())
        .put("survive", survive)
        .put("surviveBuffer", whatIf.position().bufferThatSurvives(survive))
        .putRaw(
            "moves",
            JsonText.array(whatIf.position().table(0).stream().map(WhatIfs::move).toList()))
        .putRaw("legs", JsonText.array(legs))
        .end();
  }

  /// What becomes of both legs when all prices move.
  private static String move(PositionStress.Row row) {
    return new JsonText()
        .put("move", row.move())
        .put("survives", row.survives())
        .put("longEquity", row.longLeg().equity())
        .put("shortEquity", row.shortLeg().equity())
        .put("fromOther", row.fromOther())
        .put("fromBuffer", row.fromBuffer())
        .put("lacking", row.lacking())
        .end();
  }

  private static String leg(Leg leg, LegStress stress) {
    OptionalDouble price = stress.liquidationPrice();
    double entry = leg.executablePrice();
    return new JsonText()
        .put("instrument", leg.instrument().toString())
        .put("side", leg.side())
        .put("entry", entry)
        .put("capital", stress.capital())
        .put("liquidationPrice", number(price))
        .put(
            "liquidationMove",
            number(price.isEmpty() ? price : OptionalDouble.of(price.getAsDouble() / entry - 1)))
        .end();
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
