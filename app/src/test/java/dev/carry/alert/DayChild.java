package dev.carry.alert;

import dev.carry.model.Command;
import dev.carry.model.FeedStatus.State;
import dev.carry.sink.Hold;
import dev.carry.sink.Poster;
import dev.carry.sink.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A process whose day is told line by line on its standard input, with all channels. What it was
/// told is on the disk before it is told, as an engine's inputs are: it begins with reading it.
final class DayChild {
  static final Instant START = Instant.parse("2026-03-14T01:00:00Z"); // 08:00 in Bangkok
  static final ZoneId BANGKOK = ZoneId.of("Asia/Bangkok");
  static final String SIGNING = "planted-signing-secret";

  private DayChild() {}

  /// @param arguments its folder, the file of what was told, the receiver's address, the port of
  ///     the mail server
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path log = Path.of(arguments[1]);
    Day[] day = new Day[1];
    InstantSource clock = () -> day[0].now();
    Alerts alerts =
        new Alerts(
            settings(URI.create(arguments[2]), Integer.parseInt(arguments[3])),
            folder,
            InstantSource.system(),
            clock,
            new SimpleMeterRegistry());
    day[0] = new Day(START, alerts::accept);
    List<String> lived = Files.exists(log) ? Files.readAllLines(log) : List.of();
    lived.forEach(line -> take(day[0], line));
    alerts.begin(new Alerts.Around(Day.ON_DISK, (finding, revision) -> null, Map::of));
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      take(day[0], line);
      System.out.println("ok " + line);
    }
    alerts.close();
  }

  private static void take(Day day, String line) {
    String[] words = line.split(" ", 3);
    switch (words[0]) {
      case "net" -> day.net(words[1], Double.parseDouble(words[2]));
      case "gone" -> day.gone(words[1]);
      case "pass" -> day.pass(Duration.parse(words[1]));
      case "feed" -> day.feed(State.valueOf(words[1]), words.length > 2 ? words[2] : "");
      case "command" -> day.command(Command.Action.valueOf(words[1]));
      default -> throw new IllegalArgumentException(line);
    }
  }

  private static AlertSettings settings(URI receiver, int mail) {
    Poster poster = new Poster();
    QuietHours night = QuietHours.parse("22:00-07:00", BANGKOK);
    return new AlertSettings(
        List.of(
            SomeRule.some(Condition.NET_APR, 0.10, 0.08).severity(Severity.INFO).make(),
            SomeRule.some(Condition.FEED, 1, 1).named("feed").lasts(Duration.ofMinutes(2)).make(),
            SomeRule.some(Condition.KILL, 1, 1)
                .named("kill")
                .atOnce()
                .severity(Severity.CRITICAL)
                .make()),
        List.of(
            line(new Telegram(poster, receiver, Secret.of(Receiver.TOKEN), Receiver.CHAT), night),
            line(new Slack(poster, Secret.of(receiver + Receiver.SLACK)), night),
            line(new Discord(poster, Secret.of(receiver + Receiver.DISCORD)), night),
            line(
                new Webhook(
                    poster,
                    URI.create(receiver + "/hook"),
                    Secret.of(SIGNING),
                    InstantSource.system()),
                null),
            line(
                new Email(
                    new Email.Server("127.0.0.1", mail, Email.Tls.NONE, null, null, null),
                    "carry@desk.example",
                    List.of("oncall@desk.example"),
                    InstantSource.system()),
                night)),
        Hold.DEFAULT);
  }

  private static AlertSettings.Line line(Channel channel, @Nullable QuietHours quiet) {
    return new AlertSettings.Line(
        channel,
        new ChannelSettings(
            "en", BANGKOK, Severity.INFO, quiet, Severity.CRITICAL, 6_000, Duration.ofMillis(100)));
  }
}
