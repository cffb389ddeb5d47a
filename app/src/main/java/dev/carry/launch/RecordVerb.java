package dev.carry.launch;

import dev.carry.cli.Units;
import dev.carry.model.Fact;
import dev.carry.model.VenueId;
import dev.carry.store.DataLock;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.session.Endpoint;
import dev.carry.venue.session.SessionHealth;
import dev.carry.venue.session.SessionOptions;
import dev.carry.venue.session.VenueSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Keeps what venues send, as they sent it.
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = {
      "Keeps the raw messages of venues in lines that Tardis' tools read.",
      "A line is the receive time, a space, the message; an empty line stands where a connection"
          + " was lost. Under --data, in frames/<venue>/<connection>/<day>.raw.zst; answers to"
          + " REST calls in frames/<venue>/rest."
    },
    footer = {
      "",
      "Example:",
      "  carry record --venues bybit,okx --assets BTC,ETH --facts quote,trade --for 1h",
      "  carry replay carry-data/frames",
      "  carry sim --frames carry-data/frames --endpoints-out endpoints.json"
    })
final class RecordVerb implements Callable<Integer> {
  private static final Duration PROGRESS = Duration.ofSeconds(1);

  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();
  @Mixin private final Market market = new Market();

  @Option(
      names = {"--facts", "--streams"},
      split = ",",
      paramLabel = "KIND",
      description =
          "whose streams are kept: mark, quote, trade, … (default: all, option with --options)")
  private List<String> kinds = new ArrayList<>();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "stop after this long (default: until interrupted)")
  private @Nullable Duration lasts;

  @Override
  public Integer call() throws InterruptedException {
    Set<Fact> facts = facts();
    common.config(); // a wrong configuration is told here as everywhere
    List<VenueDescriptor> venues = market.venues(spec);
    Map<VenueId, Endpoint> endpoints = market.endpoints();
    try (Shutdown shutdown = Shutdown.arm();
        Opened opened = new Opened()) {
      opened.with(DataLock.take(common.folder().root()));
      FrameKeeper keeper = opened.with(new FrameKeeper(common.folder().frames()));
      List<VenueSession> sessions = new ArrayList<>();
      for (VenueDescriptor venue : venues) {
        VenueSession session =
            opened.with(
                new VenueSession(
                    venue,
                    endpoints.getOrDefault(venue.id(), Endpoint.of(venue)),
                    SessionOptions.of(facts, market.wanted())
                        .identity(common.config().identity())
                        .deep(id -> true),
                    InstantSource.system(),
                    input -> {}, // what it means is not asked here
                    keeper));
        sessions.add(session);
        session.start();
      }
      System.err.println("record: into " + common.folder().frames() + "; Ctrl-C ends it");
      try (Progress _ = new Progress(() -> line(keeper, sessions), PROGRESS)) {
        shutdown.await(lasts);
      }
      System.err.println("record: " + line(keeper, sessions));
      return keeper.refused() == 0 && keeper.kept() > 0 ? 0 : 1;
    }
  }

  private Set<Fact> facts() {
    Set<Fact> facts = EnumSet.noneOf(Fact.class);
    for (String kind : kinds) {
      facts.add(
          Arrays.stream(Fact.values())
              .filter(fact -> fact.label().equals(kind.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(), "--facts " + kind + ": allowed are " + labels())));
    }
    if (facts.isEmpty()) {
      facts.addAll(EnumSet.allOf(Fact.class));
      if (!market.options(spec)) {
        facts.remove(Fact.OPTION);
      }
    }
    return facts;
  }

  private static String labels() {
    return Arrays.stream(Fact.values()).map(Fact::label).collect(Collectors.joining(", "));
  }

  private static String line(FrameKeeper keeper, List<VenueSession> sessions) {
    int feeds = 0;
    List<String> silent = new ArrayList<>();
    for (VenueSession session : sessions) {
      for (SessionHealth.Feed feed : session.health().feeds()) {
        feeds++;
        if (!feed.isLive()) {
          silent.add(session.venue() + "/" + feed.name() + " " + feed.words());
        }
      }
    }
    String problem = keeper.problem();
    return keeper.kept()
        + " messages, "
        + Units.bytes(keeper.bytes())
        + ", "
        + (feeds - silent.size())
        + " of "
        + feeds
        + " feeds live"
        + (silent.isEmpty() ? "" : " (not: " + String.join(", ", silent) + ")")
        + (problem == null ? "" : "; " + keeper.refused() + " not kept: " + problem);
  }
}
