package dev.carry.venue;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which asset each listing is of, across venues. A codec tells what the venue's own list says:
/// the ticker, and the unit that stands in it ([ListedAsset]). Where that is wrong, a line that
/// somebody reviewed says what is right; it stands above the list. What neither knows, the engine's
/// price gate finds, and holds back.
///
/// Immutable. [#codec] is the one place where lines meet listings, so that everything behind it
/// (the instruments of a session, the input log, a replay) sees one identity.
public final class Identity {
  private static final String RESOURCE = "identity.txt";
  private static final Identity REVIEWED = new Identity(read(RESOURCE, resource(), Set.of()));

  private final Map<InstrumentId, IdentityOverride> overrides;

  private Identity(Map<InstrumentId, IdentityOverride> overrides) {
    this.overrides = overrides;
  }

  /// The lines that come with Carry.
  public static Identity reviewed() {
    return REVIEWED;
  }

  /// These with a user's lines over them.
  ///
  /// @param name of the file, for messages
  /// @param lines `venue | symbol | asset | units | reviewed | reason | evidence`; `#` begins a
  ///     comment line
  /// @param venues that may be named
  /// @throws IllegalArgumentException naming every bad line, what was found and what is allowed
  public Identity with(String name, List<String> lines, Set<VenueId> venues) {
    Map<InstrumentId, IdentityOverride> all = new TreeMap<>(overrides);
    all.putAll(read(name, lines, venues));
    return new Identity(all);
  }

  /// By venue and symbol.
  public Collection<IdentityOverride> overrides() {
    return List.copyOf(overrides.values());
  }

  /// A codec of the venue whose listings are what the lines say.
  public VenueCodec codec(VenueDescriptor venue, Instruments listed) {
    VenueCodec codec = venue.codec(listed);
    boolean named = overrides.keySet().stream().anyMatch(id -> id.venue().equals(venue.id()));
    return named ? new Corrected(codec) : codec;
  }

  /// The line that stands above what the venue's list says of an instrument.
  public Optional<IdentityOverride> override(InstrumentId id) {
    return Optional.ofNullable(overrides.get(id));
  }

  /// Why an instrument is compared as its asset, in words for users.
  public String because(Instrument instrument) {
    IdentityOverride line = overrides.get(instrument.id());
    if (line != null) {
      return line.reason();
    }
    if (instrument.priceMultiplier().compareTo(BigDecimal.ONE) != 0) {
      return "the ticker names its unit";
    }
    String symbol = instrument.id().symbol().toUpperCase(Locale.ROOT);
    return symbol.contains(instrument.base().toUpperCase(Locale.ROOT))
        ? "the ticker"
        : "the venue's own name of it";
  }

  private Instrument correct(Instrument instrument) {
    IdentityOverride line = overrides.get(instrument.id());
    if (line == null) {
      return instrument;
    }
    boolean inBase = instrument.settle().equals(instrument.base());
    return instrument.toBuilder()
        .base(line.asset())
        .settle(inBase ? line.asset() : instrument.settle())
        .priceMultiplier(line.units())
        .build();
  }

  private static Map<InstrumentId, IdentityOverride> read(
      String name, List<String> lines, Set<VenueId> venues) {
    Map<InstrumentId, IdentityOverride> read = new TreeMap<>();
    Map<InstrumentId, Integer> places = new TreeMap<>();
    List<String> bad = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        IdentityOverride one = IdentityOverride.parse(line, venues);
        Integer before = places.putIfAbsent(one.id(), i + 1);
        if (before != null) {
          throw new IllegalArgumentException(one.id() + " is told in line " + before + " too");
        }
        read.put(one.id(), one);
      } catch (IllegalArgumentException e) {
        bad.add(name + ":" + (i + 1) + ": " + e.getMessage());
      }
    }
    if (!bad.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", bad));
    }
    return read;
  }

  private static List<String> resource() {
    try (InputStream in = Identity.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the classpath");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + RESOURCE, e);
    }
  }

  /// A codec of a venue that lines name.
  private final class Corrected implements VenueCodec {
    private final VenueCodec codec;

    Corrected(VenueCodec codec) {
      this.codec = codec;
    }

    @Override
    public Decoded decode(Frame frame) {
      Decoded decoded = codec.decode(frame);
      return decoded instanceof Decoded.Facts facts
              && facts.events().stream().anyMatch(Listing.class::isInstance)
          ? new Decoded.Facts(
              facts.events().stream().map(this::correct).toList(),
              facts.unusable(),
              facts.nextPage(),
              facts.gap())
          : decoded;
    }

    private MarketEvent correct(MarketEvent event) {
      return event instanceof Listing listing
          ? new Listing(
              Identity.this.correct(listing.instrument()),
              listing.venueTime(),
              listing.receivedAt())
          : event;
    }

    @Override
    public void reset() {
      codec.reset();
    }
  }
}
