package dev.carry.dashboard;

import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The latest state of the options that are listed, kept apart from everything else: a chain is
/// thousands of them. Not thread-safe.
final class LiveOptions {
  private final int most;
  private final Map<InstrumentId, Option> rows = new HashMap<>();

  LiveOptions(int most) {
    this.most = most;
  }

  private static final class Option {
    Instrument listed;
    @Nullable OptionTicker ticker;
    @Nullable Quote quote;
    @Nullable MarkPrice mark;
    @Nullable OpenInterest openInterest;
    @Nullable BigDecimal index;
    Instant heardAt;

    Option(Instrument listed, Instant heardAt) {
      this.listed = listed;
      this.heardAt = heardAt;
    }

    OptionRow row() {
      return new OptionRow(listed, ticker, quote, mark, openInterest, index, heardAt);
    }
  }

  /// Takes what is said of an option; false where it is of something else.
  boolean take(MarketEvent event) {
    if (event instanceof Listing e) {
      return list(e);
    }
    Option option = rows.get(event.id());
    if (option == null) {
      return event instanceof OptionTicker; // not listed yet: nothing else is told of it either
    }
    switch (event) {
      case OptionTicker e -> option.ticker = e;
      case Quote e -> option.quote = e;
      case MarkPrice e -> option.mark = e;
      case OpenInterest e -> option.openInterest = e;
      case IndexPrice e -> option.index = e.price();
      default -> {
        // nothing that a chain shows
      }
    }
    if (event.receivedAt().isAfter(option.heardAt)) {
      option.heardAt = event.receivedAt();
    }
    return true;
  }

  private boolean list(Listing event) {
    Instrument instrument = event.instrument();
    if (instrument.kind() != Instrument.Kind.OPTION) {
      return false;
    }
    Option known = rows.get(event.id());
    if (instrument.status() == Instrument.Status.DELISTED) {
      rows.remove(event.id());
    } else if (known != null) {
      known.listed = instrument;
    } else {
      if (rows.size() >= most) {
        forget(event.receivedAt());
      }
      if (rows.size() < most) {
        rows.put(event.id(), new Option(instrument, event.receivedAt()));
      }
    }
    return true;
  }

  /// What has expired makes room.
  private void forget(Instant now) {
    rows.values().removeIf(option -> expired(option, now));
  }

  private static boolean expired(Option option, Instant now) {
    Instant expiry = option.listed.expiry();
    return expiry != null && !expiry.isAfter(now);
  }

  void clear() {
    rows.clear();
  }

  /// Options that have not expired.
  List<OptionRow> rows(Instant now) {
    return rows.values().stream().filter(o -> !expired(o, now)).map(Option::row).toList();
  }
}
