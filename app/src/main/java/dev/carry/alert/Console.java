package dev.carry.alert;

import dev.carry.alert.Channel.Answer.Sent;
import java.io.PrintStream;

/// The terminal Carry runs in: a line an alert.
///
/// @param out where lines go
public record Console(PrintStream out) implements Channel {
  public static final String NAME = "console";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String place() {
    return "standard error of this process";
  }

  @Override
  public int most() {
    return 20;
  }

  @Override
  public Answer send(Message message, Words words) {
    words
        .lines(message)
        .forEach(
            (alert, times) ->
                out.println(
                    "carry: "
                        + Words.mark(alert)
                        + " "
                        + words.headline(alert)
                        + (times > 1 ? " (×" + times + ")" : "")));
    if (message.more() > 0) {
      out.println("carry: " + words.more(message.more()));
    }
    return new Sent("printed");
  }
}
