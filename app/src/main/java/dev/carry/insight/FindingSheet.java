package dev.carry.insight;

import dev.carry.insight.FactSheet.Unit;
import dev.carry.model.Analysis.Task;
import dev.carry.model.Costs;
import dev.carry.model.Evidence;
import dev.carry.model.JsonText;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.PairHistory;
import dev.carry.model.Side;
import dev.carry.model.TradeSizes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the sheet of an opportunity: what the engine said of it, and what is going on around it.
final class FindingSheet {
  private static final double HOURS_PER_YEAR = 8_760;
  private static final double MILLIS_PER_HOUR = 3_600_000;

  private final Surroundings surroundings;

  FindingSheet(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// @param now engine time, UTC
  FactSheet of(Opportunity found, Instant now) {
    FactSheet sheet =
        new FactSheet(
                Task.FINDING, found.head().id(), found.head().revision(), found.head().asset())
            .name("detector", found.head().detector())
            .number("notional", found.notional(), Unit.DOLLARS)
            .percent("grossApr", found.grossApr())
            .percent("netApr", found.netApr())
            .number("netPerDay", found.netPerDay(), Unit.DOLLARS)
            .percent("returnOnCapital", found.returnOnCapital())
            .number("horizon", hours(found.horizon()), Unit.HOURS)
            .percent("netOverHorizon", overHorizon(found))
            .number("breakEven", hours(found.breakEven()), Unit.HOURS)
            .number("breakEvenSettlements", found.breakEvenSettlements())
            .flag("earnsItsCosts", found.breakEven() != null);
    costs(sheet, found.costs());
    sheet.bps("priceGap", found.priceGap()).number("capacity", found.capacity(), Unit.DOLLARS);
    sizes(sheet, found.sizes());
    history(sheet, found.history());
    List<FactSheet> legs = new ArrayList<>();
    found.legs().forEach(leg -> legs.add(leg(leg, now)));
    double down = legs.stream().mapToDouble(leg -> leg.get("feedsDown").orElse(0)).max().orElse(0);
    sheet
        .number("legCount", legs.size())
        .group("legs", legs)
        .number("feedsDownMost", down, Unit.PLAIN);
    found.head().evidence().stream()
        .map(fact -> fact.at(now))
        .max(Comparator.comparing(Evidence::age))
        .ifPresent(
            oldest ->
                sheet.age("oldestEvidenceAge", oldest.age().toMillis() / 1_000.0, Unit.SECONDS));
    sheet.age("openFor", hours(Duration.between(found.head().firstSeen(), now)), Unit.HOURS);
    return sheet.words("risks", found.riskWords());
  }

  private static double overHorizon(Opportunity found) {
    return found.netApr() * found.horizon().toMillis() / (HOURS_PER_YEAR * MILLIS_PER_HOUR);
  }

  private static @Nullable Double hours(@Nullable Duration duration) {
    return duration == null ? null : (Double) (duration.toMillis() / MILLIS_PER_HOUR);
  }

  private static void costs(FactSheet sheet, Costs costs) {
    sheet
        .bps("costs", costs.total())
        .bps("costFees", costs.fees())
        .bps("costSpread", costs.spread())
        .bps("costSlippage", costs.slippage())
        .bps("costBorrow", costs.borrow())
        .bps("costFinancing", costs.financing())
        .bps("costTransfer", costs.transfer())
        .bps("costConversion", costs.conversion())
        .number("unknownCostLines", costs.unknown().size())
        .words("unknownCosts", costs.unknown());
  }

  private static void sizes(FactSheet sheet, @Nullable TradeSizes sizes) {
    if (sizes != null) {
      sheet
          .number("bestNotional", sizes.best(), Unit.DOLLARS)
          .number("largestNotional", sizes.largest(), Unit.DOLLARS);
      if (!sizes.curve().isEmpty()) {
        sheet.number("bookDepth", sizes.curve().getLast().notional(), Unit.DOLLARS);
      }
    }
  }

  private static void history(FactSheet sheet, @Nullable PairHistory past) {
    if (past == null) {
      return;
    }
    PairHistory.Lives lives = past.lives();
    if (lives != null) {
      sheet
          .number("pastEpisodes", lives.episodes())
          .number("pastEpisodesLivedToBreakEven", lives.lived())
          .percent("pastShareLivedToBreakEven", past.confidence());
    }
    PairHistory.Holdings holdings = past.holdings();
    if (holdings != null) {
      sheet
          .number("pastHoldings", holdings.count())
          .percent("pastHoldingsWinning", holdings.winning())
          .percent("pastMeanWin", holdings.win())
          .percent("pastMeanLoss", holdings.loss())
          .percent("pastExpected", holdings.expected())
          .percent("pastShortfall", holdings.shortfall())
          .number("sizePerCapital", holdings.size(), Unit.TIMES);
    }
    PairHistory.Gaps gaps = past.gaps();
    if (gaps != null) {
      sheet
          .bps("priceGapLow", gaps.low())
          .bps("priceGapMedian", gaps.median())
          .bps("priceGapHigh", gaps.high());
    }
  }

  private FactSheet leg(Leg leg, Instant now) {
    Surroundings.Around around = surroundings.of(leg.instrument(), now);
    FactSheet part =
        FactSheet.part()
            .name("venue", leg.instrument().venue().id())
            .name("side", leg.side() == Side.BUY ? "long" : "short");
    if (around.kind() != null) {
      part.name("kind", JsonText.kebab(around.kind()));
    }
    part.number("price", leg.executablePrice(), Unit.DOLLARS)
        .bps("takerFee", leg.takerFee())
        .percent("fundingRate", leg.rate())
        .number("fundingPeriod", hours(leg.period()), Unit.HOURS)
        .time("settlesAt", leg.settlesAt())
        .number("volume24h", around.volume24h(), Unit.DOLLARS)
        .percent("volatilityPerYear", around.volatility())
        .number("feedInterruptions", around.interruptions())
        .number("feedsDown", around.down())
        .age("feedsWatched", hours(around.watched()), Unit.HOURS);
    Surroundings.Funding past = around.funding();
    if (past != null) {
      part.number("settlements30d", past.settlements())
          .percent("meanFundingApr30d", past.mean() * HOURS_PER_YEAR)
          .percent("deviationFundingApr30d", past.deviation() * HOURS_PER_YEAR)
          .percent("positiveShare30d", past.positive());
    }
    return part;
  }
}
