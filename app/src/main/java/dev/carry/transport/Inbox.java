package dev.carry.transport;

import dev.carry.model.FundingEstimate;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.Tick;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where all inputs meet and get their one order. Any thread may put, one takes.
public final class Inbox {
  private final ConflatingQueue<Input> queue;

  public Inbox(int capacity) {
    this.queue = new ConflatingQueue<>(capacity, Inbox::key);
  }

  /// Takes an input in; waits for room where it must not be lost.
  public void put(Input input) throws InterruptedException {
    queue.put(input);
  }

  /// The next input, or null when none came within the time.
  public @Nullable Input poll(long timeout, TimeUnit unit) throws InterruptedException {
    return queue.poll(timeout, unit);
  }

  public int size() {
    return queue.size();
  }

  public int capacity() {
    return queue.capacity();
  }

  public long conflated() {
    return queue.conflated();
  }

  private record Key(Object kind, @Nullable InstrumentId id) {}

  static @Nullable Object key(Input input) {
    return switch (input) {
      case FundingEstimate estimate -> new Key(estimate.which(), estimate.id());
      case MarketEvent event -> event.conflatable() ? new Key(event.fact(), event.id()) : null;
      case Tick _ -> new Key(Tick.class, null);
      default -> null;
    };
  }
}
