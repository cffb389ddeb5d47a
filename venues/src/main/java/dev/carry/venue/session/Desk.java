package dev.carry.venue.session;

import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/// What all parts of one session share, and the one way out: every fact leaves through
/// [#deliver]. Thread-safe.
final class Desk implements AutoCloseable {
  final VenueDescriptor venue;
  final Endpoint endpoint;
  final SessionOptions options;
  final InstantSource clock;
  final FrameTap tap;
  final Wire wire;
  final RestMeter meter = new RestMeter();
  final Skew skew = new Skew();
  final Rest rest;
  final DistinctLog log;

  /// All the venue lists, wanted or not.
  final Instruments instruments = new Instruments();

  /// One connection weighs one.
  final Budget connects;

  private final MarketSink sink;
  private volatile Set<InstrumentId> followed = Set.of();

  /// Facts seen on sockets so far; replaced when it grows, never changed.
  private volatile Set<Fact> onSockets = EnumSet.noneOf(Fact.class);

  private volatile SettlementWatch settlements = event -> true;

  /// Told of every fact before it leaves, for what it says about settlements.
  interface SettlementWatch {
    /// @return false: the fact was told before, and does not leave again
    boolean heard(MarketEvent event);
  }

  Desk(
      VenueDescriptor venue,
      Endpoint endpoint,
      SessionOptions options,
      InstantSource clock,
      MarketSink sink,
      FrameTap tap) {
    this.venue = venue;
    this.endpoint = endpoint;
    this.options = options;
    this.clock = clock;
    this.sink = sink;
    this.tap = tap;
    this.log =
        new DistinctLog(
            options.logged() ? LoggerFactory.getLogger(VenueSession.class) : NOPLogger.NOP_LOGGER,
            venue.id().id());
    this.connects = new Budget(venue.limits().connects(), venue.limits().connectWindow());
    this.wire = new Wire(clock, options.bounds());
    this.rest = new Rest(endpoint, venue.limits(), wire, clock, options.bounds(), meter, skew);
  }

  VenueId id() {
    return venue.id();
  }

  /// Pages with a codec of their own, for one poller.
  Pages pages() {
    return pages(instruments);
  }

  Pages pages(Instruments listed) {
    return new Pages(id(), codec(listed), rest, meter, tap, log, options.bounds().pages());
  }

  VenueCodec codec(Instruments listed) {
    return options.identity().codec(venue, listed);
  }

  void watchSettlements(SettlementWatch watch) {
    settlements = watch;
  }

  /// From now on facts of these instruments and of their indexes leave.
  void follow(Collection<Instrument> listed) {
    Set<InstrumentId> ids = new HashSet<>();
    for (Instrument instrument : listed) {
      ids.add(instrument.id());
      ids.add(InstrumentId.of(id(), instrument.indexSymbol()));
    }
    followed = Set.copyOf(ids);
  }

  /// Sends a fact out, if it is wanted; blocks while the sink does.
  ///
  /// @return whether it was wanted
  boolean deliver(MarketEvent event) throws InterruptedException {
    if (event instanceof Listing listing) {
      return relist(listing);
    }
    if (!options.facts().contains(event.fact()) || !followed.contains(event.id())) {
      // Settlement times are learned from estimates that nobody else wants, too.
      if (followed.contains(event.id())) {
        settlements.heard(event);
      }
      return false;
    }
    if (settlements.heard(event)) {
      sink.accept(event);
    }
    return true;
  }

  /// Keeps a listing, and tells it where it says something new about a wanted instrument.
  boolean relist(Listing listing) throws InterruptedException {
    Instrument known = instruments.find(listing.id());
    if (listing.instrument().equals(known)) {
      return false;
    }
    instruments.put(listing.instrument());
    if (!options.wanted().test(listing.instrument())) {
      return false;
    }
    settlements.heard(listing);
    sink.accept(listing);
    return true;
  }

  boolean isFollowed(InstrumentId id) {
    return followed.contains(id);
  }

  void status(FeedStatus status) throws InterruptedException {
    sink.accept(status);
  }

  void onSocket(Fact fact) {
    if (!onSockets.contains(fact)) {
      synchronized (this) {
        Set<Fact> grown = EnumSet.copyOf(onSockets);
        grown.add(fact);
        onSockets = grown;
      }
    }
  }

  boolean isOnSockets(Fact fact) {
    return onSockets.contains(fact);
  }

  /// Asks for whole order books by REST where the venue begins them so.
  final BookStarts bookStarts = new BookStarts(this);

  /// Whether an instrument may rightly be silent.
  boolean mayBeSilent(InstrumentId id) {
    Instrument instrument = instruments.find(id);
    return instrument != null && instrument.status() != Instrument.Status.TRADING;
  }

  @Override
  public void close() {
    wire.close();
  }
}
