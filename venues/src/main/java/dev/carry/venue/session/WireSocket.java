package dev.carry.venue.session;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One open WebSocket as a blocking port: one thread receives, any thread sends or closes.
///
/// ```
///   event loop ── bytes, time ──► hand-off (bounded) ──► reader's thread
///        ▲                            │ too full: the socket is paused, so TCP slows the venue
///        └────── resumed when half empty ◄┘
/// ```
///
/// What arrives is stamped when it arrives, not when it is read. Pings are answered by the socket
/// itself. After the venue closed, what was received before is still handed out.
final class WireSocket implements AutoCloseable {

  /// One whole message.
  ///
  /// @param at when its last byte arrived, our clock
  // Handed from one thread to one other; nobody compares messages.
  @SuppressWarnings("ArrayRecordComponent")
  record Message(Instant at, byte[] bytes) {}

  private final ClientWebSocket socket;
  private final InstantSource clock;
  private final Bounds bounds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private Deque<Message> handOff = new ArrayDeque<>();
  private long handOffBytes;
  private boolean paused;
  private long pauses;
  private @Nullable String ended;

  /// The reader's own: taken from the hand-off in one go.
  private Deque<Message> taken = new ArrayDeque<>();

  /// The event loop's own: parts of a message not yet complete.
  private @Nullable ByteArrayOutputStream parts;

  /// The event loop's own: whether it will wake the reader once it has read what is there. One read
  /// often brings several messages; to be woken costs more than to decode one.
  private boolean willWake;

  private volatile Instant lastByteAt;

  WireSocket(ClientWebSocket socket, InstantSource clock, Bounds bounds) {
    this.socket = socket;
    this.clock = clock;
    this.bounds = bounds;
    this.lastByteAt = clock.instant();
    socket.frameHandler(this::frame);
    socket.exceptionHandler(failure -> end(failureWords(failure)));
    socket.closeHandler(closed -> end(closeWords()));
  }

  /// The next message, in order.
  ///
  /// @return absent when none came within `atMost`
  /// @throws WireFailure when the socket is closed and all was handed out
  @Nullable Message receive(Duration atMost) throws InterruptedException {
    Message next = taken.poll();
    if (next != null) {
      return next;
    }
    boolean resume;
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (handOff.isEmpty()) {
        if (ended != null) {
          throw new WireFailure(ended);
        }
        if (left <= 0) {
          return null;
        }
        left = arrived.awaitNanos(left);
      }
      Deque<Message> full = handOff;
      handOff = taken;
      taken = full;
      handOffBytes = 0;
      resume = paused;
      paused = false;
    } finally {
      lock.unlock();
    }
    if (resume) {
      socket.resume();
    }
    return taken.poll();
  }

  /// Whether messages wait that [#receive] would hand out without waiting.
  boolean hasMore() {
    if (!taken.isEmpty()) {
      return true;
    }
    lock.lock();
    try {
      return !handOff.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Sends a text; failures show in [#receive].
  void send(String text) {
    socket.writeTextMessage(text).onFailure(failure -> end("not sent: " + failure.getMessage()));
  }

  /// When the last byte arrived, pings among them.
  Instant lastByteAt() {
    return lastByteAt;
  }

  /// How often the venue had to be slowed down because the reader did not keep up.
  long pauses() {
    lock.lock();
    try {
      return pauses;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    end("closed by us");
    socket.close();
  }

  private void frame(WebSocketFrame frame) {
    Instant at = clock.instant();
    lastByteAt = at;
    if (frame.isPing() || frame.isClose()) {
      return;
    }
    boolean data = frame.isText() || frame.isBinary() || frame.isContinuation();
    if (!data) {
      return;
    }
    byte[] bytes = frame.binaryData().getBytes();
    if (frame.isFinal() && parts == null) {
      offer(new Message(at, bytes));
      return;
    }
    ByteArrayOutputStream whole = parts == null ? new ByteArrayOutputStream() : parts;
    if (whole.size() + bytes.length > bounds.messageBytes()) {
      end("a message larger than " + bounds.messageBytes() + " bytes");
      socket.close();
      return;
    }
    whole.writeBytes(bytes);
    parts = frame.isFinal() ? null : whole;
    if (frame.isFinal()) {
      offer(new Message(at, whole.toByteArray()));
    }
  }

  private void offer(Message message) {
    boolean pause = false;
    lock.lock();
    try {
      handOff.add(message);
      handOffBytes += message.bytes().length;
      if (!paused
          && (handOff.size() >= bounds.handOff() || handOffBytes >= bounds.handOffBytes())) {
        paused = true;
        pauses++;
        pause = true;
      }
    } finally {
      lock.unlock();
    }
    Context loop = Vertx.currentContext();
    if (loop == null) {
      wake();
    } else if (!willWake) {
      willWake = true;
      loop.runOnContext(read -> wake());
    }
    if (pause) {
      socket.pause();
      resumeIfTaken();
    }
  }

  private void wake() {
    willWake = false;
    lock.lock();
    try {
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /// The reader may have emptied the hand-off between the decision to pause and the pause.
  private void resumeIfTaken() {
    boolean resume;
    lock.lock();
    try {
      resume = !paused;
    } finally {
      lock.unlock();
    }
    if (resume) {
      socket.resume();
    }
  }

  private void end(String why) {
    lock.lock();
    try {
      if (ended == null) {
        ended = why;
      }
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// A connection that was cut is no fault of the socket, and the name of a class tells nobody why.
  private String failureWords(Throwable failure) {
    return failure instanceof HttpClosedException
        ? closeWords()
        : "socket failed: " + Words.line(failure.toString());
  }

  private String closeWords() {
    Short status = socket.closeStatusCode();
    String reason = socket.closeReason();
    if (status == null) {
      return "closed by the venue or the network without a word";
    }
    return "closed by the venue with code " + status + Words.said(reason == null ? "" : reason);
  }
}
