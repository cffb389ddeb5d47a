package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.Holdings;
import dev.carry.model.Input;
import dev.carry.model.TradeEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Trades on paper what a strategy wants, in an account of its own, through a broker.
public final class Trader {
  private final Strategy strategy;
  private final Account account;
  private final Limiter limiter;
  private final DeskOf desk = new DeskOf();
  private @Nullable Broker broker;

  /// One that holds nothing.
  ///
  /// @param out takes everything that happens, in order
  public Trader(AccountSettings settings, Strategy strategy, Consumer<? super TradeEvent> out) {
    this(settings, strategy, out, false);
  }

  private Trader(
      AccountSettings settings,
      Strategy strategy,
      Consumer<? super TradeEvent> out,
      boolean compared) {
    this.strategy = strategy;
    this.account = new Account(this, settings, out, compared);
    this.limiter = new Limiter(settings, account);
  }

  /// One of many that are compared: those who want the same with the same input hold it together.
  ///
  /// @param out takes what it was worth each day and what its positions made, no more; of one
  ///     instant in any order
  public static Trader compared(
      AccountSettings settings, Strategy strategy, Consumer<? super TradeEvent> out) {
    return new Trader(settings, strategy, out, true);
  }

  /// What it holds and what came of it so far.
  public Account account() {
    return account;
  }

  /// Who carries out what it wants from now on.
  void hire(Broker other) {
    broker = other;
  }

  private Broker broker() {
    return Objects.requireNonNull(broker, "nobody to trade with");
  }

  // --- what outlives a process -------------------------------------------------------------

  /// Everything it holds, so that one that resumes from it goes on as this one would.
  ///
  /// @param view what is known now
  Map<String, String> save(MarketView view) {
    Saved saved = new Saved();
    account.save(saved);
    broker().save(view, saved);
    return saved.values();
  }

  /// Takes over what another held; only what holds nothing yet can.
  void resume(Map<String, String> holdings) {
    Saved saved = Saved.of(holdings);
    account.resume(saved);
    broker().resume(saved, account);
  }

  /// A process began: what only an earlier one knew is forgotten.
  void begin() {
    strategy.begin();
  }

  /// What it holds at the prices known now.
  Holdings holdings(MarketView view) {
    return account.holdings(view, broker().now());
  }

  // --- what it decides ---------------------------------------------------------------------

  /// Time passed, or what is on offer changed.
  void decide(MarketView view, Input input, Offers offers) {
    strategy.decide(view, input, offers, desk.at(view));
  }

  /// What a leg of a position is to pay next was told.
  void rateTold(MarketView view, Position position) {
    strategy.rateTold(view, position, desk.at(view));
  }

  void closeAll(MarketView view, String why) {
    desk.at(view).closeAll(why);
  }

  /// The desk as a strategy sees it while it decides.
  private final class DeskOf implements Desk {
    private @Nullable MarketView view;

    DeskOf at(MarketView known) {
      view = known;
      return this;
    }

    private MarketView view() {
      return Objects.requireNonNull(view);
    }

    @Override
    public boolean canOpen(BigDecimal notional) {
      return limiter.allowsAny(view(), notional);
    }

    @Override
    public String open(Plan plan) {
      String against = limiter.against(view(), plan, broker().now());
      if (against.isEmpty()) {
        broker().open(view(), plan, account);
      }
      return against;
    }

    @Override
    public void close(Position position, String why) {
      broker().close(position, account, why);
    }

    @Override
    public boolean canTrade(Position position) {
      return broker().canTrade(view(), position);
    }

    @Override
    public void leaveEnding() {
      for (Position position : List.copyOf(positions())) {
        String ends = position.outlook(view()).ends();
        if (ends != null && canTrade(position)) {
          close(position, ends);
        }
      }
    }

    @Override
    public List<Position> positions() {
      return account.positions();
    }

    @Override
    public BigDecimal free() {
      return account.free();
    }
  }
}
