package dev.carry.launch;

import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexNames;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OptionTicker;
import dev.carry.tardis.CsvDataset;
import dev.carry.valuation.MarkAndIndex;
import dev.carry.valuation.MarkAndIndex.Rate;
import dev.carry.valuation.MarkAndIndex.Series;
import dev.carry.valuation.PremiumStudy.Price;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Marks, indexes and funding that recordings state, by instrument.
final class RecordedPremium {
  private final String source;
  private final Map<InstrumentId, List<Price>> marks = new TreeMap<>();
  private final Map<InstrumentId, List<Price>> indexes = new HashMap<>();
  private final Map<InstrumentId, List<Rate>> funding = new HashMap<>();
  private final Map<InstrumentId, Instrument> listed = new HashMap<>();
  private final Set<InstrumentId> options = new HashSet<>();

  /// The one index that comes in one message with the mark.
  private final Map<InstrumentId, InstrumentId> together = new HashMap<>();

  /// Prices that could not be placed, since neither a recorder nor the venue said when.
  private long untimed;

  private RecordedPremium(String source) {
    this.source = source;
  }

  /// What files state: Tardis' datasets, else raw messages as recorded.
  ///
  /// @param venue whose the raw messages are; absent: there may be none
  static RecordedPremium of(CommandSpec spec, @Nullable VenueDescriptor venue, List<String> files)
      throws IOException {
    RecordedPremium recorded =
        new RecordedPremium(files.size() == 1 ? files.getFirst() : files.size() + " recordings");
    for (String file : files) {
      if (!file.equals("-") && CsvDataset.is(RecordedFile.existing(spec, file))) {
        recorded.tardis(file);
      } else if (venue != null) {
        recorded.raw(spec, venue, file);
      } else {
        throw new ParameterException(
            spec.commandLine(), file + ": --venue says whose messages these are");
      }
    }
    if (recorded.untimed > 0) {
      System.err.println(
          "basis: "
              + recorded.untimed
              + " prices left out: neither the recording nor the venue says of when they are");
    }
    return recorded;
  }

  private void tardis(String file) throws IOException {
    Unusable unusable = new Unusable(file);
    try (CsvDataset dataset = CsvDataset.open(Path.of(file))) {
      for (CsvDataset.Row row; (row = dataset.next()) != null; ) {
        switch (row) {
          case CsvDataset.Row.Facts facts -> take(facts.events(), true);
          case CsvDataset.Row.Unusable bad -> unusable.add(bad.where(), bad.why());
        }
      }
    }
    unusable.tell();
  }

  private void raw(CommandSpec spec, VenueDescriptor venue, String file) throws IOException {
    Instant now = Instant.now();
    Unusable unusable = new Unusable(file);
    new RecordedFile(venue, "-", now)
        .read(
            spec,
            file,
            new RecordedFile.Taker() {
              @Override
              public void decoded(String where, Frame frame, Decoded decoded, Instruments known) {
                if (decoded instanceof Decoded.Facts facts) {
                  take(facts.events(), !frame.receivedAt().equals(now));
                } else if (decoded instanceof Decoded.Rejected bad) {
                  unusable.add(where, bad.why() + ": " + bad.detail());
                }
              }

              @Override
              public void disconnected(Instant at) {
                // prices before and after are as good as ever
              }

              @Override
              public void unreadable(String where, String why) {
                unusable.add(where, why);
              }
            });
    unusable.tell();
  }

  /// What of a file gave no fact: how much, and the first of it.
  private static final class Unusable {
    private final String file;
    private long count;
    private String first = "";

    Unusable(String file) {
      this.file = file;
    }

    void add(String where, String why) {
      first = count++ == 0 ? where + ": " + why : first;
    }

    void tell() {
      if (count > 0) {
        System.err.println(
            "basis: " + file + ": " + count + " lines gave no fact, the first: " + first);
      }
    }
  }

  /// What one message states.
  ///
  /// @param received whether its receive time is known; else the venue's own time counts
  private void take(List<MarketEvent> events, boolean received) {
    Set<InstrumentId> marked = new HashSet<>();
    Set<InstrumentId> indexed = new HashSet<>();
    for (MarketEvent event : events) {
      Instant at = received ? event.receivedAt() : event.venueTime();
      switch (event) {
        case MarkPrice mark -> {
          marked.add(mark.id());
          add(marks, mark.id(), at, mark.price().doubleValue());
        }
        case IndexPrice index -> {
          indexed.add(index.id());
          add(indexes, index.id(), at, index.price().doubleValue());
        }
        case FundingSettled e ->
            rate(e.id(), new Rate(e.settledAt(), e.rate().doubleValue(), e.period(), true));
        case FundingEstimate e when e.which() == FundingEstimate.Which.COMING && at != null ->
            rate(e.id(), new Rate(at, e.rate().doubleValue(), e.period(), false));
        case Listing listing -> listed.put(listing.id(), listing.instrument());
        case OptionTicker option -> options.add(option.id());
        default -> {
          // says nothing of mark and index
        }
      }
    }
    if (marked.size() == 1 && indexed.size() == 1) {
      together.put(marked.iterator().next(), indexed.iterator().next());
    }
  }

  private void rate(InstrumentId id, Rate rate) {
    funding.computeIfAbsent(id, _ -> new ArrayList<>()).add(rate);
  }

  private void add(
      Map<InstrumentId, List<Price>> to, InstrumentId id, @Nullable Instant at, double price) {
    if (at == null) {
      untimed++;
      return;
    }
    to.computeIfAbsent(id, _ -> new ArrayList<>()).add(new Price(at, price));
  }

  /// What is known of every instrument with marks, options apart: they have no index of their own.
  List<MarkAndIndex> all() {
    List<MarkAndIndex> all = new ArrayList<>();
    marks.forEach(
        (id, prices) -> {
          Instrument instrument = listed.get(id);
          boolean option = instrument != null && instrument.kind() == Instrument.Kind.OPTION;
          if (!option && !options.contains(id)) {
            all.add(of(id, prices, instrument));
          }
        });
    return all;
  }

  private MarkAndIndex of(InstrumentId id, List<Price> prices, @Nullable Instrument instrument) {
    InstrumentId index =
        IndexNames.of(id, instrument == null ? null : instrument.indexSymbol()).stream()
            .filter(indexes::containsKey)
            .findFirst()
            .orElse(together.get(id));
    List<Price> found = index == null ? List.of() : indexes.getOrDefault(index, List.of());
    List<String> missing = new ArrayList<>();
    if (found.isEmpty()) {
      missing.add("no index of it was recorded");
    }
    List<Rate> rates = new ArrayList<>(funding.getOrDefault(id, List.of()));
    rates.sort(Comparator.comparing(Rate::at));
    if (rates.stream().noneMatch(Rate::settled)) {
      missing.add("no settled funding was recorded");
    }
    String whose = index == null || index.equals(id) ? "" : " of " + index.symbol();
    return new MarkAndIndex(
        id,
        new Series("mark as recorded (" + source + ")", sorted(prices)),
        new Series("index" + whose + " as recorded (" + source + ")", sorted(found)),
        false,
        rates,
        missing);
  }

  private static List<Price> sorted(List<Price> prices) {
    return prices.stream().sorted(Comparator.comparing(Price::at)).toList();
  }
}
