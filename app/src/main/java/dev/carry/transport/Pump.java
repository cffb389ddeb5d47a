package dev.carry.transport;

import dev.carry.model.AccountState;
import dev.carry.model.Command;
import dev.carry.model.Input;
import dev.carry.model.Tick;
import dev.carry.portfolio.PaperEngine;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The engine's thread: takes an input, writes it to the log, applies it, hands out what came of
/// it. If the engine itself fails, it stops: a wrong engine must not go on; restart replays.
public final class Pump {
  private final Inbox inbox;
  private final ToLongFunction<Input> log;
  private final PaperEngine engine;
  private final Outbox outbox;
  private final Thread thread;
  private final AtomicLong steps = new AtomicLong();
  private volatile @Nullable Input last;
  private final CompletableFuture<Throwable> failed = new CompletableFuture<>();

  /// @param log writes an input and answers its sequence
  public Pump(Inbox inbox, ToLongFunction<Input> log, PaperEngine engine, Outbox outbox) {
    this.inbox = inbox;
    this.log = log;
    this.engine = engine;
    this.outbox = outbox;
    this.thread = Thread.ofPlatform().name("engine").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Inputs taken since the start.
  public long steps() {
    return steps.get();
  }

  /// Why the engine stopped; absent while it runs.
  public @Nullable Throwable failure() {
    return failed.getNow(null);
  }

  /// Completes with the reason when the engine stops over a fault; never while it runs.
  public CompletableFuture<Throwable> failed() {
    return failed.copy();
  }

  private void run() {
    try {
      while (true) {
        Input input = inbox.poll(50, TimeUnit.MILLISECONDS);
        Input end = last;
        if (input != null) {
          take(input);
        } else if (end != null) {
          take(end);
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failed.complete(e);
    }
  }

  /// With it goes what is held on paper, from time to time and before a stop: who reads the log
  /// begins with that.
  private void take(Input input) {
    boolean stops = input instanceof Command command && command.action() == Command.Action.STOP;
    if (stops) {
      tellHeld(input.receivedAt());
    }
    apply(input);
    if (input instanceof Tick && !input.receivedAt().isBefore(engine.nextState())) {
      tellHeld(input.receivedAt());
    }
  }

  private void tellHeld(Instant now) {
    AccountState held = engine.state(now);
    if (held != null) {
      apply(held);
    }
  }

  private void apply(Input input) {
    outbox.publish(engine.apply(log.applyAsLong(input), input));
    steps.incrementAndGet();
  }

  /// Takes what is in the inbox, then a last input, and ends.
  public void end(Input with) {
    last = with;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
