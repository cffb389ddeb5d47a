package dev.carry.backtest.stress;

import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Entry;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.portfolio.AccountSettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Consumer;

/// What came of one run, counted as it happens.
final class Tally implements Consumer<TradeEvent> {
  private final BigDecimal capital;
  private final Consumer<? super TradeEvent> also;
  private BigDecimal netPnl = BigDecimal.ZERO.setScale(8);
  private BigDecimal highest;
  private BigDecimal deepest = BigDecimal.ZERO;
  private int liquidations;
  private int deleveraged;
  private int transfers;
  private int madeSmaller;
  private boolean traded;

  /// @param also takes every event too
  Tally(AccountSettings account, Consumer<? super TradeEvent> also) {
    this.capital = account.capital();
    this.highest = capital;
    this.also = also;
  }

  @Override
  public void accept(TradeEvent event) {
    also.accept(event);
    switch (event) {
      case Entry entry -> netPnl = netPnl.add(entry.amount());
      case Equity equity -> see(equity.pnl());
      case Fill fill -> {
        traded = true;
        madeSmaller += fill.why().equals(Fill.TOO_LITTLE_MONEY) ? 1 : 0;
      }
      case Incident incident -> {
        switch (incident.kind()) {
          case LIQUIDATED -> liquidations++;
          case DELEVERAGED -> deleveraged++;
          case TRANSFER -> transfers++;
          case NOT_FILLED, UNHEDGED, MISSING_SETTLEMENT, SETTLED_ON_OTHER_PRICE -> {
            // told, and no measure of a stress
          }
        }
      }
      case TradeEvent.Closed _ -> {
        // its entries were counted
      }
    }
  }

  /// What was gained and lost until an instant, open legs at their marks, dollars.
  void see(BigDecimal pnl) {
    BigDecimal worth = capital.add(pnl);
    highest = worth.max(highest);
    deepest = deepest.max(highest.subtract(worth).divide(highest, MathContext.DECIMAL64));
  }

  BigDecimal netPnl() {
    return netPnl;
  }

  /// The deepest fall from the highest worth before, fraction of that.
  BigDecimal maxDrawdown() {
    return deepest;
  }

  int liquidations() {
    return liquidations;
  }

  int deleveraged() {
    return deleveraged;
  }

  int transfers() {
    return transfers;
  }

  /// Fills that made positions smaller because their money did not carry them.
  int madeSmaller() {
    return madeSmaller;
  }

  /// Something was traded, and nothing was liquidated.
  boolean survives() {
    return traded && liquidations == 0;
  }

  /// The same, and the money was always enough for what was held.
  boolean isCarried() {
    return survives() && madeSmaller == 0 && deepest.compareTo(BigDecimal.ONE) < 0;
  }
}
