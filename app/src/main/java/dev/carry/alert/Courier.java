package dev.carry.alert;

import dev.carry.alert.Channel.Answer;
import dev.carry.alert.Channel.Answer.Later;
import dev.carry.alert.Channel.Answer.Never;
import dev.carry.alert.Channel.Answer.Sent;
import dev.carry.sink.Waits;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what waits for one channel to it, one message after the other, on a thread of its own: the
/// next only when the channel has the one before, and not faster than it may.
final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Waits WAITS = new Waits(Duration.ofSeconds(1), Duration.ofMinutes(1));

  /// A message that is refused this often in a row is given up.
  private static final int MOST_REFUSALS = 3;

  private static final long STOP_MILLIS = 2_000;

  private final Channel channel;
  private final ChannelSettings settings;
  private final AlertOutbox outbox;
  private final InstantSource clock;
  private final AlertMeter meter;
  private final Words words;
  private final Thread thread;
  private int failures;
  private int refusals;

  /// @param clock quiet hours are held against it
  Courier(
      Channel channel,
      ChannelSettings settings,
      AlertOutbox outbox,
      InstantSource clock,
      AlertMeter meter) {
    this.channel = channel;
    this.settings = settings;
    this.outbox = outbox;
    this.clock = clock;
    this.meter = meter;
    this.words = Words.of(settings.language(), settings.zone());
    this.thread = Thread.ofPlatform().name("alert-" + channel.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Message message = outbox.next(channel.name(), settings, clock, channel.most(), LOOK);
        if (message != null) {
          Thread.sleep(take(message));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return how long to wait before the next
  private Duration take(Message message) throws InterruptedException {
    switch (told(message)) {
      case Sent sent -> {
        if (failures > 0) {
          LOG.info("alerts: {} takes messages again", channel.name());
        }
        failures = 0;
        refusals = 0;
        outbox.sent(channel.name(), message, sent.what());
        meter.sent(channel.name());
        return settings.pace();
      }
      case Later later -> {
        return again(message, later.why(), later.atLeast());
      }
      case Never never -> {
        if (++refusals < MOST_REFUSALS) {
          return again(message, never.why(), null);
        }
        refusals = 0;
        failures = 0;
        LOG.error("alerts: {} refuses message {}: {}", channel.name(), message.key(), never.why());
        outbox.refused(channel.name(), message, never.why());
        meter.failed(channel.name());
        return settings.pace();
      }
    }
  }

  private Duration again(Message message, String why, @Nullable Duration told) {
    if (failures == 0) {
      LOG.warn("alerts: {} takes no message: {}", channel.name(), why);
    }
    outbox.failed(channel.name(), message, why);
    meter.failed(channel.name());
    return WAITS.after(failures++, told);
  }

  /// What a channel could not foresee is a failure like others.
  private Answer told(Message message) throws InterruptedException {
    try {
      return channel.send(message, words);
    } catch (RuntimeException e) {
      // without its message, which may tell an address that is a secret
      LOG.error("alerts: {} failed: {} at {}", channel.name(), e.getClass(), e.getStackTrace()[0]);
      return new Later("it failed: " + e.getClass().getSimpleName(), null);
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
  }
}
