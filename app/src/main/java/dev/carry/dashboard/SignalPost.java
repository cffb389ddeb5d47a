package dev.carry.dashboard;

import dev.carry.dashboard.SignalReader.Wire;
import dev.carry.model.JsonText;
import dev.carry.sink.Poster;
import dev.carry.sink.Signature;
import dev.carry.sink.Waits;
import dev.carry.sink.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The wire to a bot that is posted to: one message at a time, the next only when the bot has the
/// one before. What comes meanwhile waits where every slow reader's does. How far the bot is, and
/// the message that is on its way, are kept in files: the next process sends that one again as it
/// was, and goes on behind it.
final class SignalPost implements Wire, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignalPost.class);
  private static final Waits WAITS = new Waits(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private static final long STOP_MILLIS = 2_000;

  private final SignalWebhook webhook;
  private final InstantSource wall;
  private final Runnable taken;
  private final Poster poster = new Poster();
  private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(1);
  private final Thread thread = Thread.ofPlatform().name("signal-webhook").unstarted(this::run);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  /// Since when, and why, it takes nothing; absent: it does.
  private volatile @Nullable Trouble trouble;

  private record Trouble(Instant since, String why) {}

  /// Whether a batch waits or is on its way.
  private volatile boolean busy;

  /// @param last the signal it ends with
  private record Batch(String body, long last) {}

  private static String key(long last) {
    return "signals-" + last;
  }

  /// @param taken called when the bot can be told more, by a thread of its own
  SignalPost(SignalWebhook webhook, InstantSource wall, Runnable taken) {
    this.webhook = webhook;
    this.wall = wall;
    this.taken = taken;
  }

  /// Where, without what may be secret in an address.
  String place() {
    return webhook.address().getScheme() + "://" + webhook.address().getAuthority();
  }

  /// How it does, as JSON.
  String about() {
    Trouble now = trouble;
    return new JsonText()
        .put("place", place())
        .put("signed", webhook.secret() != null)
        .put("messages", sent.get())
        .put("failures", failures.get())
        .put("failsSince", now == null ? null : now.since())
        .put("why", now == null ? null : now.why())
        .end();
  }

  String filter() {
    return webhook.filter();
  }

  /// How far the bot is, what is on its way among it; empty: it was told nothing yet.
  OptionalLong position() {
    Batch before = queue.peek();
    return before == null ? number(read(webhook.file())) : OptionalLong.of(before.last());
  }

  /// Begins with what an earlier process did not see taken.
  void resume() {
    String text = read(sendingAs());
    OptionalLong last = number(text);
    if (last.isPresent()) {
      offer(new Batch(text.substring(text.indexOf('\n') + 1), last.getAsLong()));
    }
  }

  /// The number of the last signal of what is on its way, then its body.
  private Path sendingAs() {
    return webhook.file().resolveSibling(webhook.file().getFileName() + ".sending");
  }

  /// Empty where it is not there, or cannot be read.
  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      LOG.warn("signals: {} cannot be read ({})", file, e.toString());
      return "";
    }
  }

  /// What a file begins with; empty where it is no number: the bot is told from now on.
  private static OptionalLong number(String text) {
    try {
      return text.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(text.lines().findFirst().orElse("")));
    } catch (NumberFormatException e) {
      LOG.warn("signals: a file of the webhook begins with no number: {}", e.getMessage());
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

  @Override
  public boolean isStuck() {
    return trouble != null;
  }

  @Override
  public void write(SignalText text) {
    String body =
        new JsonText()
            .put("schema", Signal.SCHEMA)
            .put("key", key(text.last()))
            .putRaw("signals", "[" + text.text() + "]")
            .end();
    offer(new Batch(body, text.last()));
  }

  private void offer(Batch batch) {
    busy = true;
    if (!queue.offer(batch)) {
      throw new IllegalStateException("a batch waits already");
    }
  }

  /// It may be away for days: it is behind then, and not cut off.
  @Override
  public boolean cut() {
    return false;
  }

  // --- its thread ------------------------------------------------------------------------------

  private void run() {
    try {
      while (true) {
        Batch batch = queue.take();
        keep(sendingAs(), batch.last() + "\n" + batch.body());
        post(batch);
        keep(webhook.file(), batch.last() + "\n");
        forget(sendingAs());
        busy = false;
        taken.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Until the bot has it.
  private void post(Batch batch) throws InterruptedException {
    String key = key(batch.last());
    String body = batch.body();
    for (int tries = 0; ; tries++) {
      Poster.Answer answer =
          poster.post(
              webhook.address(),
              body,
              Signature.headers(webhook.secret(), key, wall.instant(), body));
      if (answer.ok()) {
        trouble = null;
        if (tries > 0) {
          LOG.info("signals: the webhook takes them again");
        }
        sent.incrementAndGet();
        return;
      }
      failures.incrementAndGet();
      if (tries == 0) {
        String why = answer.status() == 0 ? answer.body() : "it answered " + answer.status();
        trouble = new Trouble(wall.instant(), why);
        LOG.warn("signals: the webhook takes none: {}", why);
      }
      Thread.sleep(WAITS.after(tries, answer.retryAfter()));
    }
  }

  /// What cannot be kept is told all the same; the next process may not know it.
  private static void keep(Path file, String text) {
    try {
      WholeFile.write(file, text);
    } catch (IOException e) {
      LOG.error("signals: {} cannot be written ({})", file, e.toString());
    }
  }

  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.error("signals: {} cannot be deleted ({})", file, e.toString());
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
