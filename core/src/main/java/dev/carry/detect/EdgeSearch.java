package dev.carry.detect;

import dev.carry.detect.Edge.Kind;
import dev.carry.engine.AssetState;
import dev.carry.model.Instrument.OptionType;
import dev.carry.model.Side;
import dev.carry.valuation.Funding;
import dev.carry.valuation.option.ImpliedVolatility;
import dev.carry.valuation.option.StaticArbitrage;
import dev.carry.valuation.option.StrikeQuote;
import dev.carry.valuation.option.SyntheticForward;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Every trade around a price that options allow, at prices that are there: forwards made of two of
/// them against the underlying, bounds that hold whatever the model, and one option at two venues.
final class EdgeSearch {
  private static final Comparator<Edge> BEST_FIRST =
      Comparator.comparingDouble(Edge::net).reversed();

  private final double price;
  private final EdgePricer pricer;
  private final Instant now;
  private final List<Edge> found = new ArrayList<>();

  private EdgeSearch(double price, EdgePricer pricer, Instant now) {
    this.price = price;
    this.pricer = pricer;
    this.now = now;
  }

  /// A chain with the strikes that are looked at, and what its underlying can be had for.
  ///
  /// @param strikes ascending
  /// @param hedges dated ones first
  /// @param forCoins what turns coins into quote; absent: nothing does
  private record Near(
      OptionChain chain, List<Double> strikes, List<Hedge> hedges, @Nullable Hedge forCoins) {

    @Nullable OptionTouch find(OptionType type, double strike) {
      return chain.find(type, strike);
    }

    /// What a coin of a premium is worth: bought where the option is, sold where it is; NaN: not
    /// known.
    double coin(OptionTouch touch, Side side) {
      return !touch.inCoin() ? 1 : forCoins == null ? Double.NaN : forCoins.price(side);
    }

    /// In quote; NaN where nobody trades.
    double money(OptionTouch touch, Side side) {
      return touch.price(side) * coin(touch, side);
    }

    @Nullable Hedge used(OptionTouch touch) {
      return touch.inCoin() ? forCoins : null;
    }
  }

  /// All that can be priced, the best first.
  ///
  /// @param price what the strikes are chosen around, quote per base
  static List<Edge> around(
      double price,
      AssetState asset,
      List<OptionChain> chains,
      LiquidationOptionsSettings settings,
      EdgePricer pricer,
      Instant now) {
    EdgeSearch search = new EdgeSearch(price, pricer, now);
    List<Near> looked = new ArrayList<>();
    for (OptionChain chain : chains) {
      List<Hedge> hedges = Hedge.of(asset, chain.expiry(), now.minus(settings.stale()));
      List<Double> strikes = chain.near(price, settings.tolerance());
      looked.add(new Near(chain, strikes, hedges, Hedge.forCoins(hedges, chain)));
    }
    for (Near near : looked) {
      search.forwards(near);
      for (OptionType type : OptionType.values()) {
        search.bounds(near, type);
      }
    }
    search.acrossVenues(looked);
    search.found.sort(BEST_FIRST);
    return search.found;
  }

  // --- forwards ----------------------------------------------------------------------------

  private void forwards(Near near) {
    for (double strike : near.strikes()) {
      OptionTouch call = near.find(OptionType.CALL, strike);
      OptionTouch put = near.find(OptionType.PUT, strike);
      if (call != null && put != null) {
        forward(near, Kind.FORWARD_SOLD, call, put, call.bid() - put.ask());
        forward(near, Kind.FORWARD_BOUGHT, call, put, call.ask() - put.bid());
      }
    }
  }

  /// With the hedge that leaves most.
  ///
  /// @param callLessPut as the options are written; NaN: a side is missing
  private void forward(
      Near near, Kind kind, OptionTouch call, OptionTouch put, double callLessPut) {
    boolean sold = kind == Kind.FORWARD_SOLD;
    double strike = call.strike();
    double forward;
    if (call.inCoin()) {
      forward =
          sold
              ? SyntheticForward.inverseSoldAt(call.bid(), put.ask(), strike)
              : SyntheticForward.inverseBoughtAt(call.ask(), put.bid(), strike);
    } else {
      forward =
          sold
              ? SyntheticForward.soldAt(call.bid(), put.ask(), strike)
              : SyntheticForward.boughtAt(call.ask(), put.bid(), strike);
    }
    if (Double.isNaN(forward)) {
      return;
    }
    Side callSide = sold ? Side.SELL : Side.BUY;
    Side hedgeSide = callSide.opposite();
    Edge best = null;
    for (Hedge hedge : near.hedges()) {
      double coin = call.inCoin() ? hedge.price(hedgeSide) : 1;
      Edge edge =
          pricer.forward(
              kind,
              near.chain().expiry(),
              List.of(
                  pricer.part(call, callSide, 1, coin),
                  pricer.part(put, callSide.opposite(), 1, coin)),
              forward,
              hedge,
              call.inCoin() ? 1 - callLessPut : 1);
      best = best == null || edge.net() > best.net() ? edge : best;
    }
    if (best != null) {
      found.add(best);
    }
  }

  // --- bounds ------------------------------------------------------------------------------

  private void bounds(Near near, OptionType type) {
    List<OptionTouch> ladder = new ArrayList<>();
    for (double strike : near.strikes()) {
      OptionTouch touch = near.find(type, strike);
      if (touch != null) {
        ladder.add(touch);
      }
    }
    for (int low = 0; low < ladder.size(); low++) {
      for (int high = low + 1; high < ladder.size(); high++) {
        vertical(near, type, ladder.get(low), ladder.get(high));
        for (int middle = low + 1; middle < high; middle++) {
          butterfly(near, ladder.get(low), ladder.get(middle), ladder.get(high));
        }
      }
    }
  }

  private void vertical(Near near, OptionType type, OptionTouch low, OptionTouch high) {
    OptionTouch worthMore = type == OptionType.CALL ? low : high;
    OptionTouch worthLess = type == OptionType.CALL ? high : low;
    StrikeQuote lowQuote = quote(near, low);
    StrikeQuote highQuote = quote(near, high);
    add(
        near,
        Kind.VERTICAL_BOUGHT,
        StaticArbitrage.boughtVertical(type, lowQuote, highQuote),
        new Weighed(worthMore, Side.BUY, 1),
        new Weighed(worthLess, Side.SELL, 1));
    add(
        near,
        Kind.VERTICAL_SOLD,
        StaticArbitrage.soldVertical(type, lowQuote, highQuote),
        new Weighed(worthLess, Side.BUY, 1),
        new Weighed(worthMore, Side.SELL, 1));
  }

  private void butterfly(Near near, OptionTouch low, OptionTouch middle, OptionTouch high) {
    double lowWeight = (high.strike() - middle.strike()) / (high.strike() - low.strike());
    add(
        near,
        Kind.BUTTERFLY,
        StaticArbitrage.boughtButterfly(quote(near, low), quote(near, middle), quote(near, high)),
        new Weighed(low, Side.BUY, lowWeight),
        new Weighed(high, Side.BUY, 1 - lowWeight),
        new Weighed(middle, Side.SELL, 1));
  }

  private static StrikeQuote quote(Near near, OptionTouch touch) {
    return new StrikeQuote(
        touch.strike(), near.money(touch, Side.SELL), near.money(touch, Side.BUY));
  }

  private record Weighed(OptionTouch touch, Side side, double ratio) {}

  /// @param pays quote per base before costs; NaN: a side is missing
  private void add(Near near, Kind kind, double pays, Weighed... weighed) {
    if (Double.isNaN(pays)) {
      return;
    }
    List<Edge.Part> parts = new ArrayList<>();
    for (Weighed one : weighed) {
      double coin = near.coin(one.touch(), one.side());
      parts.add(pricer.part(one.touch(), one.side(), one.ratio(), coin));
    }
    Hedge used = near.used(weighed[0].touch());
    found.add(pricer.options(kind, near.chain().expiry(), parts, price, pays, used, List::of));
  }

  // --- one option at two venues ------------------------------------------------------------

  private void acrossVenues(List<Near> looked) {
    for (int i = 0; i < looked.size(); i++) {
      for (int j = 0; j < looked.size(); j++) {
        Near bought = looked.get(i);
        Near sold = looked.get(j);
        if (i != j && bought.chain().expiry().equals(sold.chain().expiry())) {
          for (double strike : bought.strikes()) {
            for (OptionType type : OptionType.values()) {
              across(bought, sold, bought.find(type, strike), sold.find(type, strike));
            }
          }
        }
      }
    }
  }

  private void across(
      Near boughtAt, Near soldAt, @Nullable OptionTouch bought, @Nullable OptionTouch sold) {
    if (bought == null || sold == null) {
      return;
    }
    double paid = boughtAt.money(bought, Side.BUY);
    double got = soldAt.money(sold, Side.SELL);
    if (Double.isNaN(got - paid)) {
      return;
    }
    Instant expiry = boughtAt.chain().expiry();
    Hedge used = boughtAt.used(bought);
    double forward = Double.isNaN(bought.forward()) ? sold.forward() : bought.forward();
    found.add(
        pricer.options(
            Kind.ACROSS_VENUES,
            expiry,
            List.of(
                pricer.part(bought, Side.BUY, 1, boughtAt.coin(bought, Side.BUY)),
                pricer.part(sold, Side.SELL, 1, soldAt.coin(sold, Side.SELL))),
            price,
            got - paid,
            used == null ? soldAt.used(sold) : used,
            () ->
                List.of(
                    "bought at an implied volatility of "
                        + volatility(bought, paid, forward, expiry)
                        + ", sold at one of "
                        + volatility(sold, got, forward, expiry)
                        + "; the venues may settle on different prices")));
  }

  /// By Black-76, on one forward for both.
  private String volatility(OptionTouch touch, double money, double forward, Instant expiry) {
    double years = Duration.between(now, expiry).toMillis() / 3_600_000.0 / Funding.HOURS_PER_YEAR;
    double volatility =
        ImpliedVolatility.perYear(touch.type(), money, forward, touch.strike(), years, 0);
    return Double.isNaN(volatility)
        ? "none"
        : String.format(Locale.ROOT, "%.1f %%", volatility * 100);
  }
}
