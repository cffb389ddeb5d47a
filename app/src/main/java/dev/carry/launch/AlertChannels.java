package dev.carry.launch;

import dev.carry.alert.AlertException;
import dev.carry.alert.AlertSettings.Line;
import dev.carry.alert.Channel;
import dev.carry.alert.ChannelSettings;
import dev.carry.alert.Console;
import dev.carry.alert.Discord;
import dev.carry.alert.Email;
import dev.carry.alert.QuietHours;
import dev.carry.alert.Severity;
import dev.carry.alert.Slack;
import dev.carry.alert.Telegram;
import dev.carry.alert.Webhook;
import dev.carry.cli.Units;
import dev.carry.sink.Poster;
import dev.carry.sink.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the channels of the section `alert`, and says what those lack that are half set up.
final class AlertChannels {
  private static final Duration GATHER = Duration.ofSeconds(2);

  /// Channels by name, with the messages a minute each takes.
  private static final int TELEGRAM_PER_MINUTE = 20; // of a group
  private static final int SLACK_PER_MINUTE = 60;
  private static final int DISCORD_PER_MINUTE = 30;
  private static final int WEBHOOK_PER_MINUTE = 600;
  private static final int EMAIL_PER_MINUTE = 2;
  private static final int CONSOLE_PER_MINUTE = 600;

  /// All there can be.
  static final Set<String> NAMES =
      new TreeSet<>(
          List.of(Telegram.NAME, Slack.NAME, Discord.NAME, Webhook.NAME, Email.NAME, Console.NAME));

  /// The keys of secrets: each is in a variable that `KEY-env` names, or in a file that `KEY-file`
  /// does.
  private static final List<String> SECRETS =
      List.of(
          "alert.telegram.token",
          "alert.slack.url",
          "alert.discord.url",
          "alert.webhook.secret",
          "alert.email.password");

  /// Variables of the environment that hold secrets.
  static Set<String> secretNames(Settings s) {
    return SECRETS.stream()
        .map(key -> variable(s, key))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private final Settings s;
  private final InstantSource wall = InstantSource.system();
  private final ZoneId zone;
  private final ChannelSettings common;
  final List<String> problems = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  AlertChannels(Settings s) {
    this.s = s;
    this.zone = s.get("alert.time-zone", ZoneOffset.UTC, AlertChannels::zone);
    this.common =
        new ChannelSettings(
            s.get("alert.language", "en", InsightConfig::language),
            zone,
            s.get("alert.least", Severity.INFO, AlertChannels::severity),
            s.find("alert.quiet", this::quiet).orElse(null),
            s.get("alert.loud", Severity.CRITICAL, AlertChannels::severity),
            1,
            s.get("alert.gather", GATHER, Units::duration));
  }

  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    line(lines, Telegram.NAME, TELEGRAM_PER_MINUTE, telegram());
    line(lines, Slack.NAME, SLACK_PER_MINUTE, slack());
    line(lines, Discord.NAME, DISCORD_PER_MINUTE, discord());
    line(lines, Webhook.NAME, WEBHOOK_PER_MINUTE, webhook());
    line(lines, Email.NAME, EMAIL_PER_MINUTE, email());
    boolean printed = s.get("alert.console.on", false, InsightConfig::flag);
    line(lines, Console.NAME, CONSOLE_PER_MINUTE, printed ? new Console(System.err) : null);
    return lines;
  }

  /// Its keys are read whether it is set up or not: a misspelt one is told of either way.
  private void line(List<Line> lines, String name, int perMinute, @Nullable Channel channel) {
    String section = "alert." + name;
    ChannelSettings settings =
        new ChannelSettings(
            s.get(section + ".language", common.language(), InsightConfig::language),
            zone,
            s.get(section + ".least", common.least(), AlertChannels::severity),
            s.find(section + ".quiet", this::quiet).orElse(common.quiet()),
            s.get(section + ".loud", common.loud(), AlertChannels::severity),
            s.get(section + ".per-minute", perMinute, text -> (int) Config.whole(text, 1, 6_000)),
            s.get(section + ".gather", common.gather(), Units::duration));
    if (channel != null) {
      lines.add(new Line(channel, settings));
    }
  }

  private @Nullable Channel telegram() {
    Optional<Secret> token = secret("alert.telegram.token");
    Optional<String> chat = s.find("alert.telegram.chat", AlertChannels::chat);
    URI base =
        s.get(
            "alert.telegram.base-url",
            URI.create("https://api.telegram.org"),
            InsightConfig::address);
    if (token.isPresent() && !token.get().reveal().matches("[0-9A-Za-z:_-]+")) {
      return problem(variable("alert.telegram.token") + " holds no token of a bot: 123456:ABC-…");
    }
    if (token.isPresent() && chat.isPresent()) {
      return new Telegram(new Poster(), base, token.get(), chat.get());
    }
    return token.isPresent() == chat.isPresent()
        ? null
        : token.isPresent()
            ? problem("alert.telegram.chat is not set: whom should the bot write to?")
            : problem(missing("alert.telegram.chat", "alert.telegram.token"));
  }

  private @Nullable Channel slack() {
    Secret address = webhookAddress("alert.slack.url");
    return address == null ? null : new Slack(new Poster(), address);
  }

  private @Nullable Channel discord() {
    Secret address = webhookAddress("alert.discord.url");
    return address == null ? null : new Discord(new Poster(), address);
  }

  /// An address that is a secret itself: its faults are told without it.
  private @Nullable Secret webhookAddress(String key) {
    Secret address = secret(key).orElse(null);
    if (address != null) {
      try {
        var _ = InsightConfig.address(address.reveal());
      } catch (IllegalArgumentException e) {
        problem(
            variable(key)
                + " holds no address of a webhook: https://host/… is allowed, http to this"
                + " machine alone, no query");
        return null;
      }
    }
    return address;
  }

  private @Nullable Channel webhook() {
    Optional<Secret> secret = secret("alert.webhook.secret");
    Optional<URI> address = s.find("alert.webhook.url", AlertConfig::anyAddress);
    if (address.isEmpty()) {
      return null; // a secret alone may be another process' in the same environment
    }
    if (secret.isEmpty()) {
      warnings.add(
          "what alert.webhook.url is posted is not signed: "
              + variable("alert.webhook.secret")
              + " is not set");
    }
    return new Webhook(new Poster(), address.get(), secret.orElse(null), wall);
  }

  private @Nullable Channel email() {
    Optional<String> host = s.find("alert.email.host", InsightConfig::word);
    Optional<Integer> port =
        s.find("alert.email.port", text -> (int) Config.whole(text, 1, 65_535));
    Email.Tls tls = s.get("alert.email.tls", Email.Tls.STARTTLS, AlertChannels::tls);
    Optional<String> user = s.find("alert.email.user", InsightConfig::word);
    Optional<Secret> password = secret("alert.email.password");
    Optional<String> from = s.find("alert.email.from", AlertChannels::mailbox);
    List<String> to = s.get("alert.email.to", List.of(), AlertChannels::mailboxes);
    Optional<Path> trusted = s.find("alert.email.ca-file", Path::of);
    if (host.isEmpty()) {
      return to.isEmpty() ? null : problem("alert.email.host is not set: which server sends it?");
    }
    if (to.isEmpty() || (from.isEmpty() && user.filter(u -> u.contains("@")).isEmpty())) {
      return problem(
          to.isEmpty()
              ? "alert.email.to is not set: whom should it be sent to?"
              : "alert.email.from is not set: whom is it from?");
    }
    if (user.isPresent() && password.isEmpty()) {
      return problem(missing("alert.email.user", "alert.email.password"));
    }
    if (tls == Email.Tls.NONE && !InsightConfig.isHere(host.get())) {
      return problem(
          "alert.email.tls is none, and "
              + host.get()
              + " is another machine: starttls or implicit is allowed");
    }
    int standard = tls == Email.Tls.IMPLICIT ? 465 : tls == Email.Tls.STARTTLS ? 587 : 25;
    try {
      return new Email(
          new Email.Server(
              host.get(),
              port.orElse(standard),
              tls,
              user.orElse(null),
              password.orElse(null),
              trusted.isEmpty() ? null : Certificates.trusting(trusted.get())),
          from.orElseGet(user::get),
          to,
          wall);
    } catch (AlertException e) {
      return problem("alert.email: " + e.getMessage());
    }
  }

  private @Nullable Channel problem(String words) {
    problems.add(words);
    return null;
  }

  private String missing(String set, String key) {
    return set + " is set, and there is no secret: " + variable(key) + " is not set";
  }

  private String variable(String key) {
    return variable(s, key);
  }

  /// The variable that holds a secret.
  private static String variable(Settings s, String key) {
    return s.get(key + "-env", Settings.environmentName(key), Function.identity());
  }

  private Optional<Secret> secret(String key) {
    Optional<Path> file = s.find(key + "-file", Path::of);
    return s.secret(variable(key), file.orElse(null));
  }

  // --- what is allowed -------------------------------------------------------------------

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "found " + text + ", a zone as Asia/Bangkok or UTC is allowed", e);
    }
  }

  private QuietHours quiet(String text) {
    return QuietHours.parse(text, zone);
  }

  static Severity severity(String text) {
    return AlertConfig.constant(Severity.class, text);
  }

  private static Email.Tls tls(String text) {
    return AlertConfig.constant(Email.Tls.class, text);
  }

  private static String chat(String text) {
    if (!text.matches("-?\\d{1,20}|@\\w{1,64}")) {
      throw new IllegalArgumentException(
          "found '" + text + "', the number of a chat or the @name of a channel is allowed");
    }
    return text;
  }

  private static String mailbox(String text) {
    if (!text.matches("[^@\\r\\n]{1,200}@[^@\\s]{1,200}")) {
      throw new IllegalArgumentException(
          "found '" + text + "', an address as desk@example.org is allowed");
    }
    return text.strip();
  }

  private static List<String> mailboxes(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).map(AlertChannels::mailbox).toList();
  }

  /// What a channel needs to be set up, in words.
  static String needs(String channel) {
    return switch (channel) {
      case Telegram.NAME ->
          "alert.telegram.chat, and the bot's token in CARRY_ALERT_TELEGRAM_TOKEN";
      case Slack.NAME -> "the address of an incoming webhook in CARRY_ALERT_SLACK_URL";
      case Discord.NAME -> "the address of a webhook in CARRY_ALERT_DISCORD_URL";
      case Webhook.NAME ->
          "alert.webhook.url, and a secret to sign with in CARRY_ALERT_WEBHOOK_SECRET";
      case Email.NAME ->
          "alert.email.host, to, from, user, and the password in CARRY_ALERT_EMAIL_PASSWORD";
      case Console.NAME -> "alert.console.on: true";
      default -> throw new IllegalArgumentException("no channel " + channel);
    };
  }

  /// How a channel is used that nobody set up: the terminal in a demo.
  static Line console() {
    return new Line(
        new Console(System.err),
        new ChannelSettings(
            "en", ZoneOffset.UTC, Severity.INFO, null, Severity.INFO, CONSOLE_PER_MINUTE, GATHER));
  }
}
