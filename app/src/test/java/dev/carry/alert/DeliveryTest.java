package dev.carry.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.alert.AlertOutbox.Addressed;
import dev.carry.alert.Receiver.Post;
import dev.carry.alert.Receiver.Reply;
import dev.carry.sink.Poster;
import dev.carry.sink.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the outbox to a channel: what is tried again, given up, counted, and kept.
class DeliveryTest {
  private static final InstantSource WALL = InstantSource.system();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final Receiver receiver = new Receiver();
  private final Poster poster = new Poster();
  private final List<AutoCloseable> opened = new ArrayList<>(List.of(receiver, poster));

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  private Channel webhook() {
    return new Webhook(poster, receiver.address("/hook"), null, WALL);
  }

  private Channel slack() {
    return new Slack(poster, Secret.of(receiver.address(Receiver.SLACK).toString()));
  }

  private AlertOutbox outbox(InstantSource wall) {
    AlertOutbox outbox = new AlertOutbox(folder, wall);
    opened.add(outbox);
    return outbox;
  }

  private void courier(Channel channel, AlertOutbox outbox) {
    Courier courier =
        new Courier(channel, always(), outbox, WALL, new AlertMeter(new SimpleMeterRegistry()));
    opened.add(courier);
    courier.start();
  }

  private static ChannelSettings always() {
    return new ChannelSettings(
        "en", ZoneOffset.UTC, Severity.INFO, null, Severity.CRITICAL, 6_000, Duration.ZERO);
  }

  private static Addressed to(int number, String... channels) {
    return new Addressed(ChannelsTest.alert(number, ""), List.of(channels));
  }

  private static List<Addressed> to(int from, int end, String channel) {
    return IntStream.range(from, end).mapToObj(i -> to(i, channel)).toList();
  }

  private static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private List<Told> told() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return List.copyOf(Alerts.past(folder, today.minusDays(1), today.plusDays(1)));
  }

  private String state(int number, String channel) {
    String id = ChannelsTest.alert(number, "").id();
    return told().stream()
        .filter(one -> one.alert().id().equals(id))
        .map(one -> one.ways().get(channel))
        .map(way -> way == null ? "nothing" : way.state() + " " + way.why())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsNotTakenIsTriedAgainUnderItsKeyAndTheNextWaitsForIt() {
    receiver.then(Reply.of(500, "broken")).then(new Reply(502, "", "lost", true));
    AlertOutbox outbox = outbox(WALL);
    outbox.put(List.of(to(1, "webhook")));
    courier(webhook(), outbox);
    until(() -> !receiver.posts().isEmpty());
    outbox.put(List.of(to(2, "webhook")));
    until(() -> receiver.posts().size() == 3);
    List<String> keys = receiver.posts().stream().map(p -> p.header("Idempotency-Key")).toList();
    assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
    assertThat(receiver.posts().get(0).body()).isEqualTo(receiver.posts().get(1).body());
    until(() -> state(2, "webhook").equals("sent it answered 204"));
    assertThat(state(1, "webhook")).isEqualTo("sent it answered 204");
  }

  @Test
  void aMessageThatIsRefusedThreeTimesIsGivenUpAndCountedInTheNext() {
    Reply no = Reply.of(400, "cannot read it");
    receiver.then(no).then(no).then(no);
    AlertOutbox outbox = outbox(WALL);
    outbox.put(List.of(to(1, "webhook")));
    courier(webhook(), outbox);
    until(() -> state(1, "webhook").startsWith("refused"));
    assertThat(state(1, "webhook")).isEqualTo("refused it answered 400: cannot read it");
    outbox.put(List.of(to(2, "webhook")));
    until(() -> receiver.posts().size() == 1);
    assertThat(receiver.posts().getFirst().json().path("more").asInt()).isEqualTo(1);
  }

  @Test
  void aDeadChannelDelaysNoOther() throws Exception {
    Receiver dead = new Receiver();
    dead.goAway();
    AlertOutbox outbox = outbox(WALL);
    courier(new Webhook(poster, dead.address("/hook"), null, WALL), outbox);
    courier(slack(), outbox);
    for (int i = 0; i < 20; i++) {
      int number = i;
      outbox.put(List.of(to(i, "webhook", "slack")));
      until(() -> state(number, "slack").startsWith("sent"));
    }
    assertThat(state(0, "webhook")).startsWith("failing it cannot be reached");
    assertThat(state(19, "webhook")).startsWith("waiting");
    dead.close();
  }

  @Test
  void tooManyAreCountedTheLeastSevereFirst() {
    AlertOutbox outbox = outbox(WALL);
    outbox.put(to(0, AlertOutbox.MOST_WAITING, "webhook"));
    Alert info = ChannelsTest.alert(1_000_000, "");
    Alert critical =
        new Alert(
            info.id(),
            info.event(),
            info.rule(),
            info.condition(),
            Severity.CRITICAL,
            info.at(),
            info.since(),
            info.subject(),
            info.about(),
            info.asset(),
            info.finding(),
            info.legs(),
            info.value(),
            info.threshold(),
            "",
            info.facts(),
            null);
    outbox.put(List.of(new Addressed(critical, List.of("webhook"))));
    assertThat(state(0, "webhook")).isEqualTo("dropped more than 10000 waited");
    assertThat(state(1, "webhook")).startsWith("waiting");
    courier(webhook(), outbox);
    until(() -> counted() == AlertOutbox.MOST_WAITING + 1);
    assertThat(receiver.posts().getFirst().json().path("more").asInt()).isEqualTo(1);
    assertThat(receiver.posts().getLast().body()).contains(critical.id());
  }

  /// Alerts in all posts, the counted ones among them.
  private int counted() {
    return receiver.posts().stream()
        .map(Post::json)
        .mapToInt(json -> json.path("alerts").size() + json.path("more").asInt())
        .sum();
  }

  @Test
  void whatCouldNotBeToldForAWeekIsOnlyCounted() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now().minus(Duration.ofDays(8)));
    AlertOutbox before = outbox(now::get);
    before.put(to(0, 3, "webhook"));
    now.set(Instant.now());
    AlertOutbox outbox = outbox(WALL); // days later, by another process
    outbox.put(List.of(to(3, "webhook")));
    courier(webhook(), outbox);
    until(() -> !receiver.posts().isEmpty());
    assertThat(receiver.posts().getFirst().json().path("alerts")).hasSize(1);
    assertThat(receiver.posts().getFirst().json().path("more").asInt()).isEqualTo(3);
  }

  @Test
  void aDiskThatIsFullDoesNotSilenceAnAlarm() throws IOException {
    AlertOutbox outbox = outbox(WALL);
    Path today = folder.resolve("alerts-" + LocalDate.now(ZoneOffset.UTC) + ".jsonl");
    Files.createDirectories(today); // nothing can be written there
    courier(webhook(), outbox);
    outbox.put(List.of(to(1, "webhook")));
    until(() -> receiver.posts().size() == 1);
    outbox.put(List.of(to(2, "webhook")));
    until(() -> receiver.posts().size() == 2);
    assertThat(receiver.posts().get(1).json().path("alerts")).hasSize(1);
  }

  @Test
  void whatComesFasterThanAChannelMayIsToldTogether() {
    ChannelSettings slow =
        new ChannelSettings(
            "en", ZoneOffset.UTC, Severity.INFO, null, Severity.CRITICAL, 60, Duration.ZERO);
    AlertOutbox outbox = outbox(WALL);
    Courier courier =
        new Courier(slack(), slow, outbox, WALL, new AlertMeter(new SimpleMeterRegistry()));
    opened.add(courier);
    courier.start();
    outbox.put(List.of(to(0, "slack")));
    until(() -> receiver.posts().size() == 1);
    for (int i = 1; i < 40; i++) {
      outbox.put(List.of(to(i, "slack")));
    }
    until(() -> state(39, "slack").startsWith("sent"));
    assertThat(receiver.posts()).as("one at once, and the others a second later").hasSize(2);
  }

  @Test
  void linesThatAreNoneOfOursAreToldOf() throws IOException {
    Path today = folder.resolve("alerts-" + LocalDate.now(ZoneOffset.UTC) + ".jsonl");
    Files.writeString(today, "{\"entry\":\"put\"}\n");
    assertThatThrownBy(() -> outbox(WALL))
        .isInstanceOf(AlertException.class)
        .hasMessageContaining("{\"entry\":\"put\"}");
  }
}
