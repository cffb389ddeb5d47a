package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.InstrumentState;
import dev.carry.model.Dollars;
import dev.carry.model.Instrument;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the underlying can be had for now, to be held until an expiry: a perpetual, or the dated
/// future of that expiry.
///
/// @param dated whether it delivers at the expiry; else it pays funding until it is left then
/// @param quote the touch it trades at
record Hedge(InstrumentState state, Instrument listed, boolean dated, Quote quote) {

  /// Those that are believed and young enough, dated ones first.
  ///
  /// @param since the oldest receive time that still counts
  static List<Hedge> of(AssetState asset, Instant expiry, Instant since) {
    List<Hedge> dated = new ArrayList<>();
    List<Hedge> perpetual = new ArrayList<>();
    for (InstrumentState state : asset.instruments()) {
      Instrument listed = state.listed();
      Quote quote = state.quote();
      if (listed == null || quote == null || !isUsable(state, listed, quote, since)) {
        continue;
      }
      if (listed.kind() == Instrument.Kind.PERPETUAL && !Double.isNaN(state.hourly())) {
        perpetual.add(new Hedge(state, listed, false, quote));
      } else if (listed.kind() == Instrument.Kind.DATED_FUTURE && expiry.equals(listed.expiry())) {
        dated.add(new Hedge(state, listed, true, quote));
      }
    }
    dated.addAll(perpetual);
    return dated;
  }

  private static boolean isUsable(
      InstrumentState state, Instrument listed, Quote quote, Instant since) {
    return state.believed()
        && listed.status() == Instrument.Status.TRADING
        && listed.payoff() != Instrument.Payoff.QUANTO // pays in a third coin
        && Dollars.like(listed.quote())
        && !quote.receivedAt().isBefore(since)
        && state.bid() > 0
        && state.bid() <= state.ask();
  }

  /// What coins of a chain are turned into quote at: what delivers with it before what does not,
  /// that of its own venue first; null: nothing is known.
  static @Nullable Hedge forCoins(List<Hedge> hedges, OptionChain chain) {
    Hedge best = null;
    for (Hedge hedge : hedges) {
      if (best == null || (hedge.dated == best.dated && hedge.isAt(chain) && !best.isAt(chain))) {
        best = hedge;
      }
    }
    return best;
  }

  private boolean isAt(OptionChain chain) {
    return state.id().venue().equals(chain.venue());
  }

  /// What a leg of that side trades at, quote per single unit of the asset.
  double price(Side side) {
    return state.perUnit(side == Side.BUY ? state.ask() : state.bid());
  }

  /// In base; NaN: not known.
  double size(Side side) {
    return (side == Side.BUY ? state.askNotional() : state.bidNotional()) / price(side);
  }

  /// Half of its spread where it is sold again, fraction of its price.
  double exitSpread() {
    return dated ? 0 : state.spread() / 2;
  }

  /// Of each trade it takes: in, and out again where it does not deliver. Fraction of its price.
  double fees() {
    return dated ? state.takerFee() : 2 * state.takerFee();
  }

  /// Funding paid until an expiry at the rate of now, fraction of its price. What would be received
  /// is not counted: it may cease.
  double funding(Side side, Instant now, Instant expiry) {
    if (dated) {
      return 0;
    }
    double hours = (expiry.toEpochMilli() - now.toEpochMilli()) / 3_600_000.0;
    return Math.max(0, side.sign() * state.hourly() * hours);
  }
}
