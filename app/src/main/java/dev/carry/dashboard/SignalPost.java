package dev.carry.dashboard;

import dev.carry.dashboard.SignalReader.Wire;
import dev.carry.model.JsonText;
import dev.carry.sink.Poster;
import dev.carry.sink.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The wire to a bot that is posted to: one message at a time, the next only when the bot has the
/// one before. What comes meanwhile waits where every slow reader's does. How far the bot is, is
/// kept in a file, so that the next process goes on there.
final class SignalPost implements Wire, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignalPost.class);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration MOST_WAIT = Duration.ofSeconds(30);
  private static final long STOP_MILLIS = 2_000;

  private final SignalWebhook webhook;
  private final InstantSource wall;
  private final Runnable taken;
  private final Poster poster = new Poster();
  private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(1);
  private final Thread thread = Thread.ofPlatform().name("signal-webhook").unstarted(this::run);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  /// Whether a batch waits or is on its way.
  private volatile boolean busy;

  /// What is written next ends with this signal. Event loop only.
  private long last;

  private record Batch(String texts, long last) {}

  /// @param taken called when the bot can be told more, by a thread of its own
  SignalPost(SignalWebhook webhook, InstantSource wall, Runnable taken) {
    this.webhook = webhook;
    this.wall = wall;
    this.taken = taken;
  }

  /// How far the bot is; empty: it was told nothing yet.
  OptionalLong position() {
    Path file = webhook.file();
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException e) {
      LOG.warn("signals: {} cannot be read ({}): the bot is told from now on", file, e.toString());
      return OptionalLong.empty();
    }
  }

  void start() {
    thread.start();
  }

  long sent() {
    return sent.get();
  }

  long failures() {
    return failures.get();
  }

  // --- the wire --------------------------------------------------------------------------------

  @Override
  public boolean isGone() {
    return false;
  }

  @Override
  public boolean isFull() {
    return busy;
  }

  /// It may be away for days: it is behind then, and not cut off.
  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public String text(Signal signal, String event) {
    last = signal.number();
    return signal.message(event);
  }

  @Override
  public String reset(long asked, long newest) {
    last = newest;
    return SignalReader.resetMessage(asked);
  }

  @Override
  public @Nullable String heartbeat() {
    return null; // who is posted to need not wait for one
  }

  @Override
  public void write(String texts) {
    busy = true;
    if (!queue.offer(new Batch(texts, last))) {
      throw new IllegalStateException("a batch waits already");
    }
  }

  @Override
  public String join(Iterable<String> texts) {
    return String.join(",", texts);
  }

  @Override
  public void cut() {
    throw new UnsupportedOperationException("it waits");
  }

  // --- its thread ------------------------------------------------------------------------------

  private void run() {
    try {
      while (true) {
        Batch batch = queue.take();
        post(batch);
        keep(batch.last());
        busy = false;
        taken.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Until the bot has it.
  private void post(Batch batch) throws InterruptedException {
    String key = "signals-" + batch.last();
    String body =
        new JsonText()
            .put("schema", Signal.SCHEMA)
            .put("key", key)
            .putRaw("signals", "[" + batch.texts() + "]")
            .end();
    for (int tries = 0; ; tries++) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Idempotency-Key", key);
      if (webhook.secret() != null) {
        headers.putAll(Signature.headers(webhook.secret(), key, wall.instant(), body));
      }
      Poster.Answer answer = poster.post(webhook.address(), body, headers);
      if (answer.ok()) {
        if (tries > 0) {
          LOG.info("signals: the webhook takes them again");
        }
        sent.incrementAndGet();
        return;
      }
      failures.incrementAndGet();
      if (tries == 0) {
        LOG.warn(
            "signals: the webhook takes none: {}",
            answer.status() == 0 ? answer.body() : "it answered " + answer.status());
      }
      Thread.sleep(wait(tries, answer.retryAfter()));
    }
  }

  private static Duration wait(int tries, @Nullable Duration told) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(tries, 5));
    Duration least = wait.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : wait;
    return told == null || told.compareTo(least) < 0 ? least : told;
  }

  /// What cannot be kept is told again by the next process.
  private void keep(long position) {
    Path file = webhook.file();
    try {
      Files.createDirectories(file.getParent());
      Path next = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(next, position + "\n");
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.error("signals: {} cannot be written ({})", file, e.toString());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    poster.close();
  }
}
