package dev.carry.dashboard;

import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import dev.carry.model.JsonText;
import org.jspecify.annotations.Nullable;

/// A finding as a bot is told of it. Its texts are made when the first reader wants them, by the
/// event loop alone.
final class Signal {
  /// Version of what stands in `docs/schema/signal.json`: grows when a bot would have to change.
  static final int SCHEMA = 1;

  static final String OPENED = "opened";

  private final long number;
  private final Finding finding;
  private final double bestBefore;
  private final double bestNet;
  private final String event;
  private @Nullable String json;

  /// @param bestBefore the best net APR that an opportunity was told with before, since it opened;
  ///     negative infinity: it was not. NaN of other findings
  /// @param bestNet the same with this
  Signal(long number, Finding finding, double bestBefore, double bestNet) {
    this(
        number,
        finding,
        bestBefore,
        bestNet,
        switch (finding.head().status()) {
          case OPEN -> OPENED;
          case UPDATED -> "updated";
          case CLOSED -> "closed";
        });
  }

  private Signal(long number, Finding finding, double bestBefore, double bestNet, String event) {
    this.number = number;
    this.finding = finding;
    this.bestBefore = bestBefore;
    this.bestNet = bestNet;
    this.event = event;
  }

  long number() {
    return number;
  }

  Finding finding() {
    return finding;
  }

  /// Whether it takes an opportunity above a net APR at which it never was.
  boolean isFirstAbove(double net) {
    return bestNet >= net && bestBefore < net;
  }

  /// Whether it, or one of the same opportunity before it, was above a net APR.
  boolean wasAbove(double net) {
    return bestNet >= net;
  }

  boolean closes() {
    return finding.head().status() == Finding.Status.CLOSED;
  }

  /// The same under another number.
  Signal numbered(long other) {
    return new Signal(other, finding, bestBefore, bestNet, event);
  }

  /// The same for who was not told of the finding before.
  Signal opening() {
    return new Signal(number, finding, Double.NEGATIVE_INFINITY, bestNet, OPENED);
  }

  /// `opened`, `updated` or `closed`.
  String event() {
    return event;
  }

  /// As a server-sent event.
  ///
  /// @param event as [#event()], or what several that were told as one come to
  String sse(String event) {
    return "id: " + number + "\nevent: " + event + "\ndata: " + json() + "\n\n";
  }

  /// As a message of a WebSocket.
  String message(String event) {
    return new JsonText().put("type", event).put("id", number).putRaw("finding", json()).end();
  }

  private String json() {
    if (json == null) {
      json = FindingJson.write(finding);
    }
    return json;
  }
}
