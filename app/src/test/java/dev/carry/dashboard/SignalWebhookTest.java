package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.carry.alert.Receiver;
import dev.carry.alert.Receiver.Post;
import dev.carry.alert.Receiver.Reply;
import dev.carry.model.Finding;
import dev.carry.sink.Secret;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bot that is posted to, signed.
class SignalWebhookTest {
  private static final String SIGNING = "planted-signing-secret";

  @TempDir private Path folder;
  private final Receiver receiver = new Receiver();

  /// Opened by each test.
  @SuppressWarnings("NullAway.Init")
  private Fixture fixture;

  @AfterEach
  void close() {
    fixture.close();
    receiver.close();
  }

  private void open(String filter) {
    fixture =
        Fixture.posting(
            new SignalWebhook(
                receiver.address("/hook"),
                Secret.of(SIGNING),
                filter,
                folder.resolve("signal/webhook")));
  }

  private static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private void tell(String id, Finding.Status status, double netApr) {
    fixture.tell(id, status, netApr, fixture.market().instant());
  }

  private List<JsonNode> signals() {
    List<JsonNode> signals = new ArrayList<>();
    for (Post post : receiver.posts()) {
      post.json().path("signals").forEach(signals::add);
    }
    return signals;
  }

  private List<String> told() {
    return signals().stream()
        .filter(signal -> signal.path("finding").path("id").asText().startsWith("x/"))
        .map(
            signal ->
                signal.path("type").asText() + " " + signal.path("finding").path("id").asText())
        .toList();
  }

  @Test
  void isToldWhatItsFilterWantsInOrderSignedAndAsTheSchemaSays() throws Exception {
    open("min-net=0.05&kind=opportunity");
    tell("x/1", Finding.Status.OPEN, 0.06);
    tell("x/low", Finding.Status.OPEN, 0.01);
    tell("x/1", Finding.Status.UPDATED, 0.07);
    tell("x/1", Finding.Status.CLOSED, 0.01);
    until(() -> told().size() == 3);
    assertThat(told()).containsExactly("opened x/1", "updated x/1", "closed x/1");
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../docs/schema/signal.json")));
    for (JsonNode signal : signals()) {
      assertThat(schema.validate(signal)).isEmpty();
    }
    com.standardwebhooks.Webhook verifier =
        new com.standardwebhooks.Webhook(SIGNING.getBytes(StandardCharsets.UTF_8));
    for (Post post : receiver.posts()) {
      verifier.verify(post.body(), HttpHeaders.of(post.headers(), (name, value) -> true));
      assertThat(post.header("webhook-id")).isEqualTo(post.json().path("key").asText());
    }
  }

  @Test
  void whileItTakesNothingWhatComesWaitsAndIsConflated() {
    open("kind=opportunity");
    receiver.then(new Reply(502, "", "lost", true));
    tell("x/1", Finding.Status.OPEN, 0.06);
    until(() -> receiver.posts().size() == 1);
    receiver.goAway();
    for (int i = 0; i < 500; i++) {
      tell("x/2", i == 0 ? Finding.Status.OPEN : Finding.Status.UPDATED, 0.06 + i * 0.001);
    }
    receiver.comeBack();
    until(() -> told().contains("opened x/2"));
    assertThat(told())
        .as("of 500 the last")
        .containsExactly("opened x/1", "opened x/1", "opened x/2");
    List<String> keys = receiver.posts().stream().map(p -> p.header("Idempotency-Key")).toList();
    assertThat(keys.get(0)).as("the answer was lost").isEqualTo(keys.get(1));
    assertThat(receiver.posts().get(0).body()).isEqualTo(receiver.posts().get(1).body());
    try (Browser browser = new Browser(fixture.dashboard)) {
      assertThat(browser.get("/metrics").body()).contains("carry_signals_post_failures_total");
    }
  }

  @Test
  void theNextProcessGoesOnWhereItIsAndSaysWhenThatIsForgotten() throws Exception {
    open("kind=opportunity");
    tell("x/1", Finding.Status.OPEN, 0.06);
    until(() -> told().size() == 1 && Files.exists(folder.resolve("signal/webhook")));
    fixture.close();
    Files.writeString(folder.resolve("signal/webhook"), "1\n"); // long ago
    open("kind=opportunity");
    until(() -> signals().stream().anyMatch(s -> s.path("type").asText().equals("reset")));
    tell("x/3", Finding.Status.OPEN, 0.06);
    until(() -> told().contains("opened x/3"));
  }

  @Test
  void whatWasOnItsWayComesAgainAsItWas() throws Exception {
    receiver.then(new Reply(502, "", "lost", true));
    open("kind=opportunity");
    tell("x/1", Finding.Status.OPEN, 0.06);
    until(() -> receiver.posts().size() == 1);
    fixture.close();
    assertThat(folder.resolve("signal/webhook.sending")).exists();
    open("kind=opportunity");
    until(() -> receiver.posts().size() >= 2); // then it is told that what it knew may be gone
    Post first = receiver.posts().get(0);
    Post again = receiver.posts().get(1);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("webhook-id")).isEqualTo(first.header("webhook-id"));
    until(() -> !Files.exists(folder.resolve("signal/webhook.sending")));
  }
}
