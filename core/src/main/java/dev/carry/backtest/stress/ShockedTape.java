package dev.carry.backtest.stress;

import dev.carry.model.Book;
import dev.carry.model.FeedStatus;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Recorded inputs with a disturbance in them. A past in bars of hours knows nothing of minutes: so
/// while the disturbance lasts every instrument's last prices are told anew at each of its steps,
/// disturbed where they are. What was recorded meanwhile is disturbed by the instant at which it is
/// known.
final class ShockedTape {
  private final Disturbance what;
  private final Duration quiet;
  private final Disturbed disturbed;
  private final Map<InstrumentId, Instrument> instruments = new LinkedHashMap<>();

  /// What is known of each instrument, as it was recorded.
  private final Map<InstrumentId, Quote> quotes = new LinkedHashMap<>();

  private final Map<InstrumentId, MarkPrice> marks = new LinkedHashMap<>();
  private final Map<InstrumentId, Book> books = new LinkedHashMap<>();

  /// What a venue that is out will tell later.
  private final List<MarketEvent> late = new ArrayList<>();

  private final List<Input> out;
  private Instant step;

  private ShockedTape(Disturbance what, Duration quiet, int size) {
    this.what = what;
    this.quiet = quiet;
    this.disturbed = new Disturbed(what);
    this.out = new ArrayList<>(size);
    this.step = what.span().from();
  }

  /// @param quiet an instrument of which nothing was heard for longer is not told anew
  static List<Input> of(List<Input> inputs, Disturbance what, Duration quiet) {
    ShockedTape tape = new ShockedTape(what, quiet, inputs.size() + inputs.size() / 16);
    for (Input input : inputs) {
      tape.take(input);
    }
    tape.end();
    return tape.out;
  }

  private void take(Input input) {
    while (!step.isAfter(what.span().until()) && !input.receivedAt().isBefore(step)) {
      tell(step);
      step = next(step);
    }
    if (!(input instanceof MarketEvent event)) {
      out.add(input);
      return;
    }
    remember(event);
    if (!isOut(event)) {
      out.add(disturbed(event));
    } else if (!isPrice(event)) {
      late.add(event);
    }
  }

  /// A disturbance that has begun lasts as long as it does, though the past may not.
  private void end() {
    for (;
        step.isAfter(what.span().from()) && !step.isAfter(what.span().until());
        step = next(step)) {
      tell(step);
    }
  }

  /// The last step is the end itself.
  private Instant next(Instant now) {
    Instant next = now.plus(what.span().step());
    return now.isBefore(what.span().until()) && next.isAfter(what.span().until())
        ? what.span().until()
        : next;
  }

  private boolean isOut(MarketEvent event) {
    return isOut(event.id().venue(), event.receivedAt());
  }

  private boolean isOut(VenueId venue, Instant at) {
    return venue.equals(what.out())
        && !at.isBefore(what.span().from())
        && at.isBefore(what.span().until());
  }

  private static boolean isPrice(MarketEvent event) {
    return event instanceof Quote || event instanceof MarkPrice || event instanceof Book;
  }

  private void remember(MarketEvent event) {
    switch (event) {
      case Listing listing -> instruments.put(listing.id(), listing.instrument());
      case Quote quote -> quotes.put(quote.id(), quote);
      case MarkPrice mark -> marks.put(mark.id(), mark);
      case Book book when book.snapshot() -> books.put(book.id(), book);
      default -> {
        // nothing that is told anew
      }
    }
  }

  private MarketEvent disturbed(MarketEvent event) {
    Instrument of = instruments.get(event.id());
    return of == null || event.receivedAt().isBefore(what.span().from())
        ? event
        : disturbed.of(of, event, event.receivedAt());
  }

  /// What is known of everything, at a step.
  private void tell(Instant now) {
    out.add(new Tick(now));
    boolean first = now.equals(what.span().from());
    VenueId away = what.out();
    if (away != null && first) {
      out.add(new FeedStatus(away, "all", FeedStatus.State.STALE, "the venue is out", now));
    }
    for (Instrument instrument : instruments.values()) {
      InstrumentId id = instrument.id();
      if (!isOut(id.venue(), now)) {
        prices(instrument, now);
      } else if (first) {
        nothingFills(instrument, now);
      }
    }
    if (!now.isBefore(what.span().until())) {
      late.forEach(event -> out.add(disturbed(Told.at(event, now))));
      late.clear();
    }
  }

  private void prices(Instrument instrument, Instant now) {
    MarkPrice mark = marks.get(instrument.id());
    if (mark != null && isYoung(mark, now)) {
      out.add(disturbed.of(instrument, Told.at(mark, now), now));
    }
    Quote quote = quotes.get(instrument.id());
    if (quote != null && isYoung(quote, now)) {
      out.add(disturbed.of(instrument, Told.at(quote, now), now));
    }
    Book book = books.get(instrument.id());
    if (book != null && isYoung(book, now)) {
      out.add(disturbed.of(instrument, Told.at(book, now), now));
    }
  }

  private boolean isYoung(MarketEvent event, Instant now) {
    return !event.receivedAt().plus(quiet).isBefore(now);
  }

  /// Prices at which no order fills: bid and ask crossed by a trifle. They are where they were, so
  /// that what is held is worth what it was.
  private void nothingFills(Instrument instrument, Instant now) {
    Quote quote = quotes.get(instrument.id());
    if (quote != null && isYoung(quote, now)) {
      out.add(Told.crossed(quote, now));
    }
    Book book = books.get(instrument.id());
    if (book != null && isYoung(book, now)) {
      out.add(Told.crossed(book, now));
    }
  }
}
