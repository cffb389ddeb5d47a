package dev.carry.venue.session;

import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.RestCall;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.session.Budget.Urgency;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a REST call and its further pages through a codec. One thread at a time.
final class Pages {

  /// What was read.
  ///
  /// @param events in the order of pages and rows
  /// @param failure why it is not all, in words; absent: it is all
  record Read(List<MarketEvent> events, @Nullable String failure) {}

  private final VenueId venue;
  private final VenueCodec codec;
  private final Rest rest;
  private final RestMeter meter;
  private final FrameTap tap;
  private final DistinctLog log;
  private final int most;

  /// @param most pages that are read of one call
  Pages(
      VenueId venue,
      VenueCodec codec,
      Rest rest,
      RestMeter meter,
      FrameTap tap,
      DistinctLog log,
      int most) {
    this.venue = venue;
    this.codec = codec;
    this.rest = rest;
    this.meter = meter;
    this.tap = tap;
    this.log = log;
    this.most = most;
  }

  Read read(RestCall first, Urgency urgency) throws InterruptedException {
    RestMeter.Kind kind = meter.of(first.stream());
    Intake intake = new Intake(codec, kind.ignored, kind.rejected, log);
    List<MarketEvent> events = new ArrayList<>();
    Set<RestCall> asked = new HashSet<>();
    RestCall call = first;
    for (int page = 1; page <= most; page++) {
      if (!asked.add(call)) {
        return stopped(first, events, "page " + page + " leads back to one already read");
      }
      Outcome outcome = rest.get(call, urgency);
      switch (outcome) {
        case Outcome.Failure failure -> {
          return stopped(first, events, failure.words());
        }
        case Outcome.Answer answer -> {
          Frame frame = Frame.of(venue, call.stream(), answer.at(), answer.body());
          tap.answer(call, frame);
          switch (intake.decode(frame)) {
            case Decoded.Facts facts -> {
              events.addAll(facts.events());
              String next = facts.nextPage();
              if (next == null) {
                return new Read(events, null);
              }
              call = call.page(next);
            }
            case Decoded.Depth depth -> {
              return new Read(List.of(depth.book()), null);
            }
            case Decoded.Control control -> {
              return control.what() == Decoded.Control.What.REFUSED
                  ? stopped(first, events, "refused by the venue" + Words.said(control.detail()))
                  : new Read(events, null);
            }
            case Decoded.Ignored ignored -> {
              return new Read(events, null);
            }
            case Decoded.Rejected rejected -> {
              return stopped(first, events, "not understood: " + rejected.why());
            }
          }
        }
      }
    }
    return stopped(first, events, "more than " + most + " pages");
  }

  /// The whole order book that a call answers; absent: it did not come, which is logged.
  Decoded.@Nullable Depth book(RestCall call, Urgency urgency) throws InterruptedException {
    RestMeter.Kind kind = meter.of(call.stream());
    if (!(rest.get(call, urgency) instanceof Outcome.Answer answer)) {
      return null;
    }
    Frame frame = Frame.of(venue, call.stream(), answer.at(), answer.body());
    tap.answer(call, frame);
    Decoded decoded = new Intake(codec, kind.ignored, kind.rejected, log).decode(frame);
    if (decoded instanceof Decoded.Depth depth && depth.book().snapshot()) {
      return depth;
    }
    log.warn(call.stream() + " is no order book", decoded.getClass().getSimpleName());
    return null;
  }

  private Read stopped(RestCall call, List<MarketEvent> events, String why) {
    log.warn(call.stream() + " not read", why);
    return new Read(events, why);
  }
}
