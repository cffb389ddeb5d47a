package dev.carry.portfolio;

import dev.carry.engine.Engine;
import dev.carry.engine.MarketView;
import dev.carry.model.AccountState;
import dev.carry.model.Command;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An engine and those who trade on what it finds, in step: the one way inputs go, whether they are
/// of the past, of a log or of now. Traders know nothing of each other: what one does is the same
/// beside a thousand others.
///
/// While no process runs nothing is traded: between its stop and the next start no time passes for
/// a trader, and what fell due meanwhile is done on what is known after.
public final class TradingEngine {
  private final Engine engine;
  private final List<Trader> traders = new ArrayList<>();

  /// One for all accounts of the same terms.
  private final Map<AccountSettings, Broker> byTerms = new LinkedHashMap<>();

  private final List<Broker> brokers = new ArrayList<>();
  private final Offers offers = new Offers();

  public TradingEngine(Engine engine, List<Trader> traders) {
    this.engine = engine;
    traders.forEach(this::join);
  }

  void join(Trader trader) {
    AccountSettings terms = trader.account().settings();
    Broker broker = byTerms.get(terms);
    if (broker == null) {
      broker = new Broker(terms);
      byTerms.put(terms, broker);
      brokers.add(broker);
    }
    broker.join(trader);
    trader.hire(broker);
    traders.add(trader);
  }

  void leave(Trader trader) {
    traders.remove(trader);
    AccountSettings terms = trader.account().settings();
    Broker broker = byTerms.get(terms);
    if (broker != null && !broker.leave(trader)) {
      byTerms.remove(terms);
      brokers.remove(broker);
    }
  }

  MarketView view() {
    return engine.view();
  }

  /// Takes one input.
  ///
  /// @return what was found with it
  public List<Finding> apply(Input input) {
    return switch (input) {
      case Command command when command.action() != Command.Action.KILL -> process(command);
      case AccountState state -> engine.apply(state);
      case MarketEvent _, FeedStatus _, Command _, Tick _ -> trade(input);
    };
  }

  /// A process begins or ends.
  private List<Finding> process(Command command) {
    List<Finding> found = engine.apply(command);
    if (command.action() == Command.Action.START) {
      offers.begin(command.receivedAt());
      traders.forEach(Trader::begin);
    }
    offers.take(found);
    return found;
  }

  private List<Finding> trade(Input input) {
    Instant receivedAt = input.receivedAt();
    if (input instanceof Tick || engine.accepts(receivedAt)) {
      long millis = receivedAt.toEpochMilli();
      for (int i = 0; i < brokers.size(); i++) {
        if (brokers.get(i).dueMillis() <= millis) {
          brokers.get(i).before(engine.view(), receivedAt);
        }
      }
    }
    List<Finding> found = engine.apply(input);
    offers.take(found);
    for (int i = 0; i < brokers.size(); i++) {
      brokers.get(i).after(engine.view(), input, offers);
    }
    return found;
  }

  /// A venue cannot pay who won: it closes what is held of an instrument and has gained, at its
  /// price. No input tells that.
  public void deleverage(InstrumentId id) {
    brokers.forEach(broker -> broker.deleverage(engine.view(), id));
  }

  /// Nothing more will come: ends what is open.
  public void end() {
    brokers.forEach(broker -> broker.end(engine.view()));
  }
}
