package dev.carry.alert;

import java.util.Map;
import java.util.function.UnaryOperator;

/// A message as text for people, within what a channel takes.
///
/// @param escape takes from a text what means something else to the channel
/// @param bold makes a text that is escaped already stand out
/// @param most characters (UTF-16) of the whole
record Layout(UnaryOperator<String> escape, UnaryOperator<String> bold, int most) {

  String text(Message message, Words words) {
    return message.alerts().size() == 1 && message.more() == 0
        ? one(message.alerts().getFirst(), words)
        : several(message, words);
  }

  private String one(Alert alert, Words words) {
    StringBuilder text = new StringBuilder();
    // escaped it can be five times as long, and must still fit
    String headline = cut(words.headline(alert), most / 6);
    text.append(Words.mark(alert)).append(' ').append(bold.apply(escape.apply(headline)));
    for (String line : words.details(alert)) {
      String next = "\n" + escape.apply(line);
      if (text.length() + next.length() <= most) {
        text.append(next);
      }
    }
    return text.toString();
  }

  private String several(Message message, Words words) {
    Map<Alert, Integer> lines = words.lines(message);
    StringBuilder text = new StringBuilder(bold.apply(escape.apply(words.title(message))));
    int left = lines.size();
    int told = 0;
    for (Map.Entry<Alert, Integer> line : lines.entrySet()) {
      Alert alert = line.getKey();
      String times = line.getValue() > 1 ? " (×" + line.getValue() + ")" : "";
      String next =
          "\n"
              + Words.mark(alert)
              + " "
              + escape.apply(cut(words.headline(alert), most / 6) + times);
      String rest = "\n" + escape.apply(words.more(Integer.MAX_VALUE));
      if (text.length() + next.length() + rest.length() > most) {
        break;
      }
      text.append(next);
      told += line.getValue();
      left--;
    }
    int more = message.more() + (left > 0 ? message.alerts().size() - told : 0);
    if (more > 0) {
      text.append('\n').append(escape.apply(words.more(more)));
    }
    return text.toString();
  }

  /// A text of some characters at most, never half of a character.
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
