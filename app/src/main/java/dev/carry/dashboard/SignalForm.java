package dev.carry.dashboard;

import dev.carry.model.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How signals are written for a bot.
enum SignalForm {

  /// Server-sent events.
  EVENTS("") {
    @Override
    String text(Signal signal, String event) {
      return signal.sse(event);
    }

    @Override
    String reset(long asked) {
      return "event: reset\ndata: " + lost(new JsonText(), asked) + "\n\n";
    }

    @Override
    String heartbeat(long position) {
      return ": alive\nid: " + position + "\n\n";
    }
  },

  /// JSON objects, one a line of a message.
  WEBSOCKET("\n") {
    @Override
    String text(Signal signal, String event) {
      return signal.message(event);
    }

    @Override
    String reset(long asked) {
      return lost(new JsonText().put("type", "reset"), asked);
    }

    @Override
    String heartbeat(long position) {
      return new JsonText().put("type", "heartbeat").put("after", position).end();
    }
  },

  /// The same objects as members of the list that is posted.
  WEBHOOK(",") {
    @Override
    String text(Signal signal, String event) {
      return WEBSOCKET.text(signal, event);
    }

    @Override
    String reset(long asked) {
      return WEBSOCKET.reset(asked);
    }

    @Override
    @Nullable String heartbeat(long position) {
      return null; // who is posted to need not wait for one
    }
  };

  private final String between;

  SignalForm(String between) {
    this.between = between;
  }

  /// One signal.
  ///
  /// @param event as [Signal#event()], or what several that were told as one come to
  abstract String text(Signal signal, String event);

  /// Says that what a bot knew may be gone.
  abstract String reset(long asked);

  /// Says that the line is alive, and behind which signal a bot that is cut off goes on. Absent:
  /// none is needed.
  abstract @Nullable String heartbeat(long position);

  String join(List<String> texts) {
    return String.join(between, texts);
  }

  private static String lost(JsonText text, long asked) {
    return text.put("after", asked)
        .put("because", "signals after this one are no longer kept: what is open follows")
        .end();
  }
}
