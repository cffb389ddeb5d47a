package dev.carry.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.carry.alert.Receiver.Post;
import dev.carry.journal.ChildJvm;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A day with what flaps, quiet hours, channels that are dead for hours and a process that is
/// killed in the middle: every channel is told exactly what it should be, in order; what comes
/// twice has the same key.
class AlertDayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SEED = 20260314;
  private static final List<String> PEOPLE =
      List.of("/bot" + Receiver.TOKEN, Receiver.SLACK, Receiver.DISCORD);
  private static final Pattern MORE = Pattern.compile("and (\\d+) more");

  @TempDir private Path folder;
  private final Receiver people = new Receiver();

  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  /// Set by each start.
  @SuppressWarnings("NullAway.Init")
  private ChildJvm carry;

  @BeforeEach
  void open() throws Exception {
    mail.start();
    start();
  }

  @AfterEach
  void close() {
    carry.close();
    people.close();
    mail.stop();
  }

  private void start() throws Exception {
    carry =
        ChildJvm.start(
            folder.resolve("errors"),
            DayChild.class,
            folder.resolve("alert").toString(),
            log().toString(),
            people.address("").toString(),
            Integer.toString(mail.getSmtp().getPort()));
    carry.mustSay("ready");
  }

  private Path log() {
    return folder.resolve("told");
  }

  /// Written down, then told, as inputs are.
  private void tell(String... lines) throws Exception {
    for (String line : lines) {
      write(line);
      carry.tell(line);
      assertThat(carry.mustSay("ok")).isEqualTo("ok " + line);
    }
  }

  private void write(String line) throws Exception {
    Files.writeString(log(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void everyChannelIsToldExactlyWhatItShouldBe() throws Exception {
    List<String> told = new ArrayList<>();

    // 08:00: it opens, flaps above where it is over, and is over
    tell("net BTC 0.12", "pass PT5M");
    for (int i = 0; i < 10; i++) {
      tell("net BTC 0.09", "pass PT30S", "net BTC 0.11", "pass PT30S");
    }
    told.add("ℹ️ BTC: net 12.00 % a year");
    everybodyHas(told);
    tell("net BTC 0.07");
    told.add("✅ over: BTC: net 7.00 % a year");
    everybodyHas(told);

    // 08:15: back within the cooldown, and gone within it
    tell("net BTC 0.11", "pass PT10M", "net BTC 0.05", "gone BTC", "pass PT30M");
    // 08:55: half a minute is no minute
    tell("net ETH 0.12", "pass PT30S", "net ETH 0.09", "pass PT1H");
    // 09:56: another id, and the cooldown is over
    tell("net BTC 0.13", "pass PT2M");
    told.add("ℹ️ BTC: net 13.00 % a year");
    everybodyHas(told);

    // 10:00: nobody listens any more, but for the mail; a feed is silent for a moment, then for
    // long
    people.goAway();
    tell("feed STALE nothing for 20 s", "pass PT1M", "feed LIVE", "pass PT5M");
    tell("feed CLOSED connection reset", "pass PT3M");
    told.add("⚠️ bybit public: connection reset");
    mailHas(told);

    // 10:10: killed without a word; what it would have found next it finds when it is back
    write("net SOL 0.14");
    write("pass PT2M");
    carry.kill();
    start();
    told.add("ℹ️ SOL: net 14.00 % a year");
    mailHas(told);
    tell("command START", "feed LIVE", "pass PT1H");
    told.add("✅ over: bybit public: connection reset");
    mailHas(told);

    // 11:12: killed again while everything waits for who does not listen, who then is back
    carry.kill();
    people.comeBack();
    start();
    everybodyHas(told);

    // 12:00: twenty at once
    for (int i = 1; i <= 20; i++) {
      tell("net COIN" + i + " 0.2");
      told.add("ℹ️ COIN" + i + ": net 20.00 % a year");
    }
    tell("pass PT2M");
    everybodyHas(told);

    // 23:14: people sleep; what is critical wakes them
    tell("pass PT12H", "net DOGE 0.15", "pass PT5M");
    List<String> waits = List.of("ℹ️ DOGE: net 15.00 % a year");
    programHas(plus(told, waits));
    tell("command KILL", "pass PT1M");
    List<String> loud = List.of("🚨 the kill switch was pulled: nothing is opened");
    peopleHave(plus(told, loud));
    programHas(plus(plus(told, waits), loud));
    // 07:00
    tell("pass PT8H");
    peopleHave(plus(plus(told, loud), waits));
    programHas(plus(plus(told, waits), loud));

    assertThat(people.faults()).isEmpty();
    assertThat(carry.endsWhenAsked(Duration.ofSeconds(20))).isTrue();
    assertEachKeyIsOneMessage();
    assertEverythingIsSigned();
  }

  @Test
  void killedAtRandomMomentsWithAnswersThatAreLostNothingIsLostAndNothingIsAnotherMessage()
      throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> told = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      if (random.nextInt(4) == 0) {
        people.then(new Receiver.Reply(502, "", "lost on its way", true));
      }
      tell("net COIN" + i + " 0.2", "pass PT1M");
      told.add("ℹ️ COIN" + i + ": net 20.00 % a year");
      if (random.nextInt(8) == 0) {
        LockSupport.parkNanos(random.nextInt(300_000_000));
        carry.kill();
        start();
      }
    }
    programHas(told);
    for (String path : PEOPLE) {
      until(() -> counted(path) >= told.size());
      assertThat(counted(path)).as(path).isEqualTo(told.size());
      assertThat(told).as(path).containsSubsequence(lines(path));
    }
    mailHas(told);
    assertThat(people.posts()).as("some came twice").hasSizeGreaterThan(once("/").size());
    assertEachKeyIsOneMessage();
  }

  private static List<String> plus(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private void everybodyHas(List<String> lines) {
    peopleHave(lines);
    programHas(lines);
  }

  private void peopleHave(List<String> lines) {
    for (String path : PEOPLE) {
      has(path, () -> lines(path), lines);
    }
    mailHas(lines);
  }

  private void programHas(List<String> lines) {
    has("webhook", this::alerts, lines);
  }

  private void mailHas(List<String> lines) {
    has("mail", this::mails, lines);
  }

  private interface Heard {
    List<String> lines();
  }

  private static void has(String who, Heard heard, List<String> expected) {
    until(() -> heard.lines().size() >= expected.size());
    assertThat(heard.lines()).as(who).containsExactlyElementsOf(expected);
  }

  /// Waits until it holds, or as long as it may take: what is looked at then says the rest.
  private static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(20_000_000);
    }
  }

  /// Alerts a channel of people was told of, those that were only counted among them.
  private int counted(String path) {
    int more =
        once(path).stream()
            .flatMap(post -> MORE.matcher(text(post)).results())
            .mapToInt(found -> Integer.parseInt(found.group(1)))
            .sum();
    return lines(path).size() + more;
  }

  private static String text(Post post) {
    JsonNode json = post.json();
    return json.has("blocks")
        ? json.path("blocks").path(0).path("text").path("text").asText()
        : json.path(json.has("content") ? "content" : "text").asText();
  }

  /// The first lines of alerts that a channel of people took, each message once.
  private List<String> lines(String path) {
    List<String> lines = new ArrayList<>();
    for (Post post : once(path)) {
      lines.addAll(headlines(text(post).replaceAll("</?b>|[\\\\*\u200b]", "")));
    }
    return lines;
  }

  private static List<String> headlines(String text) {
    return text.lines()
        .filter(line -> line.matches("(ℹ️|⚠️|🚨|✅) .*"))
        .map(line -> line.replaceAll(" \\(.*", ""))
        .toList();
  }

  private List<String> alerts() {
    Words words = Words.of("en", DayChild.BANGKOK);
    List<String> lines = new ArrayList<>();
    for (Post post : once("/hook")) {
      post.json()
          .path("alerts")
          .forEach(
              json -> {
                Alert alert = Alert.parse(json);
                lines.add(Words.mark(alert) + " " + words.headline(alert).replaceAll(" \\(.*", ""));
              });
    }
    return lines;
  }

  private List<String> mails() {
    Map<String, String> once = new LinkedHashMap<>();
    for (MimeMessage message : mail.getReceivedMessages()) {
      try {
        once.putIfAbsent(message.getMessageID(), message.getContent().toString());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    return once.values().stream().flatMap(text -> headlines(text).stream()).toList();
  }

  /// What comes under one key again is left out, as the receiver would.
  private List<Post> once(String path) {
    Map<String, Post> once = new LinkedHashMap<>();
    for (Post post : people.posts()) {
      if (post.path().startsWith(path)) {
        once.putIfAbsent(post.header("Idempotency-Key"), post);
      }
    }
    return List.copyOf(once.values());
  }

  private void assertEachKeyIsOneMessage() {
    Map<String, String> bodies = new LinkedHashMap<>();
    for (Post post : people.posts()) {
      String before = bodies.putIfAbsent(post.header("Idempotency-Key"), post.body());
      assertThat(before == null ? post.body() : before).isEqualTo(post.body());
    }
  }

  private void assertEverythingIsSigned() throws Exception {
    com.standardwebhooks.Webhook verifier =
        new com.standardwebhooks.Webhook(DayChild.SIGNING.getBytes(StandardCharsets.UTF_8));
    for (Post post : once("/hook")) {
      verifier.verify(post.body(), HttpHeaders.of(post.headers(), (name, value) -> true));
    }
  }
}
