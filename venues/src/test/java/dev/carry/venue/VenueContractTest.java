package dev.carry.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Quote;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.roster.Venues;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every venue of the roster keeps, whatever its bytes look like.
class VenueContractTest {
  private static final Instant OLDEST = Instant.parse("2010-01-01T00:00:00Z");

  /// A venue's clock may be ahead of ours by this much.
  private static final Duration SKEW = Duration.ofSeconds(5);

  static List<VenueDescriptor> venues() {
    return Venues.all();
  }

  @Test
  void noTwoVenuesShareAnId() {
    assertThat(Venues.all().stream().map(VenueDescriptor::id)).doesNotHaveDuplicates();
    Venues.all().forEach(venue -> assertThat(Venues.find(venue.id())).contains(venue));
  }

  @ParameterizedTest
  @MethodSource("venues")
  void everyFactIsOfferedOrItsLackExplained(VenueDescriptor venue) {
    Set<Fact> lacking = EnumSet.complementOf(EnumSet.noneOf(Fact.class));
    lacking.removeAll(venue.offers());
    assertThat(venue.lacks().keySet()).containsExactlyInAnyOrderElementsOf(lacking);
    assertThat(venue.lacks().values()).allSatisfy(why -> assertThat(why).isNotBlank());
    assertThat(venue.periodSource()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("venues")
  void addressesAreEncryptedAndLimitsAreThere(VenueDescriptor venue) {
    assertThat(venue.rest().getScheme()).isEqualTo("https");
    assertThat(venue.sockets().getScheme()).isEqualTo("wss");
    assertThat(venue.rest().toString()).doesNotEndWith("/");
    assertThat(venue.sockets().toString()).doesNotEndWith("/");
    Limits limits = venue.limits();
    assertThat(limits.weight()).isPositive();
    assertThat(limits.window()).isPositive();
    assertThat(limits.connects()).isPositive();
    assertThat(limits.connectWindow()).isPositive();
    assertThat(limits.betweenMessages()).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(limits.banFor()).isPositive();
    assertThat(venue.keepalive().every()).isPositive();
    assertThat(venue.keepalive().idle()).isGreaterThan(Duration.ofSeconds(5));
    assertThat(venue.instrumentsEvery()).isBetween(Duration.ofMinutes(1), Duration.ofHours(1));
  }

  @ParameterizedTest
  @MethodSource("venues")
  void feesAreFractionsWithTheirSource(VenueDescriptor venue) {
    assertThat(venue.feeTables()).isNotEmpty();
    for (FeeTable table : venue.feeTables().values()) {
      assertThat(table.source()).isNotBlank();
      assertThat(table.tiers().stream().map(FeeTable.Tier::name)).doesNotHaveDuplicates();
      for (FeeTable.Tier tier : table.tiers()) {
        assertThat(tier.taker()).isBetween(0.0, 0.01);
        assertThat(tier.maker()).isBetween(-0.001, tier.taker());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("venues")
  void everyOfferedFactHasAFixture(VenueDescriptor venue) {
    Set<Fact> seen = EnumSet.noneOf(Fact.class);
    everything(venue).forEach(event -> seen.add(event.fact()));
    assertThat(seen).containsAll(venue.offers());
  }

  @ParameterizedTest
  @MethodSource("venues")
  void everyEventOfTheFixturesIsSane(VenueDescriptor venue) {
    List<MarketEvent> events = everything(venue);
    assertThat(events).isNotEmpty();
    for (MarketEvent event : events) {
      try {
        sane(venue, event);
      } catch (AssertionError e) {
        throw new AssertionError(event.toString(), e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("venues")
  void noPrefixOfAMessageThrows(VenueDescriptor venue) {
    Instruments listed = new Instruments();
    VenueCodec codec = venue.codec(listed);
    for (String topic : Golden.topics(venue)) {
      for (Golden.Step step : Golden.frames(venue, topic)) {
        Frame frame = step.frame();
        if (frame != null) {
          for (int length = 0; length < Math.min(frame.length(), 2000); length++) {
            byte[] cut = Arrays.copyOf(frame.bytes(), length);
            codec.decode(Frame.of(venue.id(), frame.stream(), frame.receivedAt(), cut));
          }
          Golden.keep(codec.decode(frame), listed);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("venues")
  void socketsPromiseOnlyWhatWasAskedAndIsOffered(VenueDescriptor venue) {
    List<Instrument> listed = listed(venue);
    for (Fact fact : venue.offers()) {
      Set<String> names = new HashSet<>();
      for (SocketPlan plan : venue.sockets(listed, Set.of(fact))) {
        assertThat(names.add(plan.name())).as("%s twice", plan.name()).isTrue();
        assertThat(plan.hello()).allSatisfy(text -> assertThat(text).isNotBlank());
        // the watchdog hears one of them: the other would wait for ever
        assertThat(plan.promises())
            .extracting(p -> p.fact() + " " + p.id())
            .doesNotHaveDuplicates();
        for (SocketPlan.Promise promise : plan.promises()) {
          assertThat(venue.offers()).contains(promise.fact());
          // an estimate that is told only when it changes may stand for its whole period
          boolean estimate = promise.fact() == Fact.FUNDING_ESTIMATE;
          Duration most = Duration.ofHours(estimate ? 9 : 2);
          assertThat(promise.quiet()).isBetween(Duration.ofSeconds(1), most);
        }
      }
    }
    assertThat(venue.sockets(List.of(), venue.offers())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("venues")
  void callsFitTheBudget(VenueDescriptor venue) {
    List<Instrument> listed = listed(venue);
    List<RestCall> calls = new ArrayList<>(venue.instruments());
    calls.addAll(venue.snapshot(listed));
    calls.addAll(venue.openInterest(listed));
    Instant from = Instant.parse("2026-08-01T00:00:00Z");
    venue.settledOfAll(from, from.plus(Duration.ofDays(1))).ifPresent(calls::add);
    for (Instrument instrument : listed) {
      venue.settled(instrument, from, from.plus(Duration.ofDays(30))).ifPresent(calls::add);
    }
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(call.path()).matches("/[!-~]*");
              assertThat(call.weight()).isBetween(0, venue.limits().weight());
            });
    if (venue.closed().isPresent()) {
      assertThat(calls).as("calls of a closed venue").isEmpty();
      return;
    }
    if (venue.offers().contains(Fact.FUNDING_SETTLED)) {
      assertThat(
              listed.stream()
                  .filter(i -> i.kind() == Instrument.Kind.PERPETUAL)
                  .filter(i -> venue.settled(i, from, from.plusSeconds(1)).isPresent()))
          .as("a perpetual whose settled funding can be asked for")
          .isNotEmpty();
    }
    assertThat(venue.instruments()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("venues")
  void booksArePromisedOnConnectionsOfTheirOwn(VenueDescriptor venue) {
    List<Instrument> listed = listed(venue);
    Set<String> names = new HashSet<>();
    venue.sockets(listed, venue.offers()).forEach(plan -> names.add(plan.name()));
    for (SocketPlan plan : venue.books(listed)) {
      assertThat(names.add(plan.name())).as("%s twice", plan.name()).isTrue();
      assertThat(plan.promises())
          .allSatisfy(promise -> assertThat(promise.fact()).isEqualTo(Fact.BOOK));
    }
    assertThat(venue.books(List.of())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("venues")
  void thePastIsAskedForWithinTheBudget(VenueDescriptor venue) {
    Instant to = Instant.parse("2026-08-01T00:00:00Z");
    for (Instrument instrument : listed(venue)) {
      for (Past.Series series : Past.Series.values()) {
        venue
            .past(series, instrument)
            .ifPresent(
                past -> {
                  RestCall call = past.window().between(to.minus(past.span()), to);
                  assertThat(call.path()).matches("/[!-~]*");
                  assertThat(call.weight()).isBetween(0, venue.limits().weight());
                });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("venues")
  void aClosedVenueIsNotConnectedTo(VenueDescriptor venue) {
    if (venue.closed().isPresent()) {
      List<Instrument> listed = listed(venue);
      assertThat(listed).isNotEmpty();
      assertThat(venue.closed()).hasValueSatisfying(why -> assertThat(why).isNotBlank());
      assertThat(venue.sockets(listed, venue.offers())).isEmpty();
      assertThat(venue.books(listed)).isEmpty();
    }
  }

  /// The instruments the fixtures list.
  private static List<Instrument> listed(VenueDescriptor venue) {
    Instruments listed = new Instruments();
    for (String topic : Golden.topics(venue)) {
      Golden.run(venue, Golden.frames(venue, topic), listed);
    }
    return listed.all();
  }

  private static List<MarketEvent> everything(VenueDescriptor venue) {
    List<MarketEvent> events = new ArrayList<>();
    for (String topic : Golden.topics(venue)) {
      Instruments listed = new Instruments();
      VenueCodec codec = venue.codec(listed);
      for (Golden.Step step : Golden.frames(venue, topic)) {
        Frame frame = step.frame();
        if (frame == null) {
          codec.reset();
        } else {
          Decoded decoded = codec.decode(frame);
          Golden.keep(decoded, listed);
          if (decoded instanceof Decoded.Facts facts) {
            facts
                .events()
                .forEach(event -> assertThat(event.receivedAt()).isEqualTo(frame.receivedAt()));
            indexesBeforeTheirMarks(facts.events());
            events.addAll(facts.events());
          } else if (decoded instanceof Decoded.Depth depth) {
            events.add(depth.book());
          }
        }
      }
    }
    return events;
  }

  /// A mark is looked at against the index as of then: the old one would make a false premium.
  private static void indexesBeforeTheirMarks(List<MarketEvent> events) {
    Set<InstrumentId> marked = new HashSet<>();
    for (MarketEvent event : events) {
      if (event instanceof MarkPrice) {
        marked.add(event.id());
      } else if (event instanceof IndexPrice) {
        assertThat(marked).doesNotContain(event.id());
      }
    }
  }

  private static void sane(VenueDescriptor venue, MarketEvent event) {
    assertThat(event.id().venue()).isEqualTo(venue.id());
    Instant time = event.venueTime();
    if (time != null) {
      assertThat(time).isBetween(OLDEST, event.receivedAt().plus(SKEW));
    }
    switch (event) {
      case Listing e -> assertThat(e.instrument().base()).isNotBlank();
      case FundingEstimate e -> {
        assertThat(e.rate().abs()).isLessThan(BigDecimal.ONE);
        if (e.period() != null) {
          assertThat(e.period()).isBetween(Duration.ofMinutes(1), Duration.ofDays(1));
        }
        if (e.settlesAt() != null) {
          assertThat(e.settlesAt()).isAfter(OLDEST);
        }
      }
      case FundingSettled e -> {
        assertThat(e.rate().abs()).isLessThan(BigDecimal.ONE);
        assertThat(e.settledAt()).isBetween(OLDEST, e.receivedAt().plus(SKEW));
      }
      case MarkPrice e -> positive(e.price());
      case IndexPrice e -> positive(e.price());
      case PremiumIndex e -> assertThat(e.value().abs()).isLessThan(BigDecimal.ONE);
      case Quote e -> {
        positive(e.bid());
        positive(e.ask());
        positive(e.bidSize());
        positive(e.askSize());
      }
      case Book e -> {
        for (int i = 0; i < e.bids().count(); i++) {
          positive(e.bids().price(i));
          assertThat(e.bids().size(i)).isNotNegative();
        }
        for (int i = 0; i < e.asks().count(); i++) {
          positive(e.asks().price(i));
          assertThat(e.asks().size(i)).isNotNegative();
        }
      }
      case Trade e -> {
        positive(e.price());
        positive(e.size());
      }
      case Liquidation e -> {
        positive(e.price());
        positive(e.size());
      }
      case OpenInterest e -> assertThat(e.size()).isNotNegative();
      case Volume e -> assertThat(e.base24h() != null || e.quote24h() != null).isTrue();
      case Candle e -> {
        assertThat(e.closesAt()).isAfter(e.opensAt());
        assertThat(e.high()).isGreaterThanOrEqualTo(e.low());
      }
      case OptionTicker e -> {
        positive(e.bid().price());
        positive(e.ask().price());
        positive(e.underlyingPrice());
        if (e.markIv() != null) { // a fraction: percents would be in the tens
          assertThat(e.markIv()).isBetween(BigDecimal.ZERO, BigDecimal.TEN);
        }
      }
    }
  }

  private static void positive(@Nullable BigDecimal value) {
    if (value != null) {
      assertThat(value).isPositive();
    }
  }
}
