package dev.carry.alert;

import dev.carry.sink.Hold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How alerts work.
///
/// @param rules what is watched
/// @param lines channels, and how each is used
/// @param hold how long alerts of rules that wait for the analyst wait
public record AlertSettings(List<AlertRule> rules, List<Line> lines, Hold hold) {

  /// A channel and how it is used.
  public record Line(Channel channel, ChannelSettings settings) {

    /// Sends a message that says that it is a test, once, past all that waits.
    public Channel.Answer test(Instant at) throws InterruptedException {
      String name = channel.name();
      Alert alert = Alert.test(name, at);
      return channel.send(
          new Message(name + "-" + alert.id(), List.of(alert), 0),
          Words.of(settings.language(), settings.zone()));
    }
  }

  public AlertSettings {
    rules = List.copyOf(rules);
    lines = List.copyOf(lines);
  }

  /// The channel of a name, if it is set up.
  public Optional<Line> line(String name) {
    return lines.stream().filter(line -> line.channel().name().equals(name)).findFirst();
  }

  /// The same with one more channel, where there is none of its name.
  public AlertSettings with(Line line) {
    if (line(line.channel().name()).isPresent()) {
      return this;
    }
    List<Line> all = new ArrayList<>(lines);
    all.add(line);
    return new AlertSettings(rules, all, hold);
  }

  /// The same with other rules.
  public AlertSettings with(List<AlertRule> other) {
    return new AlertSettings(other, lines, hold);
  }
}
