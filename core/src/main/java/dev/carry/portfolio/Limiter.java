package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;

/// What no strategy can overrule: the limits of an account, and what cannot be traded.
final class Limiter {
  private final AccountSettings settings;
  private final Account account;

  /// What a dollar of notional binds at least, dollars.
  private final BigDecimal leastBound;

  Limiter(AccountSettings settings, Account account) {
    this.settings = settings;
    this.account = account;
    this.leastBound =
        BigDecimal.TWO
            .divide(settings.leverage(), Ledger.SCALE, RoundingMode.DOWN)
            .add(settings.buffer());
  }

  /// Whether some plan of a notional could pass: of two legs with a margin, which bind least.
  boolean allowsAny(MarketView view, BigDecimal notional) {
    BigDecimal least = notional.multiply(leastBound);
    return view.halted() == null
        && account.positions().size() < settings.limits().positions()
        && least.compareTo(account.free()) <= 0;
  }

  /// What forbids a plan; empty: nothing.
  String against(MarketView view, Plan plan, Instant now) {
    AccountSettings.Limits limits = settings.limits();
    String halted = view.halted();
    if (halted != null) {
      return halted;
    }
    if (Account.binds(settings, view, plan).compareTo(account.free()) > 0) {
      return "too little capital is free"; // asked first: it is what nearly always forbids one
    }
    String asset = asset(view, plan);
    if (borrows(view, plan) && settings.borrowApr() == null) {
      return "no rate is known at which "
          + asset
          + " could be borrowed: account.borrow-apr says it";
    }
    for (InstrumentId id : List.of(plan.longLeg(), plan.shortLeg())) {
      String leg = against(view, id, now);
      if (!leg.isEmpty()) {
        return leg;
      }
      if (notionalOn(id).add(plan.notional()).compareTo(limits.venueNotional()) > 0) {
        return "the limit of " + limits.venueNotional().toPlainString() + " on " + id.venue();
      }
    }
    if (isNothing(view, plan)) {
      return plan.notional().toPlainString() + " is less than the smallest size of a leg";
    }
    for (AccountSettings.Never pair : limits.never()) {
      if (pair.is(plan)) {
        return pair.because();
      }
    }
    if (account.positions().size() >= limits.positions()) {
      return "no more than " + limits.positions() + " positions at a time";
    }
    if (notionalOf(asset).add(plan.notional()).compareTo(limits.assetNotional()) > 0) {
      return "the limit of " + limits.assetNotional().toPlainString() + " of " + asset;
    }
    return limits.endsDay() ? lossOfDay(view, limits.dailyLoss()) : "";
  }

  /// Whether of a leg not even one contract would be asked for; both are listed and have a quote.
  private static boolean isNothing(MarketView view, Plan plan) {
    InstrumentState buy = view.find(plan.longLeg());
    InstrumentState sell = view.find(plan.shortLeg());
    if (buy == null || sell == null) {
      return true;
    }
    Sizes sizes = Sizes.of(plan.notional(), buy, sell);
    return sizes.bought().signum() == 0 || sizes.sold().signum() == 0;
  }

  private String lossOfDay(MarketView view, BigDecimal most) {
    BigDecimal lost = account.lostToday(view);
    if (lost == null) {
      return "what is held cannot be valued yet";
    }
    return lost.compareTo(most) >= 0 ? "the limit of loss of a day, " + most.toPlainString() : "";
  }

  private String against(MarketView view, InstrumentId id, Instant now) {
    InstrumentState state = view.find(id);
    Instrument listed = state == null ? null : state.listed();
    if (state == null || listed == null) {
      return id + " is not listed";
    }
    if (!Payment.isKnown(listed)) {
      return id + " pays in " + listed.settle() + ", whose price is not followed";
    }
    Quote quote = state.quote();
    if (quote == null || quote.bid() == null || quote.ask() == null) {
      return id + " has no two-sided quote";
    }
    Instant oldest = now.minus(settings.execution().quoteLife());
    return quote.receivedAt().isBefore(oldest) ? "the last quote of " + id + " is too old" : "";
  }

  private static String asset(MarketView view, Plan plan) {
    Instrument listed = Account.listed(view, plan.longLeg());
    return listed == null ? "" : listed.base();
  }

  private static boolean borrows(MarketView view, Plan plan) {
    Instrument listed = Account.listed(view, plan.shortLeg());
    return listed != null && listed.kind() == Instrument.Kind.SPOT;
  }

  private BigDecimal notionalOn(InstrumentId id) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Position position : account.positions()) {
      for (PositionLeg leg : position.legs()) {
        sum = leg.id.venue().equals(id.venue()) ? sum.add(position.plan().notional()) : sum;
      }
    }
    return sum;
  }

  private BigDecimal notionalOf(String asset) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Position position : account.positions()) {
      sum = position.asset().equals(asset) ? sum.add(position.plan().notional()) : sum;
    }
    return sum;
  }
}
