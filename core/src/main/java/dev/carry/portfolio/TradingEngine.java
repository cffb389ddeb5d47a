package dev.carry.portfolio;

import dev.carry.engine.Engine;
import dev.carry.model.Command;
import dev.carry.model.Finding;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.Tick;
import java.util.List;

/// An engine and those who trade on what it finds, in step: the one way inputs go, whether they are
/// of the past, of a log or of now. Traders know nothing of each other: what one does is the same
/// beside a thousand others.
public final class TradingEngine {
  private final Engine engine;
  private final List<Trader> traders;
  private final Holders holders = new Holders();
  private final Offers offers = new Offers();

  public TradingEngine(Engine engine, List<Trader> traders) {
    this.engine = engine;
    this.traders = List.copyOf(traders);
    this.traders.forEach(trader -> trader.tell(holders));
  }

  /// Takes one input.
  ///
  /// @return what was found with it
  public List<Finding> apply(Input input) {
    if (input instanceof Tick || engine.accepts(input.receivedAt())) {
      long millis = input.receivedAt().toEpochMilli();
      for (int i = 0; i < traders.size(); i++) {
        Trader trader = traders.get(i);
        if (trader.dueMillis() <= millis) {
          trader.before(engine.view(), input.receivedAt());
        }
      }
    }
    List<Finding> found = engine.apply(input);
    if (input instanceof Command command && command.action() == Command.Action.START) {
      offers.forget();
    }
    offers.take(found);
    if (input instanceof Tick || input instanceof Command || !found.isEmpty()) {
      for (int i = 0; i < traders.size(); i++) {
        traders.get(i).after(engine.view(), input, offers);
      }
    } else if (input instanceof MarketEvent event) {
      List<Trader> holding = holders.of(event.id());
      for (int i = 0; i < holding.size(); i++) {
        holding.get(i).after(engine.view(), input, offers);
      }
    }
    return found;
  }

  /// A venue cannot pay who won: it closes what is held of an instrument and has gained, at its
  /// price. No input tells that.
  public void deleverage(InstrumentId id) {
    holders.of(id).forEach(trader -> trader.deleverage(engine.view(), id));
  }

  /// Nothing more will come: ends what is open.
  public void end() {
    traders.forEach(trader -> trader.end(engine.view()));
  }
}
