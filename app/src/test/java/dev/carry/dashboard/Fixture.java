package dev.carry.dashboard;

import dev.carry.detect.PairSettings;
import dev.carry.engine.History;
import dev.carry.model.Analysis;
import dev.carry.model.Analysis.Task;
import dev.carry.model.Analysis.Verdict;
import dev.carry.model.Command;
import dev.carry.model.Evidence;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Opportunity;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.model.TradeJson;
import dev.carry.model.VenueId;
import dev.carry.report.BasisReport;
import dev.carry.sink.Hold;
import dev.carry.valuation.MarkAndIndex;
import dev.carry.valuation.PremiumStudy.Price;
import dev.carry.valuation.PremiumStudy.Question;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A running dashboard on a free port, fed by a [FixtureMarket].
final class Fixture implements AutoCloseable {
  private static final long SEED = 42;

  /// Above the sequence of every step of the market.
  private static final long FIRST_TOLD = 1_000_000;

  final AtomicBoolean killed = new AtomicBoolean();
  final Dashboard dashboard;
  final OnDisk disk = new OnDisk();
  final FixtureAlarms alarms = new FixtureAlarms();
  private final Map<String, Analysis> verdicts = new ConcurrentHashMap<>();
  private final List<Step> opening = new ArrayList<>();
  private long sequence = FIRST_TOLD;
  private @Nullable FixtureMarket market;
  private final boolean ready;
  private final @Nullable SignalWebhook webhook;

  private Fixture(
      DashboardConfig config, boolean stored, boolean ready, @Nullable SignalWebhook webhook) {
    this.ready = ready;
    this.webhook = webhook;
    FixtureMarket made = new FixtureMarket(SEED, step -> take(opening, step)).open();
    FixtureHistory history =
        stored ? new FixtureHistory(made, SEED, findings(opening), trades(opening)) : null;
    market = made;
    dashboard = new Dashboard(config, ports(made, history));
    disk.everything();
    opening.forEach(dashboard::accept);
  }

  /// Everything a user can have: a stored past, two healthy feeds a venue, one silent venue.
  static Fixture open(int port) {
    return new Fixture(DashboardConfig.local(port), true, true, null);
  }

  /// One that posts signals.
  static Fixture posting(SignalWebhook webhook) {
    return new Fixture(DashboardConfig.local(0), false, true, webhook);
  }

  static Fixture of(DashboardConfig config, boolean stored, boolean ready) {
    return new Fixture(config, stored, ready, null);
  }

  /// The first opportunity the engine found.
  Opportunity anOpportunity() {
    return opening.stream()
        .flatMap(step -> step.findings().stream())
        .filter(finding -> finding instanceof Opportunity o && !o.rejected())
        .map(Opportunity.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /// An opportunity of another id, told in some way; it is on the disk at once.
  ///
  /// @param pricesOf when the prices it stands on were received
  /// @return the number of its signal
  String tell(String id, Finding.Status status, double netApr, Instant pricesOf) {
    Opportunity pattern = anOpportunity();
    Instant now = market().instant();
    sequence++;
    Finding.Head head =
        new Finding.Head(
            id,
            (int) (sequence - FIRST_TOLD),
            pattern.head().detector(),
            pattern.head().asset(),
            pattern.head().firstSeen(),
            now,
            status,
            List.of(
                new Evidence(
                    Fact.QUOTE,
                    pattern.legs().getFirst().instrument(),
                    null,
                    null,
                    pricesOf,
                    Duration.ZERO)));
    Opportunity found =
        new Opportunity(
            head,
            pattern.legs(),
            pattern.notional(),
            pattern.grossApr(),
            netApr,
            pattern.returnOnCapital(),
            pattern.horizon(),
            pattern.breakEven(),
            pattern.breakEvenSettlements(),
            pattern.costs(),
            pattern.priceGap(),
            pattern.capacity(),
            pattern.sizes(),
            pattern.history(),
            pattern.risks(),
            false,
            null);
    dashboard.accept(new Step(sequence, new Tick(now), List.of(found)));
    disk.advance(sequence);
    return Long.toString(sequence * Signals.PER_STEP);
  }

  /// The analyst says something of an opportunity.
  void say(String id, Verdict verdict) {
    verdicts.put(id, analysis(id, verdict));
  }

  static Analysis analysis(String id, Verdict verdict) {
    return new Analysis(
        Task.FINDING,
        id,
        1,
        "BTC",
        FixtureMarket.START,
        verdict,
        5,
        0,
        List.of(),
        "t",
        "r",
        "m",
        "v",
        null,
        "en",
        List.of(),
        0,
        0,
        BigDecimal.ZERO,
        0);
  }

  FixtureMarket market() {
    if (market == null) {
      throw new IllegalStateException("the fixture is still opening");
    }
    return market;
  }

  /// The steps before the dashboard is there are kept for it; later ones go straight to it.
  private void take(List<Step> opening, Step step) {
    if (market == null) {
      opening.add(step);
    } else {
      dashboard.accept(step);
    }
  }

  private static List<String> findings(List<Step> steps) {
    return steps.stream().flatMap(s -> s.findings().stream()).map(FindingJson::write).toList();
  }

  private static List<String> trades(List<Step> steps) {
    return steps.stream().flatMap(s -> s.trades().stream()).map(TradeJson::write).toList();
  }

  private DashboardPorts ports(FixtureMarket clock, @Nullable History history) {
    return new DashboardPorts(
        new About("demo", "0.1.0", SEED, 1.0),
        clock,
        Duration.ofSeconds(60),
        history,
        history == null ? null : Fixture::study,
        history == null ? null : FixtureHistory.series(clock),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
        () -> feeds(clock),
        () -> new Readiness(List.of(new Readiness.Check("inbox", ready, "3 of 65536 in use"))),
        disk,
        () -> {
          killed.set(true);
          clock.apply(new Command(Command.Action.KILL, clock.instant()));
        },
        FixtureMarket.VENUES.stream().map(Fixture::venue).toList(),
        new FixtureRelay(),
        _ -> new CapitalTerms(PairSettings.DEFAULT.leverage(), PairSettings.DEFAULT.buffer()),
        new FixtureAnalysts(),
        alarms,
        (finding, _) -> verdicts.get(finding),
        Hold.DEFAULT,
        _ -> {
          // HeldSignalsTest reads what is held
        },
        webhook,
        Fixture::identified);
  }

  /// A premium that swings between -8 and 8 basis points over the span.
  private static String study(InstrumentId id, Instant from, Instant to, double threshold) {
    List<Price> marks = new ArrayList<>();
    List<Price> indexes = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      Instant at = from.plus(Duration.between(from, to).multipliedBy(i).dividedBy(100));
      marks.add(new Price(at, 100 + 0.08 * Math.sin(i / 8.0)));
      indexes.add(new Price(at, 100));
    }
    MarkAndIndex known =
        new MarkAndIndex(
            id,
            new MarkAndIndex.Series("mark", marks),
            new MarkAndIndex.Series("index", indexes),
            false,
            List.of(new MarkAndIndex.Rate(to, 0.0001, Duration.ofHours(8), true)),
            List.of());
    Question question = new Question(Duration.ofMinutes(1), threshold, threshold / 2, 0.002);
    return BasisReport.of(known, question).json();
  }

  private static Identified identified(Instrument instrument) {
    return instrument.base().equals("SHIB") && instrument.id().venue().id().equals("bybit")
        ? new Identified(
            "a thousand: the number stands behind the name",
            LocalDate.parse("2026-11-29"),
            "the ticker itself")
        : new Identified("the ticker", null, null);
  }

  private static VenueRow venue(VenueId id) {
    return new VenueRow(
        id,
        List.of(
            Fact.INSTRUMENT, Fact.FUNDING_ESTIMATE, Fact.FUNDING_SETTLED, Fact.MARK, Fact.QUOTE),
        Map.of(
            Fact.CANDLE, "Deribit has candles of trades only, and does not say when one is final",
            Fact.PREMIUM_INDEX,
                "published only as candles over REST; live, mark and index give the premium"),
        "fundingInfo lists symbols whose period was ever adjusted; the others have 8 hours");
  }

  private static List<FeedHealth> feeds(InstantSource clock) {
    List<FeedHealth> feeds = new ArrayList<>();
    for (VenueId venue : FixtureMarket.VENUES) {
      Instant last = clock.instant().minusMillis(40 + 11L * venue.id().length());
      double rate = 40.0 * venue.id().length();
      feeds.add(new FeedHealth(venue, "public", rate, last, null, null, 0));
      feeds.add(
          new FeedHealth(
              venue, "rest", 0.4, last.minusSeconds(3), 0.07 * venue.id().length(), null, 1));
    }
    return feeds;
  }

  /// A few seconds of an ordinary market, one venue silent for longer than it may be.
  void troubles() {
    FixtureMarket market = market();
    for (int i = 0; i < 35; i++) {
      market.pass(Duration.ofSeconds(2));
      market.facts(venue -> !venue.equals(FixtureMarket.DERIBIT));
    }
    market.feed(
        FixtureMarket.DERIBIT,
        "public",
        FeedStatus.State.STALE,
        "quote of deribit:BTC_USDC-PERPETUAL silent for 70 s (allowed 60 s); 3 streams in all");
    market.instruments().forEach(market::settle);
    market.liquidate("DOGE", 150_000);
  }

  @Override
  public void close() {
    dashboard.close();
  }
}
