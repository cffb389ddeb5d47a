package dev.carry.tardis;

import dev.carry.model.Book;
import dev.carry.model.Fact;
import dev.carry.model.IndexPrice;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Instruments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/// What a venue stated as the normalised messages that one client asked for. A client begins
/// anywhere: the first message of a book is the whole of it. One thread at a time.
public final class NormalisedWriter {
  private static final int ALL = Integer.MAX_VALUE / 4;

  private final Wanted wanted;
  private final Set<Fact> plain = new HashSet<>();
  private final List<DataType.Snapshots> snapshots = new ArrayList<>();
  private final TardisJson json = new TardisJson();
  private final Set<InstrumentId> begun = new HashSet<>();
  private final Map<InstrumentId, List<Snapshot>> tops = new HashMap<>();

  public NormalisedWriter(Wanted wanted) {
    this.wanted = wanted;
    for (DataType type : wanted.types()) {
      switch (type) {
        case DataType.Plain one -> plain.addAll(one.facts());
        case DataType.Snapshots one -> snapshots.add(one);
      }
    }
  }

  /// The messages of what one message of the venue stated.
  public List<String> stated(List<MarketEvent> events, Instruments known) {
    List<MarketEvent> some = events.stream().filter(event -> isOf(event, known)).toList();
    return some.isEmpty() ? List.of() : json.write(some, known);
  }

  /// The name of an index need not be one of an instrument.
  private boolean isOf(MarketEvent event, Instruments known) {
    return plain.contains(event.fact())
        && (wanted.isOf(event.id())
            || (event instanceof IndexPrice
                && event.id().venue().equals(wanted.venue())
                && known.find(event.id()) == null));
  }

  /// The messages of one change of an order book, or of a whole one.
  ///
  /// @param after the best levels of the book after it, as many as are asked for
  public List<String> book(Book message, IntFunction<Book> after, Instruments known) {
    if (!wanted.isOf(message.id())) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    if (plain.contains(Fact.BOOK)) {
      boolean first = begun.add(message.id());
      lines.addAll(
          json.write(List.of(first && !message.snapshot() ? after.apply(ALL) : message), known));
    }
    for (Snapshot top :
        tops.computeIfAbsent(message.id(), _ -> snapshots.stream().map(Snapshot::new).toList())) {
      lines.addAll(top.take(after.apply(top.depth())));
    }
    return lines;
  }

  /// What a lost connection is told as; nothing where the client did not ask for that.
  ///
  /// @param symbols what was lost; empty: all of it
  public List<String> lost(Instant at, List<String> symbols) {
    if (symbols.isEmpty()) {
      begun.clear();
      tops.clear();
    } else {
      begun.removeIf(id -> symbols.contains(id.symbol()));
      tops.keySet().removeIf(id -> symbols.contains(id.symbol()));
    }
    String line = json.disconnected(wanted.exchange(), at, symbols);
    return wanted.disconnects() ? List.of(line) : List.of();
  }
}
