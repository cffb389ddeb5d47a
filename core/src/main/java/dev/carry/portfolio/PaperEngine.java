package dev.carry.portfolio;

import dev.carry.engine.Engine;
import dev.carry.model.AccountState;
import dev.carry.model.Command;
import dev.carry.model.Finding;
import dev.carry.model.Holdings;
import dev.carry.model.Input;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.model.TradeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An engine, and beside it the account that its inputs tell of: the same now and in a replay.
///
/// A process that trades on paper puts in what is held, after its start, each hour, and before its
/// stop. After a start the account is made of it; at other times it is only compared, so that
/// whoever replays a log proves that the fills and the cash of then come again.
public final class PaperEngine {
  private static final Duration SHOWN_EVERY = Duration.ofSeconds(1);
  private static final Duration TOLD_EVERY = Duration.ofHours(1);

  /// Makes traders that hold nothing.
  public interface Traders {

    /// @param settings as the user wrote them
    /// @param out takes everything that happens
    Trader make(Map<String, String> settings, Consumer<? super TradeEvent> out);
  }

  private final TradingEngine trading;
  private final Traders traders;
  private final Consumer<String> differs;
  private final List<TradeEvent> trades = new ArrayList<>();

  /// What was told last; absent: there is no account.
  private @Nullable AccountState told;

  /// Null while nobody trades.
  private @Nullable Trader trader;

  /// What was held until a process began, to be compared with what that one begins with.
  private @Nullable Map<String, String> before;

  private Instant nextShown = Instant.MIN;

  /// @param engine as its inputs left it
  /// @param differs told in words when what an input says is held is not what is held here
  public PaperEngine(Engine engine, Traders traders, Consumer<String> differs) {
    this.trading = new TradingEngine(engine, List.of());
    this.traders = traders;
    this.differs = differs;
  }

  /// One whose inputs tell of no account.
  public PaperEngine(Engine engine) {
    this(
        engine,
        (_, _) -> {
          throw new IllegalStateException("an account that nobody said how to trade");
        },
        _ -> {});
  }

  /// Takes one input.
  ///
  /// @param sequence its position in the input log
  public Step apply(long sequence, Input input) {
    if (input instanceof Command command && command.action() == Command.Action.START) {
      rest();
    }
    List<Finding> found = trading.apply(input);
    if (input instanceof AccountState state) {
      take(state);
    }
    List<TradeEvent> happened = trades.isEmpty() ? List.of() : List.copyOf(trades);
    trades.clear();
    return new Step(sequence, input, found, happened, shown(input));
  }

  /// A process began: nobody trades until it says what is held.
  private void rest() {
    if (trader != null) {
      before = trader.save(trading.view());
      trading.leave(trader);
      trader = null;
    }
    nextShown = Instant.MIN;
  }

  private void take(AccountState state) {
    Map<String, String> here = held();
    if (here != null && !here.equals(state.holdings())) {
      differs.accept(difference(here, state.holdings()));
      rest();
    }
    before = null;
    told = state;
    if (trader == null && !state.settings().isEmpty()) {
      Trader made = traders.make(state.settings(), trades::add);
      trading.join(made);
      if (!state.holdings().isEmpty()) {
        made.resume(state.holdings());
      }
      trader = made;
    }
  }

  private static String difference(Map<String, String> here, Map<String, String> said) {
    TreeSet<String> names = new TreeSet<>(here.keySet());
    names.addAll(said.keySet());
    for (String name : names) {
      String mine = here.getOrDefault(name, "nothing");
      String theirs = said.getOrDefault(name, "nothing");
      if (!mine.equals(theirs)) {
        return name + " is " + mine + " here and " + theirs + " there";
      }
    }
    return "nothing";
  }

  private @Nullable Holdings shown(Input input) {
    Instant now = input.receivedAt();
    if (trader == null || !(input instanceof Tick) || now.isBefore(nextShown)) {
      return null;
    }
    nextShown = now.plus(SHOWN_EVERY);
    return trader.holdings(trading.view());
  }

  /// When what is held is to be told again; never without an account.
  public Instant nextState() {
    return told == null ? Instant.MAX : told.receivedAt().plus(TOLD_EVERY);
  }

  /// What is held now, as an input; absent: there is no account.
  public @Nullable AccountState state(Instant at) {
    AccountState last = told;
    if (last == null) {
      return null;
    }
    Map<String, String> here = held();
    return new AccountState(at, last.settings(), here == null ? last.holdings() : here);
  }

  /// Null: nobody traded yet.
  private @Nullable Map<String, String> held() {
    return trader != null ? trader.save(trading.view()) : before;
  }
}
