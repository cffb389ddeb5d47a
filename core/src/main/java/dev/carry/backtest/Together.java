package dev.carry.backtest;

import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Entry;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import java.math.BigDecimal;

/// Makes the events of one run follow those of another.
final class Together {
  private final BigDecimal realisedBefore;
  private final long positionsBefore;
  private long last;

  Together(BigDecimal realisedBefore, long positionsBefore) {
    this.realisedBefore = realisedBefore;
    this.positionsBefore = positionsBefore;
    this.last = positionsBefore;
  }

  /// The highest number of a position so far.
  long last() {
    return last;
  }

  private long number(long position) {
    last = Math.max(last, position + positionsBefore);
    return position + positionsBefore;
  }

  TradeEvent take(TradeEvent event) {
    return switch (event) {
      case Entry e ->
          new Entry(e.at(), e.bookedAt(), number(e.position()), e.id(), e.line(), e.amount());
      case Fill f ->
          new Fill(
              f.at(),
              number(f.position()),
              f.id(),
              f.side(),
              f.size(),
              f.price(),
              f.mid(),
              f.value(),
              f.left(),
              f.against(),
              f.why());
      case Closed c ->
          new Closed(
              c.at(),
              number(c.position()),
              c.asset(),
              c.legs(),
              c.notional(),
              c.openedAt(),
              c.unhedged(),
              c.settlements(),
              c.pnl(),
              c.lines(),
              c.expectedNetApr(),
              c.opened(),
              c.closed());
      case Equity e ->
          new Equity(e.at(), e.realised().add(realisedBefore), e.unrealised(), e.bound());
      case Incident i -> {
        Long position = i.position();
        yield new Incident(
            i.at(), i.kind(), position == null ? null : number(position), i.id(), i.text());
      }
    };
  }
}
