package dev.carry.venue.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.MarketEvent;
import dev.carry.venue.Instruments;
import dev.carry.venue.RestCall;
import dev.carry.venue.session.Budget.Urgency;
import dev.carry.venue.session.TestServer.Answer;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class RestTest {
  private static final RestCall CALL = RestCall.of("snapshot", "/snapshot", 5);

  private final TestVenue venue = new TestVenue();
  private final HandClock clock = new HandClock();
  private final RestMeter meter = new RestMeter();
  private final Skew skew = new Skew();
  private final Bounds bounds =
      new Bounds(
          100,
          1 << 20,
          1 << 20,
          10_000,
          3,
          0,
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));
  private final Wire wire = new Wire(clock, bounds);
  private TestServer server;
  private Rest rest;

  @BeforeEach
  void serve() throws Exception {
    server = new TestServer();
    rest = rest(server.endpoint(), bounds);
  }

  @AfterEach
  void stop() throws Exception {
    wire.close();
    server.close();
  }

  private Rest rest(Endpoint endpoint, Bounds within) {
    return new Rest(endpoint, venue.limits, wire, clock, within, meter, skew);
  }

  private Outcome ask() throws InterruptedException {
    return rest.get(CALL, Urgency.NOW);
  }

  @Test
  void anAnswerIsPaidFor() throws Exception {
    server.answers(path -> Answer.ok("mark BTC 1"));
    assertThat(ask()).isInstanceOf(Outcome.Answer.class);
    assertThat(rest.budget().used()).isEqualTo(5);
    assertThat(server.asked).containsExactly("/snapshot");
    assertThat(meter.health().getFirst().statuses()).containsEntry("200", 1L);
    assertThat(meter.health().getFirst().p99()).isNotNull();
  }

  @Test
  void theVenuesOwnCountCorrectsOurs() throws Exception {
    server.answers(path -> new Answer(200, Map.of("X-Used", "4000"), Buffer.buffer("")));
    ask();
    assertThat(rest.budget().used()).isEqualTo(4_000);
    server.answers(path -> new Answer(200, Map.of("X-Used", "garbage"), Buffer.buffer("")));
    ask();
    assertThat(rest.budget().used()).isEqualTo(4_005);
    clock.move(Duration.ofSeconds(65));
    assertThat(rest.budget().used()).isZero();
  }

  @Test
  void anAllowanceThatComesToItsEndClosesTheWindow() throws Exception {
    server.answers(path -> new Answer(200, Map.of("X-Left", "119"), Buffer.buffer("")));
    ask();
    assertThat(rest.budget().used()).as("119 may be left of 120").isEqualTo(5);
    server.answers(path -> new Answer(200, Map.of("X-Left", "2"), Buffer.buffer("")));
    ask();
    assertThat(ask()).isInstanceOf(Outcome.NotNow.class);
  }

  @Test
  void aFullBudgetIsNotAskedAndSaysWhy() throws Exception {
    server.answers(path -> new Answer(200, Map.of("X-Used", "9990"), Buffer.buffer("")));
    ask();
    Outcome later = ask();
    assertThat(later).isInstanceOf(Outcome.NotNow.class);
    assertThat(later.words()).contains("budget is used up");
    assertThat(server.asked).hasSize(1);
    clock.move(Duration.ofSeconds(65));
    assertThat(ask()).isInstanceOf(Outcome.Answer.class);
  }

  @Test
  void tooManyRequestsClosesTheDoorForAsLongAsTheVenueSays() throws Exception {
    server.answers(path -> Answer.of(429, Map.of("Retry-After", "30")));
    assertThat(ask()).isEqualTo(new Outcome.SlowDown(clock.instant().plusSeconds(30)));
    server.answers(path -> Answer.ok(""));
    assertThat(ask()).isInstanceOf(Outcome.NotNow.class);
    assertThat(server.asked).hasSize(1);
    clock.move(Duration.ofSeconds(30));
    assertThat(ask()).isInstanceOf(Outcome.Answer.class);
  }

  @Test
  void tooManyRequestsWithoutATimeWaitsLongerEachTime() throws Exception {
    server.answers(path -> Answer.of(429, Map.of()));
    assertThat(ask()).isEqualTo(new Outcome.SlowDown(clock.instant().plusSeconds(2)));
    clock.move(Duration.ofSeconds(2));
    assertThat(ask()).isEqualTo(new Outcome.SlowDown(clock.instant().plusSeconds(4)));
  }

  @Test
  void aBanKeepsAwayForRetryAfterAsADateByTheVenuesClock() throws Exception {
    Instant venueNow = clock.instant().plusSeconds(3_600);
    server.shows(() -> venueNow);
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            venueNow.plusSeconds(120).atOffset(ZoneOffset.UTC));
    server.answers(path -> Answer.of(418, Map.of("Retry-After", date)));
    assertThat(ask()).isEqualTo(new Outcome.Banned(418, clock.instant().plusSeconds(120)));
    assertThat(rest.budget().banned()).isTrue();
    assertThat(ask().words()).contains("shut out");
    assertThat(server.asked).hasSize(1);
    clock.move(Duration.ofMinutes(2));
    assertThat(rest.budget().banned()).isFalse();
  }

  @Test
  void aBanWithoutATimeKeepsAwayAsLongAsTheDescriptorSays() throws Exception {
    server.answers(path -> Answer.of(403, Map.of()));
    Outcome banned = ask();
    assertThat(banned)
        .isEqualTo(new Outcome.Banned(403, clock.instant().plus(venue.limits.banFor())));
    assertThat(banned.words()).contains("403").contains("staying away until");
  }

  @Test
  void errorsAreToldApart() throws Exception {
    server.answers(path -> Answer.of(404, Map.of()));
    assertThat(ask()).isEqualTo(new Outcome.Refused(404, "said 404"));
    server.answers(path -> Answer.of(502, Map.of()));
    assertThat(ask()).isEqualTo(new Outcome.VenueFault(502, "said 502"));
    server.answers(path -> Answer.ok("x".repeat(20_000)));
    assertThat(ask()).isInstanceOf(Outcome.TooLarge.class);
    server.answers(path -> Answer.of(0, Map.of()));
    assertThat(ask()).isInstanceOf(Outcome.Broken.class);
    assertThat(rest.budget().closedUntil()).isNull();
    Endpoint nobody = Endpoint.of("http://127.0.0.1:1", "ws://127.0.0.1:1");
    assertThat(rest(nobody, bounds).get(CALL, Urgency.NOW)).isInstanceOf(Outcome.NoNetwork.class);
    Endpoint nowhere = Endpoint.of("http://nowhere.invalid", "ws://nowhere.invalid");
    Outcome unknown = rest(nowhere, bounds).get(CALL, Urgency.NOW);
    assertThat(unknown.words()).contains("check network, DNS");
  }

  @Test
  void anAnswerThatNeverEndsTimesOut() throws Exception {
    Bounds hasty =
        new Bounds(
            1, 1, 1, 10_000, 1, 0, Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ZERO);
    server.hangs();
    try (Wire impatient = new Wire(clock, hasty)) {
      Rest asking = new Rest(server.endpoint(), venue.limits, impatient, clock, hasty, meter, skew);
      assertThat(asking.get(CALL, Urgency.NOW)).isInstanceOf(Outcome.TimedOut.class);
    }
  }

  @Test
  void gzipIsReadAndItsSizeIsBoundedToo() throws Exception {
    server.answers(path -> gzip("mark BTC 1"));
    Outcome outcome = ask();
    assertThat(outcome).isInstanceOf(Outcome.Answer.class);
    assertThat(new String(((Outcome.Answer) outcome).body(), StandardCharsets.UTF_8))
        .isEqualTo("mark BTC 1");
    server.answers(path -> gzip("x".repeat(1_000_000)));
    assertThat(ask()).isInstanceOf(Outcome.TooLarge.class);
  }

  private static Answer gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new Answer(200, Map.of("Content-Encoding", "gzip"), Buffer.buffer(bytes.toByteArray()));
  }

  @Test
  void whatMayPassIsTriedAgainAFewTimes() throws Exception {
    Bounds patient =
        new Bounds(
            1, 1, 1, 10_000, 1, 2, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO);
    AtomicInteger calls = new AtomicInteger();
    server.answers(
        path -> {
          clock.move(Duration.ofMinutes(2));
          return calls.incrementAndGet() < 3 ? Answer.of(503, Map.of()) : Answer.ok("");
        });
    server.every(20, () -> clock.move(Duration.ofSeconds(1)));
    Rest trying = rest(server.endpoint(), patient);
    assertThat(trying.get(CALL, Urgency.NOW)).isInstanceOf(Outcome.Answer.class);
    calls.set(-100);
    assertThat(trying.get(CALL, Urgency.NOW)).isInstanceOf(Outcome.VenueFault.class);
    assertThat(calls.get()).isEqualTo(-97);
  }

  @Test
  void ourClockAheadOfTheVenuesIsMeasured() throws Exception {
    Instant behind = clock.instant().minusSeconds(40);
    server.shows(() -> behind);
    server.answers(path -> Answer.ok(""));
    ask();
    assertThat(skew.ahead().orElseThrow())
        .isBetween(Duration.ofSeconds(39), Duration.ofSeconds(41));
  }

  private Pages pages() {
    DistinctLog log = new DistinctLog(LoggerFactory.getLogger(RestTest.class), "test");
    return new Pages(
        TestVenue.ID,
        venue.codec(new Instruments()),
        rest,
        meter,
        FrameTap.NONE,
        log,
        bounds.pages());
  }

  @Test
  void pagesAreReadToTheLast() throws Exception {
    server.answers(
        path ->
            Answer.ok(
                path.equals("/list?page=1")
                    ? "mark A 1\nnext page=2"
                    : path.equals("/list?page=2") ? "mark B 2\nnext page=3" : "mark C 3"));
    Pages.Read read = pages().read(RestCall.of("list", "/list?page=1", 1), Urgency.NOW);
    assertThat(read.failure()).isNull();
    assertThat(read.events())
        .extracting(MarketEvent::id)
        .containsExactly(TestVenue.id("A"), TestVenue.id("B"), TestVenue.id("C"));
  }

  @Test
  void pagesWithoutEndAreCutOffAndSaidSo() throws Exception {
    AtomicInteger page = new AtomicInteger(1);
    server.answers(path -> Answer.ok("mark A 1\nnext page=" + page.incrementAndGet()));
    Pages.Read read = pages().read(RestCall.of("list", "/list?page=1", 1), Urgency.NOW);
    assertThat(read.failure()).isEqualTo("more than 3 pages");
    assertThat(server.asked).hasSize(3);
  }

  @Test
  void aPageThatLeadsBackIsNotReadAgain() throws Exception {
    server.answers(path -> Answer.ok("mark A 1\nnext page=1"));
    Pages.Read read = pages().read(RestCall.of("list", "/list?page=1", 1), Urgency.NOW);
    assertThat(read.failure()).contains("leads back");
    assertThat(server.asked).hasSize(1);
  }
}
