package dev.carry.detect;

import dev.carry.engine.Detector;
import dev.carry.engine.Evidences;
import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Evidence;
import dev.carry.model.Fact;
import dev.carry.model.Finding;
import dev.carry.model.Finding.Status;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.Listing;
import dev.carry.model.ListingFinding;
import dev.carry.model.ListingFinding.Change;
import dev.carry.model.VenueId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What venues change about what they list: new instruments, delistings, halts, and changes of
/// funding period, cap and size. A change is told when it comes and closes a day later; one that is
/// undone or overtaken closes then.
///
/// What a venue lists at first is known; what it adds later is new. Options are not told: new
/// strikes are listed by the hundred, every day.
public final class ListingWatcher implements Detector {
  private static final String NAME = "listing-watcher";

  /// A venue's first list comes in several answers.
  private static final Duration FIRST_LIST = Duration.ofMinutes(3);

  private static final Duration SHOWN = Duration.ofDays(1);

  /// More open ones than any day of listings brings; the oldest gives way.
  private static final int MOST_OPEN = 2_000;

  private record Key(InstrumentId id, Change change) {}

  private final Map<InstrumentId, Instrument> known = new LinkedHashMap<>();
  private final Map<VenueId, Instant> firstHeard = new LinkedHashMap<>();
  private final Map<Key, ListingFinding> open = new LinkedHashMap<>();
  private long lastStamp = Long.MIN_VALUE;

  @Override
  public void changed(MarketView view, InstrumentState state, Fact fact, Consumer<Finding> out) {
    Instrument now = state.listed();
    if (fact != Fact.INSTRUMENT || now == null || now.kind() == Instrument.Kind.OPTION) {
      return;
    }
    Instant first = firstHeard.computeIfAbsent(now.id().venue(), _ -> view.now());
    Instrument before = known.put(now.id(), now);
    if (before == null) {
      boolean later = view.now().isAfter(first.plus(FIRST_LIST));
      if (later && now.status() != Instrument.Status.DELISTED) {
        tell(view, state, Change.NEW, "", terms(now), out);
      }
    } else {
      compare(view, state, before, now, out);
    }
    if (now.status() == Instrument.Status.DELISTED) {
      known.remove(now.id());
    }
  }

  private void compare(
      MarketView view,
      InstrumentState state,
      Instrument before,
      Instrument now,
      Consumer<Finding> out) {
    if (before.status() != now.status()) {
      tell(view, state, change(now.status()), word(before.status()), word(now.status()), out);
    }
    if (before.fundingPeriod() != null
        && now.fundingPeriod() != null
        && !before.fundingPeriod().equals(now.fundingPeriod())) {
      String was = before.fundingPeriod().toString();
      tell(view, state, Change.PERIOD, was, now.fundingPeriod().toString(), out);
    }
    if (isSet(before.fundingCap(), before.fundingFloor())
        && (differ(before.fundingCap(), now.fundingCap())
            || differ(before.fundingFloor(), now.fundingFloor()))) {
      tell(view, state, Change.CAP, bounds(before), bounds(now), out);
    }
    if (differ(before.contractValue(), now.contractValue())
        || differ(before.priceMultiplier(), now.priceMultiplier())) {
      tell(view, state, Change.SIZE, size(before), size(now), out);
    }
  }

  private static Change change(Instrument.Status status) {
    return switch (status) {
      case TRADING -> Change.TRADING;
      case PRE_LAUNCH -> Change.NEW;
      case HALTED -> Change.HALTED;
      case DELISTING -> Change.DELISTING;
      case DELISTED -> Change.DELISTED;
    };
  }

  private static boolean isSet(@Nullable BigDecimal cap, @Nullable BigDecimal floor) {
    return cap != null || floor != null;
  }

  /// What a list omits this time is not a change.
  private static boolean differ(@Nullable BigDecimal before, @Nullable BigDecimal now) {
    return before != null && now != null && before.compareTo(now) != 0;
  }

  private static String word(Instrument.Status status) {
    return JsonText.kebab(status);
  }

  private static String terms(Instrument i) {
    String period = i.fundingPeriod() == null ? "" : ", funding " + i.fundingPeriod();
    return JsonText.kebab(i.kind()) + " " + i.canonical() + ", " + word(i.status()) + period;
  }

  private static String bounds(Instrument i) {
    return plain(i.fundingFloor()) + " to " + plain(i.fundingCap());
  }

  private static String size(Instrument i) {
    return "contract " + plain(i.contractValue()) + ", price for " + plain(i.priceMultiplier());
  }

  private static String plain(@Nullable BigDecimal value) {
    return value == null ? "?" : value.toPlainString();
  }

  private void tell(
      MarketView view,
      InstrumentState state,
      Change change,
      String before,
      String after,
      Consumer<Finding> out) {
    Instrument listed = Objects.requireNonNull(state.listed());
    if (isStatus(change)) {
      closeStatus(view, state.id(), out);
    } else {
      close(view, new Key(state.id(), change), out);
    }
    if (open.size() == MOST_OPEN) {
      close(view, open.keySet().iterator().next(), out);
    }
    lastStamp = Math.max(view.nowMillis(), lastStamp + 1);
    List<Evidence> evidence = new ArrayList<>(1);
    Evidences.add(evidence, new Listing(listed, null, view.now()), view.now());
    ListingFinding told =
        new ListingFinding(
            new Finding.Head(
                NAME + "/" + state.id() + "/" + JsonText.kebab(change) + "/" + lastStamp,
                1,
                NAME,
                listed.base(),
                view.now(),
                view.now(),
                Status.OPEN,
                evidence),
            state.id(),
            change,
            before,
            after);
    open.put(new Key(state.id(), change), told);
    out.accept(told);
  }

  /// One status stands at a time.
  private static boolean isStatus(Change change) {
    return switch (change) {
      case NEW, DELISTING, DELISTED, HALTED, TRADING -> true;
      case PERIOD, CAP, SIZE -> false;
    };
  }

  private void closeStatus(MarketView view, InstrumentId id, Consumer<Finding> out) {
    for (Change change : Change.values()) {
      if (isStatus(change)) {
        close(view, new Key(id, change), out);
      }
    }
  }

  private void close(MarketView view, Key key, Consumer<Finding> out) {
    ListingFinding told = open.remove(key);
    if (told != null) {
      out.accept(closed(view, told));
    }
  }

  private static ListingFinding closed(MarketView view, ListingFinding told) {
    return new ListingFinding(
        told.head().closed(view.now()),
        told.instrument(),
        told.change(),
        told.before(),
        told.after());
  }

  @Override
  public void ticked(MarketView view, Consumer<Finding> out) {
    Iterator<ListingFinding> each = open.values().iterator();
    while (each.hasNext()) {
      ListingFinding told = each.next();
      if (view.halted() == null && view.now().isBefore(told.head().firstSeen().plus(SHOWN))) {
        break; // in the order they opened: the others are younger
      }
      each.remove();
      out.accept(closed(view, told));
    }
  }
}
