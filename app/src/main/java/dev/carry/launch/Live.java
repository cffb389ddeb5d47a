package dev.carry.launch;

import dev.carry.alert.AlertSettings;
import dev.carry.alert.Alerts;
import dev.carry.dashboard.About;
import dev.carry.dashboard.CapitalTerms;
import dev.carry.dashboard.CoverageRow;
import dev.carry.dashboard.Dashboard;
import dev.carry.dashboard.DashboardConfig;
import dev.carry.dashboard.DashboardException;
import dev.carry.dashboard.DashboardPorts;
import dev.carry.dashboard.Identified;
import dev.carry.dashboard.Readiness;
import dev.carry.dashboard.StoredSeries;
import dev.carry.dashboard.VenueRow;
import dev.carry.detect.PairSettings;
import dev.carry.engine.History;
import dev.carry.insight.Insight;
import dev.carry.journal.InputLogSettings;
import dev.carry.journal.InputLogWriter;
import dev.carry.model.AccountState;
import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.portfolio.PaperEngine;
import dev.carry.sink.DayLines;
import dev.carry.sink.Durability;
import dev.carry.sink.SinkException;
import dev.carry.store.Archive;
import dev.carry.store.DataLock;
import dev.carry.store.Store;
import dev.carry.store.StoreSettings;
import dev.carry.store.StoredFact;
import dev.carry.venue.Identity;
import dev.carry.venue.IdentityOverride;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.Endpoint;
import dev.carry.venue.session.FrameTap;
import dev.carry.venue.session.SessionOptions;
import dev.carry.venue.session.Timing;
import dev.carry.venue.session.VenueSession;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that runs while Carry is live, started in the order in which data flows backwards and
/// closed in the order in which it flows: venues first, then the engine, then the sinks.
final class Live implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Live.class);

  /// What detectors and the page live on; trades only where they are recorded.
  private static final Set<Fact> FACTS =
      EnumSet.of(
          Fact.INSTRUMENT,
          Fact.FUNDING_ESTIMATE,
          Fact.FUNDING_SETTLED,
          Fact.MARK,
          Fact.INDEX,
          Fact.QUOTE,
          Fact.BOOK,
          Fact.LIQUIDATION,
          Fact.OPEN_INTEREST,
          Fact.VOLUME);

  private static final int HOLDS_KEPT_DAYS = 90;
  private static final Duration SHOWN_STALE_AFTER = Duration.ofMinutes(2);

  /// What runs, and where.
  ///
  /// @param about for the page's header
  /// @param clock all times come from it; simulated in a demo
  /// @param speed how many times faster than the wall the clock runs
  /// @param wanted the instruments followed
  /// @param chains whether option chains are followed too, where venues have some
  /// @param endpoints where venues are reached instead of their own addresses
  /// @param keepFrames whether every raw message is kept
  /// @param alerts what people are told, and by which channels
  /// @param paper the settings of the strategy that trades on paper; absent: none does
  record Options(
      About about,
      Config config,
      DataFolder folder,
      InstantSource clock,
      double speed,
      List<VenueDescriptor> venues,
      Predicate<Instrument> wanted,
      boolean chains,
      Map<VenueId, Endpoint> endpoints,
      boolean keepFrames,
      AlertSettings alerts,
      @Nullable Map<String, String> paper) {}

  private final Options options;
  private final Opened opened;
  private final DataLock lock;
  private final Store store;
  private final InputLogWriter log;
  private final @Nullable FrameKeeper frames;
  private final PrometheusMeterRegistry metrics;
  private final Dashboard dashboard;
  private final Insight insight;
  private final RuleBook rules;
  private final Alerts alerts;

  /// Which signals waited for the analyst and were held back.
  private final DayLines holds;

  private final Pipeline pipeline;
  private final @Nullable AccountState account;

  /// Goes on where a run was killed.
  private final PaperSession session = new PaperSession();

  private final StepMeter meter;
  private final List<VenueSession> sessions = new CopyOnWriteArrayList<>();

  private Live(Options options, Opened opened) {
    Config config = options.config();
    DataFolder folder = options.folder();
    this.options = options;
    this.opened = opened;
    this.lock = opened.with(DataLock.take(folder.root()));
    this.store =
        opened.with(
            Store.open(
                lock,
                StoreSettings.DEFAULT.sampleEvery(config.store().sampleEvery()),
                options.clock()));
    this.metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    opened.with(metrics::close);
    AlertSettings alarms = options.alerts();
    this.rules = new RuleBook(alarms.rules(), folder.alert());
    this.alerts =
        opened.with(
            new Alerts(
                alarms.with(rules.rules()),
                folder.alert(),
                InstantSource.system(),
                options.clock(),
                metrics));
    this.holds =
        opened.with(
            new DayLines(folder.signal(), "holds", HOLDS_KEPT_DAYS, InstantSource.system()));
    PaperEngine engine = Paper.engine(config, Live::differs);
    AccountState held =
        CatchUp.run(
            engine,
            folder.inputLog(),
            store,
            step -> {
              session.accept(step);
              alerts.accept(step);
            });
    this.account = Paper.begin(held, options.paper(), options.clock().instant());
    this.log =
        opened.with(
            InputLogWriter.open(
                folder.inputLog(),
                InputLogSettings.DEFAULT.keep(
                    config.store().logKeepBytes(), config.store().logKeepFor()),
                Build.VERSION,
                config.hash(),
                store.acknowledged(),
                options.clock()));
    store.follow(log::durableSequence);
    this.frames = options.keepFrames() ? opened.with(new FrameKeeper(folder.frames())) : null;
    this.meter = new StepMeter(metrics, options.clock());
    this.pipeline = new Pipeline(config, engine, log::append, options.clock(), options.speed());
    this.dashboard =
        opened.with(new Dashboard(server(config.server()).withOwner(lock.token()), ports()));
    this.insight =
        opened.with(
            new Insight(
                config.insight(),
                folder.insight(),
                InstantSource.system(),
                store,
                metrics,
                dashboard::analysed));
    opened.with(pipeline);
  }

  /// Starts everything, or throws and leaves nothing behind.
  static Live start(Options options) throws InterruptedException {
    Dashboard.checkPort(server(options.config().server()));
    Opened opened = new Opened();
    try {
      Live live = new Live(options, opened);
      live.begin();
      return live;
    } catch (RuntimeException | InterruptedException e) {
      try {
        opened.close();
      } catch (RuntimeException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  private void begin() throws InterruptedException {
    lock.advertise(dashboard.port());
    alerts.begin(new Alerts.Around(durability(), insight, () -> insight.spending().usedShares()));
    pipeline.attach("store", store);
    pipeline.attach("dashboard", dashboard);
    pipeline.attach("metrics", meter);
    pipeline.attach("insight", insight);
    pipeline.attach("alerts", alerts);
    if (account != null) {
      pipeline.attach("paper", session);
    }
    Candidates candidates = new Candidates();
    pipeline.attach("candidates", candidates);
    PipelineMetrics.register(metrics, pipeline, log, store);
    metrics.getPrometheusRegistry().register(new SessionMetrics(sessions));
    Instant began = options.clock().instant();
    pipeline.start(account == null ? List.of() : List.of(account));
    opened.with(new KillFile(options.folder().kill(), pipeline::kill)).start();
    SettledBefore inputs = opened.with(new SettledBefore(store, began, pipeline::put));
    inputs.start();
    Set<Fact> facts = EnumSet.copyOf(FACTS);
    if (options.chains()) {
      facts.add(Fact.OPTION);
    }
    for (VenueDescriptor venue : options.venues()) {
      VenueSession session =
          opened.with(
              new VenueSession(
                  venue,
                  options.endpoints().getOrDefault(venue.id(), Endpoint.of(venue)),
                  SessionOptions.of(facts, options.wanted())
                      .firstServed(candidates.first())
                      .deep(candidates::isDeep)
                      .identity(options.config().identity())
                      .timing(Timing.DEFAULT.stretched(options.speed()))
                      .lastSettled(id -> store.lastSettled(id).map(History.FundingPoint::at)),
                  options.clock(),
                  inputs,
                  frames == null ? FrameTap.NONE : frames));
      sessions.add(session);
      session.start();
    }
  }

  private static void differs(String how) {
    LOG.error("what is held on paper is not what the input log says: {}; the log is right", how);
  }

  /// What it began to hold on paper, in words; absent: there is no account.
  @Nullable String began() {
    return account == null ? null : Paper.words(account);
  }

  /// Where the page is.
  URI address() {
    return dashboard.address();
  }

  /// Completes with the reason when the engine stops over a fault.
  CompletableFuture<Throwable> failed() {
    return pipeline.pump().failed();
  }

  @Override
  public void close() {
    double[] latency = meter.latency();
    opened.close();
    session.end(options.folder().paper(), latency);
  }

  // --- what the dashboard asks ---------------------------------------------------------------

  private static DashboardConfig server(Config.Server server) {
    String token = System.getenv(server.tokenEnv());
    try {
      return new DashboardConfig(server.host(), server.port(), token);
    } catch (DashboardException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  private DashboardPorts ports() {
    return new DashboardPorts(
        options.about(),
        options.clock(),
        SHOWN_STALE_AFTER,
        store,
        store == null ? null : new Studies(store),
        series(),
        metrics,
        () -> SessionRows.feeds(sessions),
        this::readiness,
        durability(),
        pipeline::kill,
        venueRows(),
        new TardisRelay(
            options.folder().frames(), options.endpoints(), options.clock(), options.speed()),
        detector -> capital(options.config().pairs(detector)),
        new LiveAnalyst(() -> insight, options.folder().insight()),
        new LiveAlerts(alerts, rules, InstantSource.system()),
        (finding, revision) -> insight.of(finding, revision),
        options.config().signals().hold(),
        this::heldSignal,
        options.config().signals().webhook(options.folder().signal().resolve("webhook")),
        instrument -> identified(options.config().identity(), instrument));
  }

  /// What cannot be kept is held back all the same.
  private void heldSignal(String line) {
    try {
      holds.append(line);
    } catch (SinkException e) {
      LOG.error("{}", e.getMessage());
    }
  }

  private static CapitalTerms capital(PairSettings pairs) {
    return new CapitalTerms(pairs.leverage(), pairs.buffer());
  }

  private static Identified identified(Identity identity, Instrument instrument) {
    Optional<IdentityOverride> line = identity.override(instrument.id());
    return new Identified(
        identity.because(instrument),
        line.map(IdentityOverride::reviewed).orElse(null),
        line.map(IdentityOverride::evidence).orElse(null));
  }

  private StoredSeries series() {
    return new StoredSeries() {
      @Override
      public Set<String> facts() {
        return Stream.of(StoredFact.values()).map(StoredFact::folder).collect(Collectors.toSet());
      }

      @Override
      public List<CoverageRow> coverage(@Nullable String fact) {
        return Stream.of(StoredFact.values())
            .filter(each -> fact == null || each.folder().equals(fact))
            .flatMap(each -> store.coverage(null, null, each).stream())
            .map(Live::row)
            .toList();
      }
    };
  }

  private static CoverageRow row(Archive.Coverage there) {
    return new CoverageRow(
        there.series().id(),
        there.series().fact().folder(),
        there.series().of(),
        there.series().every(),
        there.from(),
        there.to(),
        there.points(),
        holes(there.holes()),
        there.source());
  }

  private static @Nullable List<CoverageRow.Hole> holes(@Nullable List<Archive.Hole> holes) {
    return holes == null
        ? null
        : holes.stream()
            .map(hole -> new CoverageRow.Hole(hole.from(), hole.to(), hole.points()))
            .toList();
  }

  private Durability durability() {
    return Durability.of(log::durableSequence, log::onDurable, log::commitSoon);
  }

  static List<VenueRow> venueRows() {
    return Venues.all().stream()
        .map(
            venue ->
                new VenueRow(
                    venue.id(),
                    venue.offers().stream().sorted().toList(),
                    venue.lacks(),
                    venue.periodSource()))
        .toList();
  }

  private Readiness readiness() {
    Throwable failure = pipeline.pump().failure();
    List<Readiness.Check> checks = new ArrayList<>();
    checks.add(
        new Readiness.Check(
            "engine",
            failure == null,
            failure == null
                ? pipeline.pump().steps() + " inputs taken"
                : "stopped: " + failure + "; restart, it resumes from its log"));
    String refused = store.failure();
    checks.add(
        new Readiness.Check(
            "store",
            refused == null,
            refused == null
                ? "acknowledged up to step " + store.acknowledged() + missed()
                : refused));
    FrameKeeper keeper = frames;
    if (keeper != null) {
      String problem = keeper.problem();
      checks.add(
          new Readiness.Check(
              "frames",
              problem == null,
              keeper.kept() + " kept" + (problem == null ? "" : "; " + problem)));
    }
    for (VenueSession session : sessions) {
      checks.add(SessionRows.ready(session.health()));
    }
    return new Readiness(checks);
  }

  private String missed() {
    OptionalLong from = store.missedFrom();
    return from.isPresent()
        ? "; it fell behind and misses some from step "
            + from.getAsLong()
            + " on: a restart adds them"
        : "";
  }
}
