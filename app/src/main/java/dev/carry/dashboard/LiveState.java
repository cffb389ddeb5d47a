package dev.carry.dashboard;

import dev.carry.model.Burst;
import dev.carry.model.Command;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.Listing;
import dev.carry.model.ListingFinding;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Opportunity;
import dev.carry.model.PremiumFinding;
import dev.carry.model.Quarantine;
import dev.carry.model.Quote;
import dev.carry.model.Step;
import dev.carry.model.ViewFinding;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The latest state of everything the page shows. Written by the sink's thread, read by the event
/// loop; a lock is held only to copy references.
final class LiveState {
  private static final int MOST_FINDINGS = 10_000;
  private static final int MOST_INSTRUMENTS = 20_000;
  private static final int MOST_OPTIONS = 20_000;
  private static final int MOST_FEEDS = 2_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Changes<Finding> opportunities = new Changes<>(MOST_FINDINGS);
  private final Changes<Finding> rejections = new Changes<>(MOST_FINDINGS);
  private final Changes<Finding> quarantine = new Changes<>(MOST_FINDINGS);
  private final Changes<Finding> views = new Changes<>(MOST_FINDINGS);
  private final Changes<Finding> premiums = new Changes<>(MOST_FINDINGS);
  private final Changes<Finding> bursts = new Changes<>(MOST_FINDINGS);
  private final Changes<Finding> listings = new Changes<>(MOST_FINDINGS);
  private final Changes<Perpetual> perpetuals = new Changes<>(MOST_INSTRUMENTS);
  private final Changes<FeedStatus> feeds = new Changes<>(MOST_FEEDS);
  private final LiveOptions options = new LiveOptions(MOST_OPTIONS);

  /// Index prices by the name their venue gives them.
  private final Map<InstrumentId, IndexPrice> indexes = new HashMap<>();

  private @Nullable Instant killedAt;
  private @Nullable Instant missedAt;
  private long steps;

  /// What is known of one perpetual; guarded by the lock.
  private static final class Perpetual {
    final InstrumentId id;
    @Nullable Instrument listed;
    @Nullable FundingEstimate coming;
    @Nullable FundingEstimate next;
    @Nullable FundingSettled settled;
    @Nullable MarkPrice mark;
    @Nullable Quote quote;
    Instant heardAt;

    Perpetual(InstrumentId id, Instant heardAt) {
      this.id = id;
      this.heardAt = heardAt;
    }
  }

  /// The lists of findings.
  enum Told {
    OPPORTUNITIES,
    REJECTIONS,
    QUARANTINE,
    VIEWS,
    PREMIUMS,
    BURSTS,
    LISTINGS
  }

  void accept(Step step) {
    lock.lock();
    try {
      steps++;
      switch (step.input()) {
        case MarketEvent event -> event(event);
        case FeedStatus feed -> feed(feed);
        case Command command -> command(command);
        default -> {
          // time alone changes nothing that is kept; ages are computed when asked for
        }
      }
      for (Finding finding : step.findings()) {
        tell(finding);
      }
    } finally {
      lock.unlock();
    }
  }

  private void feed(FeedStatus feed) {
    String key = feed.venue() + "/" + feed.feed();
    if (feed.state() == FeedStatus.State.RETIRED) {
      feeds.remove(key);
    } else {
      feeds.put(key, feed);
    }
  }

  /// Some steps were not delivered: from now on a list may show what has ended.
  void missed(Instant now) {
    lock.lock();
    try {
      if (missedAt == null) {
        missedAt = now;
      }
    } finally {
      lock.unlock();
    }
  }

  private void command(Command command) {
    switch (command.action()) {
      case KILL -> killedAt = command.receivedAt();
      case START -> {
        List.of(opportunities, rejections, quarantine, views, premiums, bursts, listings)
            .forEach(Changes::clear);
        perpetuals.clear();
        options.clear();
        feeds.clear();
        indexes.clear();
        killedAt = null;
        missedAt = null;
      }
      case STOP -> {
        // what it closes tells itself
      }
    }
  }

  private void tell(Finding finding) {
    String id = finding.head().id();
    Changes<Finding> list =
        switch (finding) {
          case Opportunity o -> o.rejected() ? rejections : opportunities;
          case ViewFinding _ -> views;
          case PremiumFinding _ -> premiums;
          case Burst _ -> bursts;
          case Quarantine _ -> quarantine;
          case ListingFinding _ -> listings;
        };
    if (finding.head().status() == Finding.Status.CLOSED) {
      list.remove(id);
    } else {
      list.put(id, finding);
    }
    if (finding instanceof Quarantine q) {
      touch(q.id());
    }
  }

  private void event(MarketEvent event) {
    if (options.take(event)) {
      return;
    }
    switch (event) {
      case Listing e -> listing(e);
      case FundingEstimate e -> {
        Perpetual row = row(event);
        switch (e.which()) {
          case COMING -> row.coming = e;
          case NEXT -> row.next = e;
        }
      }
      case FundingSettled e -> {
        Perpetual row = row(event);
        if (row.settled == null || e.settledAt().isAfter(row.settled.settledAt())) {
          row.settled = e;
        }
      }
      case IndexPrice e -> {
        if (indexes.size() < MOST_INSTRUMENTS || indexes.containsKey(e.id())) {
          indexes.put(e.id(), e);
        }
        touch(e.id());
      }
      case MarkPrice e -> {
        Perpetual row = known(event);
        if (row != null) {
          row.mark = e;
        }
      }
      case Quote e -> {
        Perpetual row = known(event);
        if (row != null) {
          row.quote = e;
        }
      }
      default -> known(event); // facts the page does not show still prove the feed alive
    }
  }

  private void listing(Listing event) {
    Instrument instrument = event.instrument();
    if (instrument.kind() != Instrument.Kind.PERPETUAL
        || instrument.status() == Instrument.Status.DELISTED) {
      perpetuals.remove(event.id().toString());
      return;
    }
    row(event).listed = instrument;
  }

  /// The row of a perpetual, made when it is first heard of by a fact only perpetuals have.
  private Perpetual row(MarketEvent event) {
    Perpetual known = known(event);
    if (known != null) {
      return known;
    }
    Perpetual made = new Perpetual(event.id(), event.receivedAt());
    perpetuals.put(event.id().toString(), made);
    return made;
  }

  private @Nullable Perpetual known(MarketEvent event) {
    Perpetual known = touch(event.id());
    if (known != null && !byCall(event) && event.receivedAt().isAfter(known.heardAt)) {
      known.heardAt = event.receivedAt();
    }
    return known;
  }

  /// Listings and settled rates are asked for from time to time: they do not prove a feed alive.
  private static boolean byCall(MarketEvent event) {
    return event instanceof Listing || event instanceof FundingSettled;
  }

  private @Nullable Perpetual touch(InstrumentId id) {
    String key = id.toString();
    Perpetual known = perpetuals.get(key);
    if (known != null) {
      perpetuals.put(key, known);
    }
    return known;
  }

  // --- reading -----------------------------------------------------------------------------

  List<Finding> findings(Told told) {
    return locked(() -> list(told).values());
  }

  Changes.Delta<Finding> findingsSince(Told told, long version) {
    return locked(() -> list(told).since(version));
  }

  List<FundingRow> funding() {
    return fundingSince(-1).changed();
  }

  Changes.Delta<FundingRow> fundingSince(long version) {
    return locked(
        () -> {
          Map<InstrumentId, List<String>> held = held();
          return perpetuals.since(version).map(row -> funding(row, held));
        });
  }

  List<OptionRow> options(Instant now) {
    return locked(() -> options.rows(now));
  }

  List<FeedStatus> feeds() {
    return locked(feeds::values);
  }

  /// When the kill switch was pulled; absent: it was not.
  @Nullable Instant killedAt() {
    lock.lock();
    try {
      return killedAt;
    } finally {
      lock.unlock();
    }
  }

  /// When steps were first not delivered; absent: never.
  @Nullable Instant missedAt() {
    lock.lock();
    try {
      return missedAt;
    } finally {
      lock.unlock();
    }
  }

  /// How many steps came in.
  long steps() {
    return locked(() -> steps);
  }

  int size(Told told) {
    return locked(() -> list(told).size());
  }

  int instruments() {
    return locked(perpetuals::size);
  }

  private Changes<Finding> list(Told told) {
    return switch (told) {
      case OPPORTUNITIES -> opportunities;
      case REJECTIONS -> rejections;
      case QUARANTINE -> quarantine;
      case VIEWS -> views;
      case PREMIUMS -> premiums;
      case BURSTS -> bursts;
      case LISTINGS -> listings;
    };
  }

  private Map<InstrumentId, List<String>> held() {
    Map<InstrumentId, List<String>> held = new HashMap<>();
    for (Finding finding : quarantine.values()) {
      if (finding instanceof Quarantine q) {
        String gate = JsonText.kebab(q.gate());
        held.merge(
            q.id(),
            List.of(gate),
            (a, b) -> Stream.concat(a.stream(), b.stream()).distinct().toList());
      }
    }
    return held;
  }

  private FundingRow funding(Perpetual row, Map<InstrumentId, List<String>> held) {
    return new FundingRow(
        row.id,
        row.listed,
        row.coming,
        row.next,
        row.settled,
        row.mark,
        index(row),
        row.quote,
        row.heardAt,
        held.getOrDefault(row.id, List.of()));
  }

  private @Nullable IndexPrice index(Perpetual row) {
    String symbol = row.listed == null ? row.id.symbol() : row.listed.indexSymbol();
    return indexes.get(InstrumentId.of(row.id.venue(), symbol));
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
