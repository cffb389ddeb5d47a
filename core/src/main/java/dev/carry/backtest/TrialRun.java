package dev.carry.backtest;

import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.valuation.statistics.Moments;
import dev.carry.valuation.statistics.Sharpe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What is kept of a trial: what it was worth each day, and what its positions made. Dollars are
/// summed exactly: in which order positions were closed at one instant is of no account.
final class TrialRun implements Consumer<TradeEvent> {
  private static final long DAY_MILLIS = 86_400_000;

  private final double capital;
  private double[] worth = new double[512];
  private int days;
  private final List<Trade> trades = new ArrayList<>();

  /// What of a position counts; there are millions of them.
  ///
  /// @param pnl dollars
  private record Trade(Instant openedAt, Instant closedAt, BigDecimal pnl) {}

  TrialRun(BigDecimal capital) {
    this.capital = capital.doubleValue();
  }

  @Override
  public void accept(TradeEvent event) {
    switch (event) {
      case Equity equity -> {
        worth = days == worth.length ? Arrays.copyOf(worth, 2 * days) : worth;
        worth[days++] = equity.pnl().doubleValue();
      }
      case Closed closed -> trades.add(new Trade(closed.openedAt(), closed.at(), closed.pnl()));
      default -> {
        // of no account for choosing
      }
    }
  }

  /// Gains by day as fractions of the capital, marked at the middle of the market.
  double[] daily() {
    double[] gains = new double[days];
    for (int day = 0; day < days; day++) {
      gains[day] = (worth[day] - (day == 0 ? 0 : worth[day - 1])) / capital;
    }
    return gains;
  }

  /// The Sharpe ratio a day of what was closed between two instants: what is open at the end, whose
  /// outcome lies beyond it, is left out. 0 where nothing was.
  double score(Instant from, Instant to) {
    BigDecimal[] made =
        new BigDecimal[Math.toIntExact((to.toEpochMilli() - from.toEpochMilli()) / DAY_MILLIS) + 1];
    Arrays.fill(made, BigDecimal.ZERO);
    boolean any = false;
    for (Trade trade : trades) {
      if (!trade.openedAt().isBefore(from) && !trade.closedAt().isAfter(to)) {
        int day = (int) ((trade.closedAt().toEpochMilli() - from.toEpochMilli()) / DAY_MILLIS);
        made[day] = made[day].add(trade.pnl());
        any = true;
      }
    }
    double[] gains = Stream.of(made).mapToDouble(sum -> sum.doubleValue() / capital).toArray();
    double ratio = any && gains.length > 1 ? Sharpe.ratio(Moments.of(gains)) : 0;
    return Double.isNaN(ratio) ? 0 : ratio;
  }

  double netPnl() {
    return trades.stream().map(Trade::pnl).reduce(BigDecimal.ZERO, BigDecimal::add).doubleValue();
  }
}
