package dev.carry.venue.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.session.TestServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Settled funding of many instruments from one answer.
@Timeout(60)
class SettledTogetherTest {
  private static final int MANY = 12;
  private static final Duration PERIOD = Duration.ofHours(8);

  private final TestVenue venue = new TestVenue();
  private final HandClock clock = new HandClock();
  private final Collected seen = new Collected();
  private final Instant boundary = clock.instant();
  private TestServer server;

  @BeforeEach
  void serve() throws Exception {
    server = new TestServer();
    venue.together = true;
    venue.sockets = false;
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void aBoundaryOfManyIsOneAnswerOfAFewPages() throws Exception {
    server.answers(
        path ->
            Answer.ok(
                path.startsWith("/instruments")
                    ? TestServer.listing(symbols())
                    : path.startsWith("/settled-of-all") ? page(path.endsWith("page=1")) : ""));
    try (VenueSession session = start()) {
      seen.await(FundingSettled.class, e -> e.id().symbol().equals("C" + (MANY - 1)));
      assertThat(server.asked)
          .filteredOn(path -> path.startsWith("/settled"))
          .hasSize(2)
          .allMatch(path -> path.startsWith("/settled-of-all"));
      assertThat(seen.all(FundingSettled.class))
          .as("each once, and nothing that was known before")
          .hasSize(MANY)
          .allSatisfy(e -> assertThat(e.settledAt()).isEqualTo(boundary))
          .allSatisfy(e -> assertThat(e.period()).isEqualTo(PERIOD));
      assertThat(session.health().failure()).isNull();
    }
  }

  @Test
  void whatCannotBeReadTogetherIsAskedForOneByOne() throws Exception {
    server.answers(
        path ->
            path.startsWith("/settled-of-all")
                ? Answer.of(404, java.util.Map.of())
                : Answer.ok(path.startsWith("/instruments") ? TestServer.listing(symbols()) : ""));
    try (VenueSession session = start()) {
      server.awaitAsked("/settled-of-all", 1);
      server.every(5, () -> clock.move(Duration.ofSeconds(1)));
      server.awaitAsked("/settled/", MANY);
      assertThat(server.asked).filteredOn(path -> path.startsWith("/settled-of-all")).hasSize(1);
      assertThat(session.health().failure()).isNull();
    }
  }

  @Test
  void aFewAreAskedForOneByOneAndSoIsALongHistory() {
    SettlementAgenda agenda =
        new SettlementAgenda(
            (a, b) -> a.compareTo(b),
            id ->
                Optional.of(
                    id.symbol().equals("C0") ? boundary.minus(Duration.ofDays(9)) : boundary),
            Duration.ofDays(1));
    List<Instrument> instruments = new ArrayList<>();
    for (String symbol : symbols()) {
      instruments.add(Instrument.perpetual(TestVenue.id(symbol), symbol, "USDT").build());
    }
    Instant recent = boundary.minus(Duration.ofDays(2));
    agenda.follow(instruments.subList(0, 5), boundary);
    assertThat(agenda.together(boundary, recent)).as("too few").isEmpty();
    agenda.follow(instruments, boundary);
    assertThat(agenda.together(boundary, recent))
        .extracting(SettlementAgenda.Due::id)
        .hasSize(MANY - 1)
        .doesNotContain(InstrumentId.of(TestVenue.ID, "C0"));
    assertThat(agenda.together(boundary, recent)).as("asked already").isEmpty();
    assertThat(agenda.next(boundary)).extracting("id").isEqualTo(TestVenue.id("C0"));
  }

  private VenueSession start() {
    VenueSession session =
        new VenueSession(
            venue,
            server.endpoint(),
            SessionOptions.of(Set.of(Fact.FUNDING_SETTLED), all -> true)
                .lastSettled(id -> Optional.of(boundary.minus(PERIOD))),
            clock,
            seen,
            FrameTap.NONE);
    session.start();
    return session;
  }

  private static String[] symbols() {
    String[] symbols = new String[MANY];
    for (int i = 0; i < MANY; i++) {
      symbols[i] = "C" + i;
    }
    return symbols;
  }

  /// The second page begins with the stamp that the first one ends with: half comes twice.
  private String page(boolean first) {
    StringBuilder lines = new StringBuilder();
    for (int back = first ? 2 : 0; back >= 0; back--) {
      int count = first && back == 0 ? MANY / 2 : MANY;
      for (int i = 0; i < count; i++) {
        Instant at = boundary.minus(PERIOD.multipliedBy(back));
        lines.append("settled C" + i + " 0.0001 " + at.toEpochMilli() + "\n");
      }
    }
    return first ? lines + "next page=2" : lines.toString();
  }
}
