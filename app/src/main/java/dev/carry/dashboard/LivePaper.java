package dev.carry.dashboard;

import dev.carry.model.AccountState;
import dev.carry.model.Command;
import dev.carry.model.Holdings;
import dev.carry.model.JsonText;
import dev.carry.model.Step;
import dev.carry.model.TradeJson;
import dev.carry.sink.Durability;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What the account that trades on paper holds, as far as its causes are on the disk: a fill that a
/// crash could undo is not shown. Written by the sink's thread, read by the event loop.
final class LivePaper {
  /// Told each second; the disk is never that far behind, and if it is, older ones are shown.
  private static final int MOST_WAITING = 120;

  private final Durability durability;
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by the lock
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable Holdings shown;
  private Map<String, String> settings = Map.of();

  private record Waiting(long sequence, Holdings holdings) {}

  LivePaper(Durability durability) {
    this.durability = durability;
  }

  void accept(Step step) {
    Holdings holdings = step.holdings();
    boolean tells = step.input() instanceof AccountState || step.input() instanceof Command;
    if (holdings == null && !tells) {
      return; // nearly every step
    }
    lock.lock();
    try {
      switch (step.input()) {
        case AccountState state -> settings = state.settings();
        case Command command when command.action() == Command.Action.START -> {
          waiting.clear();
          shown = null;
          settings = Map.of();
        }
        default -> {
          // nothing that is told of an account
        }
      }
      if (holdings != null && waiting.size() < MOST_WAITING) {
        waiting.add(new Waiting(step.sequence(), holdings));
      }
    } finally {
      lock.unlock();
    }
  }

  /// Absent: nobody trades on paper, or nothing is on the disk yet.
  @Nullable Holdings holdings() {
    long durable = durability.sequence();
    lock.lock();
    try {
      for (Waiting next; (next = waiting.peek()) != null && next.sequence() <= durable; ) {
        shown = next.holdings();
        waiting.remove();
      }
      return shown;
    } finally {
      lock.unlock();
    }
  }

  /// The account without its positions, and by what it trades; absent like the holdings.
  @Nullable String account() {
    Holdings holdings = holdings();
    return holdings == null
        ? null
        : new JsonText()
            .putRaw("account", TradeJson.account(holdings))
            .putRaw("settings", settings())
            .end();
  }

  private String settings() {
    lock.lock();
    try {
      JsonText json = new JsonText();
      settings.forEach(json::put);
      return json.end();
    } finally {
      lock.unlock();
    }
  }

  List<String> positions() {
    Holdings holdings = holdings();
    return holdings == null
        ? List.of()
        : holdings.positions().stream().map(TradeJson::position).toList();
  }
}
