package dev.carry.detect;

import dev.carry.detect.Edge.Kind;
import dev.carry.detect.Edge.Part;
import dev.carry.engine.Evidences;
import dev.carry.model.Costs;
import dev.carry.model.Evidence;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Side;
import dev.carry.valuation.Capital;
import dev.carry.valuation.Funding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What trades of options cost, and what may go otherwise.
final class EdgePricer {
  private final LiquidationOptionsSettings settings;
  private final PairSettings pairs;
  private final Instant now;

  /// @param pairs how legs are sized, margined and converted
  EdgePricer(LiquidationOptionsSettings settings, PairSettings pairs, Instant now) {
    this.settings = settings;
    this.pairs = pairs;
    this.now = now;
  }

  /// An option as a leg.
  ///
  /// @param coin what one coin of its premium is worth, in quote; 1 where it is written in quote
  Part part(OptionTouch touch, Side side, double ratio, double coin) {
    return new Part(
        touch.state(),
        touch.listed(),
        side,
        ratio,
        touch.price(side) * coin,
        touch.price(side.opposite()) * coin,
        touch.size(side),
        touch.evidence(side, now));
  }

  Part part(Hedge hedge, Side side, double ratio) {
    List<Evidence> evidence = new ArrayList<>(1);
    Evidences.add(evidence, hedge.quote(), side, now);
    return new Part(
        hedge.state(),
        hedge.listed(),
        side,
        ratio,
        hedge.price(side),
        hedge.price(side.opposite()),
        hedge.size(side),
        evidence.getFirst());
  }

  /// A trade of options alone.
  ///
  /// @param underlying price of the underlying, which fractions are of
  /// @param pays what is left at the worst before costs, quote per unit of the underlying
  /// @param forCoins what turned coins into quote; null: there are none
  Edge options(
      Kind kind,
      Instant expiry,
      List<Part> options,
      double underlying,
      double pays,
      @Nullable Hedge forCoins,
      Supplier<List<String>> risks) {
    double delivered = 0;
    for (Part part : options) {
      delivered += part.ratio();
    }
    double gap = pays / underlying;
    double fees = optionFees(options, underlying) + delivered * settings.delivery();
    return edge(
        kind, expiry, options, underlying, gap, gap, fees, 0, () -> coins(forCoins, risks.get()));
  }

  private static List<String> coins(@Nullable Hedge forCoins, List<String> risks) {
    return forCoins == null
        ? risks
        : Stream.concat(
                risks.stream(),
                Stream.of(
                    "premiums in coin are counted at the price of "
                        + forCoins.state().id()
                        + ": it must be traded too"))
            .toList();
  }

  /// A forward of a call and a put against the underlying.
  ///
  /// @param forward what the options buy or sell it at, quote per base
  /// @param units of the underlying that one of each option is hedged by
  Edge forward(
      Kind kind, Instant expiry, List<Part> options, double forward, Hedge hedge, double units) {
    Side side = kind == Kind.FORWARD_SOLD ? Side.BUY : Side.SELL;
    double price = hedge.price(side);
    double gap = side.sign() * (forward - price) / price;
    double funding = hedge.funding(side, now, expiry);
    double delivery = settings.delivery() * (1 / units + (hedge.dated() ? 1 : 0));
    double fees = optionFees(options, price) / units + hedge.fees() + delivery;
    List<Part> legs = new ArrayList<>(options);
    legs.add(part(hedge, side, units));
    return edge(
        kind,
        expiry,
        legs,
        price * units,
        gap,
        gap - funding,
        fees,
        hedge.exitSpread(),
        () -> hedged(hedge, options.getFirst(), funding));
  }

  private static List<String> hedged(Hedge hedge, Part option, double funding) {
    InstrumentId id = hedge.state().id();
    if (!hedge.dated()) {
      return List.of(
          String.format(
              Locale.ROOT,
              "%s has no expiry: funding until then is counted as %.2f bps, as the rate is now, and"
                  + " it is left at its price of then",
              id,
              funding * 10_000));
    }
    return id.venue().equals(option.state().id().venue())
        ? List.of()
        : List.of("option and future settle on the indexes of two venues, which may differ");
  }

  private Edge edge(
      Kind kind,
      Instant expiry,
      List<Part> parts,
      double underlying,
      double gap,
      double gross,
      double fees,
      double spread,
      Supplier<List<String>> risks) {
    List<Part> legs = new ArrayList<>(parts);
    legs.sort(Comparator.comparing(Part::side));
    double capacity = Double.POSITIVE_INFINITY;
    for (Part part : legs) {
      capacity = Math.min(capacity, part.size() / part.ratio() * underlying);
    }
    boolean fits = capacity >= pairs.notional();
    Costs costs =
        new Costs(
            fees,
            spread,
            fits ? (Double) 0.0 : null,
            0.0,
            financing(expiry),
            oneVenue(legs) ? (Double) 0.0 : pairs.costs().transfer(),
            oneCoin(legs) ? 0.0 : 2 * pairs.costs().conversionPerWay());
    Double known = Double.isNaN(capacity) ? null : (Double) capacity;
    double held = capacity;
    return new Edge(
        kind, expiry, legs, gap, gross, costs, known, () -> all(legs, held, risks.get()));
  }

  private List<String> all(List<Part> legs, double capacity, List<String> own) {
    List<String> risks = new ArrayList<>();
    risks.add(
        String.format(
            Locale.ROOT,
            "%d orders must fill together, on prices of up to %.1f s ago",
            legs.size(),
            oldest(legs).toMillis() / 1_000.0));
    risks.addAll(own);
    if (!(capacity >= pairs.notional())) {
      risks.add(PairRisks.slippage(capacity, pairs.notional()).words());
    }
    return risks;
  }

  /// Fees of trading options, fraction of the underlying: of the premium where that is less.
  private double optionFees(List<Part> options, double underlying) {
    double fees = 0;
    for (Part part : options) {
      double ofUnderlying = part.state().takerFee();
      double mostOfPremium = settings.feeCap() * part.price() / underlying;
      fees += part.ratio() * Math.min(ofUnderlying, mostOfPremium);
    }
    return fees;
  }

  private @Nullable Double financing(Instant expiry) {
    Double apr = pairs.costs().financingApr();
    return apr == null ? null : (Double) (apr * capital() * years(expiry));
  }

  /// Margin of the options and of what hedges them, with the buffer: fraction of the underlying.
  double capital() {
    return Capital.ofPair(pairs.leverage(), pairs.leverage(), pairs.buffer());
  }

  private double years(Instant expiry) {
    return Duration.between(now, expiry).toMillis() / 3_600_000.0 / Funding.HOURS_PER_YEAR;
  }

  private static boolean oneVenue(List<Part> legs) {
    return legs.stream().map(part -> part.state().id().venue()).distinct().count() == 1;
  }

  private static boolean oneCoin(List<Part> legs) {
    return legs.stream().map(Part::listed).map(Instrument::settle).distinct().count() == 1;
  }

  private static Duration oldest(List<Part> legs) {
    Duration oldest = Duration.ZERO;
    for (Part part : legs) {
      Duration age = part.evidence().age();
      oldest = age.compareTo(oldest) > 0 ? age : oldest;
    }
    return oldest;
  }
}
