package dev.carry.venue.session;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Instruments;
import dev.carry.venue.RestCall;
import dev.carry.venue.session.Budget.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The roll of what a venue lists: reads it again and again, tells what is new, changed or gone,
/// and keeps the list of instruments that are followed. One thread; others may look.
final class Roll {
  /// Below this many, a list may shrink as it likes.
  private static final int SMALL = 10;

  private final Desk desk;
  private Map<InstrumentId, Instrument> listed = Map.of();
  private boolean doubted;

  /// Followed instruments in the order they came, so that a new one changes no other's place.
  private volatile List<Instrument> followed = List.of();

  private volatile @Nullable Instant readAt;

  Roll(Desk desk) {
    this.desk = desk;
  }

  List<Instrument> followed() {
    return followed;
  }

  /// When the list was last read whole; absent: never.
  @Nullable Instant readAt() {
    return readAt;
  }

  /// Reads the list once.
  ///
  /// @return whether it was read whole; otherwise all stays as it was
  boolean read() throws InterruptedException {
    // Read aside: half a list must not tell anybody that a funding period changed.
    Instruments aside = new Instruments();
    Map<InstrumentId, Listing> found = new TreeMap<>();
    if (!readInto(desk, aside, found)) {
      return false;
    }
    List<InstrumentId> gone =
        listed.keySet().stream().filter(id -> !found.containsKey(id)).toList();
    if (listed.size() > SMALL && gone.size() > listed.size() / 2 && !doubted) {
      desk.log.warn(
          "instruments doubted",
          gone.size()
              + " of "
              + listed.size()
              + " are gone at once; reading again before believing");
      doubted = true;
      return false;
    }
    doubted = false;
    Instant at = desk.clock.instant();
    follow(found);
    for (Listing listing : found.values()) {
      desk.relist(completed(listing));
    }
    for (InstrumentId id : gone) {
      Instrument known = desk.instruments.find(id);
      if (known != null) {
        desk.relist(
            new Listing(known.toBuilder().status(Instrument.Status.DELISTED).build(), null, at));
      }
    }
    Map<InstrumentId, Instrument> now = new TreeMap<>();
    found.forEach((id, listing) -> now.put(id, listing.instrument()));
    listed = now;
    readAt = at;
    return true;
  }

  /// Reads all calls of the list; later ones may complete what earlier ones said.
  static boolean readInto(Desk desk, Instruments aside, Map<InstrumentId, Listing> found)
      throws InterruptedException {
    Pages pages = desk.pages(aside);
    List<RestCall> calls = new ArrayList<>(desk.venue.instruments());
    if (desk.options.facts().contains(Fact.OPTION)) {
      calls.addAll(desk.venue.chains());
    }
    for (RestCall call : calls) {
      Pages.Read read = pages.read(call, Urgency.NOW);
      if (read.failure() != null) {
        return false;
      }
      for (MarketEvent event : read.events()) {
        if (event instanceof Listing listing) {
          aside.put(listing.instrument());
          found.put(listing.id(), listing);
        }
      }
    }
    return !found.isEmpty();
  }

  /// What the list leaves out, and another answer told before, still holds.
  private Listing completed(Listing listing) {
    Instrument listed = listing.instrument();
    Instrument known = desk.instruments.find(listing.id());
    if (known == null) {
      return listing;
    }
    Instrument whole =
        listed.toBuilder()
            .fundingPeriod(or(listed.fundingPeriod(), known.fundingPeriod()))
            .fundingCap(or(listed.fundingCap(), known.fundingCap()))
            .fundingFloor(or(listed.fundingFloor(), known.fundingFloor()))
            .interestRate(or(listed.interestRate(), known.interestRate()))
            .build();
    return new Listing(whole, listing.venueTime(), listing.receivedAt());
  }

  private static <T> @Nullable T or(@Nullable T said, @Nullable T known) {
    return said == null ? known : said;
  }

  private void follow(Map<InstrumentId, Listing> found) {
    Map<InstrumentId, Instrument> next = new LinkedHashMap<>();
    for (Instrument old : followed) {
      Listing listing = found.get(old.id());
      if (listing != null && isFollowed(listing.instrument())) {
        next.put(old.id(), listing.instrument());
      }
    }
    for (Listing listing : found.values()) {
      if (isFollowed(listing.instrument())) {
        next.putIfAbsent(listing.id(), listing.instrument());
      }
    }
    followed = List.copyOf(new ArrayList<>(next.values()));
    if (followed.isEmpty()) {
      desk.log.warn(
          "nothing followed", "none of " + found.size() + " listed is what was asked for");
    }
    desk.follow(followed);
  }

  private boolean isFollowed(Instrument instrument) {
    return instrument.status() != Instrument.Status.DELISTED
        && desk.options.wanted().test(instrument);
  }
}
