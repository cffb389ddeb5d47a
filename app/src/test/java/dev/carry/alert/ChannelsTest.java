package dev.carry.alert;

import static dev.carry.testkit.SomeFinding.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.carry.alert.Alert.Event;
import dev.carry.alert.Channel.Answer;
import dev.carry.alert.Channel.Answer.Later;
import dev.carry.alert.Channel.Answer.Never;
import dev.carry.alert.Channel.Answer.Sent;
import dev.carry.alert.Receiver.Post;
import dev.carry.alert.Receiver.Reply;
import dev.carry.sink.Poster;
import dev.carry.sink.Secret;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What each channel is sent, and what its answers mean, against receivers that refuse what real
/// ones do.
class ChannelsTest {
  private static final Words EN = Words.of("en", ZoneId.of("Asia/Bangkok"));
  private static final Words TH = Words.of("th", ZoneId.of("Asia/Bangkok"));
  private static final Secret SIGNING = Secret.of("planted-signing-secret");

  private final Receiver receiver = new Receiver();
  private final Poster poster = new Poster();

  @AfterEach
  void close() {
    poster.close();
    receiver.close();
  }

  private Channel telegram() {
    return new Telegram(poster, receiver.address(""), Secret.of(Receiver.TOKEN), Receiver.CHAT);
  }

  private Channel slack() {
    return new Slack(poster, Secret.of(receiver.address(Receiver.SLACK).toString()));
  }

  private Channel discord() {
    return new Discord(poster, Secret.of(receiver.address(Receiver.DISCORD).toString()));
  }

  private Channel webhook(Secret secret) {
    return new Webhook(poster, receiver.address("/hook"), secret, InstantSource.system());
  }

  private List<Channel> texts() {
    return List.of(telegram(), slack(), discord());
  }

  private List<Channel> all() {
    return Stream.concat(texts().stream(), Stream.of(webhook(SIGNING))).toList();
  }

  static Alert alert(int number, String detail) {
    return new Alert(
        "%016x".formatted(number),
        Event.RAISED,
        "net-apr",
        Condition.NET_APR,
        Severity.INFO,
        NOW,
        NOW.minusSeconds(60),
        "x/" + number,
        "x" + number,
        "COIN" + number,
        "x/" + number,
        List.of("buy okx:COIN" + number + "-USDT-SWAP", "sell bybit:COIN" + number + "USDT"),
        0.1234,
        0.10,
        detail,
        Map.of(
            Alert.NET_APR,
            0.1234,
            Alert.GROSS_APR,
            0.15,
            Alert.BREAK_EVEN_HOURS,
            30.5,
            Alert.NET_PER_DAY,
            3.38,
            Alert.RISK,
            4.0),
        "caution");
  }

  private static Alert quarantine(String detail) {
    Alert a = alert(1, detail);
    return new Alert(
        a.id(),
        a.event(),
        "quarantine",
        Condition.QUARANTINE,
        Severity.WARNING,
        a.at(),
        a.since(),
        a.subject(),
        a.about(),
        a.asset(),
        a.finding(),
        List.of("bybit:BTCUSDT"),
        null,
        null,
        detail,
        Map.of(),
        null);
  }

  private static Message one(Alert alert) {
    return new Message("key-" + alert.id(), List.of(alert), 0);
  }

  private String text(Post post) {
    JsonNode json = post.json();
    return json.has("blocks")
        ? json.path("blocks").path(0).path("text").path("text").asText()
        : json.path(json.has("content") ? "content" : "text").asText();
  }

  @Test
  void anAlertIsTakenWithItsNumbersInBothLanguages() throws Exception {
    for (Channel channel : texts()) {
      assertThat(channel.send(one(alert(1, "")), EN)).isInstanceOf(Sent.class);
      String english = text(receiver.posts().getLast()).replace("\\", "");
      assertThat(english)
          .contains("COIN1: net 12.34 % a year", "buy okx:COIN1-USDT-SWAP", "sell bybit:COIN1USDT")
          .contains("before costs 15.00 %", "costs earned after 1 d 6 h", "$3.38 a day")
          .contains("analyst: caution, risk 4 of 10", "2026-03-14 16:00:00 +07:00");
      assertThat(channel.send(one(alert(1, "")), TH)).isInstanceOf(Sent.class);
      assertThat(text(receiver.posts().getLast()).replace("\\", ""))
          .contains(
              "COIN1: สุทธิ 12.34 % ต่อปี", "ซื้อ okx:COIN1-USDT-SWAP", "นักวิเคราะห์: ระวัง");
    }
    assertThat(receiver.faults()).isEmpty();
  }

  @Test
  void whatAVenueSaysIsNeverMarkup() throws Exception {
    String hostile = "<b>5 < 3 & </b> *@everyone* _x_ `y` [a](http://z) ||s|| \\ # > - <@1>";
    for (Channel channel : texts()) {
      assertThat(channel.send(one(quarantine(hostile)), EN)).isInstanceOf(Sent.class);
    }
    assertThat(receiver.faults()).isEmpty();
    Post discord = receiver.posts().getLast();
    assertThat(discord.json().path("allowed_mentions").toString()).isEqualTo("{\"parse\":[]}");
    assertThat(text(discord)).contains("\\*@everyone\\*", "\\<@1\\>", "\\|\\|s\\|\\|");
  }

  @Test
  void aFloodIsOneMessageThatSaysHowManyMoreThereAre() throws Exception {
    String longWords = "because ".repeat(400);
    for (Channel channel : texts()) {
      List<Alert> many =
          IntStream.range(0, channel.most()).mapToObj(i -> alert(i, longWords)).toList();
      assertThat(channel.send(new Message("key", many, 7), EN)).isInstanceOf(Sent.class);
      String text = text(receiver.posts().getLast()).replace("\\", "");
      long lines = text.lines().filter(line -> line.startsWith("ℹ️")).count();
      assertThat(lines).isBetween(5L, (long) channel.most());
      assertThat(text)
          .contains(channel.most() + 7 + " alerts")
          .contains("and " + (channel.most() + 7 - lines) + " more");
    }
    assertThat(receiver.faults()).isEmpty();
  }

  @Test
  void whatIsLongerThanAMessageIsCutAndStillTaken() throws Exception {
    for (Channel channel : texts()) {
      assertThat(channel.send(one(quarantine("<&>🚨".repeat(5_000))), EN)).isInstanceOf(Sent.class);
    }
    assertThat(receiver.faults()).isEmpty();
  }

  @Test
  void oneSituationOfADigestIsOneLineAsItStandsLast() throws Exception {
    Alert raised = alert(1, "");
    Alert over =
        new Alert(
            "ff",
            Event.CLEARED,
            raised.rule(),
            raised.condition(),
            raised.severity(),
            raised.at().plusSeconds(600),
            raised.since(),
            raised.subject(),
            raised.about(),
            raised.asset(),
            raised.finding(),
            raised.legs(),
            raised.value(),
            raised.threshold(),
            "",
            raised.facts(),
            null);
    Answer answer = telegram().send(new Message("key", List.of(raised, alert(2, ""), over), 0), EN);
    assertThat(answer).isInstanceOf(Sent.class);
    assertThat(text(receiver.posts().getLast()).lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("✅ over: COIN1") && line.endsWith("(×2)"));
  }

  // --- answers -----------------------------------------------------------------------------------

  @Test
  void sentIsWhatTheChannelSaidItTook() throws Exception {
    assertThat(telegram().send(one(alert(1, "")), EN)).isEqualTo(new Sent("message 1"));
    receiver.then(Reply.of(200, "{\"ok\":false,\"description\":\"no\"}"));
    assertThat(telegram().send(one(alert(1, "")), EN)).isInstanceOf(Later.class);
    receiver.then(Reply.of(200, "<html>a captive portal</html>"));
    assertThat(slack().send(one(alert(1, "")), EN)).isInstanceOf(Later.class);
    receiver.then(Reply.of(204, ""));
    assertThat(discord().send(one(alert(1, "")), EN)).isInstanceOf(Later.class);
  }

  @Test
  void tooManyIsTriedAgainWhenTheChannelSays() throws Exception {
    receiver
        .then(
            Reply.of(
                429,
                "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after"
                    + " 7\",\"parameters\":{\"retry_after\":7}}"))
        .then(new Reply(429, "Retry-After: 30", "rate_limited", false))
        .then(Reply.of(429, "{\"message\":\"You are being rate limited.\",\"retry_after\":0.25}"))
        .then(new Reply(503, "Retry-After: 120", "", false));
    List<Duration> waits =
        List.of(
            Duration.ofSeconds(7),
            Duration.ofSeconds(30),
            Duration.ofMillis(250),
            Duration.ofMinutes(2));
    for (int i = 0; i < 4; i++) {
      Answer answer = all().get(i).send(one(alert(1, "")), EN);
      assertThat(answer).isInstanceOf(Later.class);
      assertThat(((Later) answer).atLeast()).isEqualTo(waits.get(i));
    }
  }

  @Test
  void whatSpeaksOfTheMessageIsARefusalAndWhatSpeaksOfUsIsNot() throws Exception {
    for (Channel channel : all()) {
      for (int status : new int[] {400, 413, 422}) {
        receiver.then(Reply.of(status, "{\"description\":\"no\"}"));
        assertThat(channel.send(one(alert(1, "")), EN)).isInstanceOf(Never.class);
      }
      for (int status : new int[] {301, 401, 403, 404, 410, 500, 502}) {
        receiver.then(Reply.of(status, "{\"description\":\"no\"}"));
        assertThat(channel.send(one(alert(1, "")), EN)).isInstanceOf(Later.class);
      }
    }
  }

  @Test
  void noAnswerIsTriedAgain() throws Exception {
    receiver.goAway();
    for (Channel channel : all()) {
      Answer answer = channel.send(one(alert(1, "")), EN);
      assertThat(answer).isInstanceOf(Later.class);
      assertThat(((Later) answer).why()).startsWith("it cannot be reached");
    }
  }

  @Test
  void aRedirectIsNotFollowedWithWhatIsSecret() throws Exception {
    receiver.then(new Reply(307, "Location: " + receiver.address("/elsewhere"), "moved", false));
    assertThat(slack().send(one(alert(1, "")), EN)).isInstanceOf(Later.class);
    assertThat(receiver.posts()).isEmpty();
  }

  @Test
  void noSecretIsInWhatAChannelSaysOfItselfOrOfAFault() throws Exception {
    for (Channel channel : all()) {
      receiver.then(Reply.of(500, "no route for " + Receiver.ECHO));
      String words = channel.send(one(alert(1, "")), EN) + " " + channel + " " + channel.place();
      String own =
          switch (channel.name()) {
            case Telegram.NAME -> Receiver.TOKEN;
            case Slack.NAME -> "plantedSlack";
            case Discord.NAME -> "plantedDiscord";
            default -> SIGNING.reveal();
          };
      assertThat(words).doesNotContain(own);
    }
  }

  // --- the webhook -------------------------------------------------------------------------------

  @Test
  void whoHasTheSecretCanTellThatItIsFromUsAndUnchanged() throws Exception {
    byte[] bytes = SIGNING.reveal().getBytes(StandardCharsets.UTF_8);
    Secret encoded = Secret.of("whsec_" + Base64.getEncoder().encodeToString(bytes));
    for (Secret secret : List.of(SIGNING, encoded)) {
      assertThat(webhook(secret).send(one(alert(1, "")), EN)).isInstanceOf(Sent.class);
      Post post = receiver.posts().getLast();
      com.standardwebhooks.Webhook verifier = new com.standardwebhooks.Webhook(bytes);
      verifier.verify(post.body(), headers(post));
      String changed = post.body().replace("0.1234", "0.9234");
      assertThat(changed).isNotEqualTo(post.body());
      assertThatThrownBy(() -> verifier.verify(changed, headers(post)))
          .isInstanceOf(WebhookVerificationException.class);
      assertThat(post.header("webhook-id"))
          .isEqualTo(post.header("Idempotency-Key"))
          .isEqualTo(post.json().path("key").asText());
    }
  }

  private static HttpHeaders headers(Post post) {
    return HttpHeaders.of(post.headers(), (name, value) -> true);
  }

  @Test
  void itsBodyIsWhatTheSchemaSays() throws Exception {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../docs/schema/alert.json")));
    Message message = new Message("key", List.of(alert(1, "why"), quarantine("why")), 3);
    assertThat(webhook(SIGNING).send(message, EN)).isInstanceOf(Sent.class);
    Post post = receiver.posts().getLast();
    assertThat(schema.validate(post.json())).isEmpty();
    assertThat(post.json().path("alerts").path(0).path("value").asDouble()).isEqualTo(0.1234);
    assertThat(post.json().path("more").asInt()).isEqualTo(3);
    assertThat(Alert.parse(post.json().path("alerts").path(0))).isEqualTo(alert(1, "why"));
  }

  @Test
  void anAddressIsPostedToAsItIsWithItsQuery() throws Exception {
    URI address = receiver.address("/hook/a%20b?team=desk&x=1");
    Channel channel = new Webhook(poster, address, null, InstantSource.system());
    assertThat(channel.send(one(alert(1, "")), EN)).isInstanceOf(Sent.class);
    assertThat(receiver.posts().getLast().path()).isEqualTo("/hook/a%20b?team=desk&x=1");
    assertThat(receiver.posts().getLast().header("webhook-signature")).isEmpty();
    assertThat(channel.place()).doesNotContain("team").endsWith("not signed");
  }
}
