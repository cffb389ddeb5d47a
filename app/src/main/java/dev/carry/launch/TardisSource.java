package dev.carry.launch;

import dev.carry.history.Import;
import dev.carry.history.Importer;
import dev.carry.journal.FrameReader;
import dev.carry.journal.JournalException;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.tardis.Api;
import dev.carry.tardis.CsvDataset;
import dev.carry.tardis.Exchange;
import dev.carry.tardis.Machine;
import dev.carry.tardis.Normalised;
import dev.carry.tardis.RawFeed;
import dev.carry.tardis.Wanted;
import dev.carry.venue.roster.Venues;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address of Tardis' as a source of histories:
///
/// | address | what it is |
/// |---|---|
/// | `http…/replay-normalized?options=…` | a machine's past |
/// | `ws…/ws-stream-normalized?options=…` | a machine's present, until it is told to end |
/// | `http…/data-feeds/{exchange}?from=…&to=…` | raw messages, through the venue's own codec |
/// | `http…/{exchange}/{type}/{yyyy}/{MM}/{dd}/{SYMBOL}.csv.gz` | a dataset |
final class TardisSource {
  private static final String UNNAMED = "-";

  private static final Pattern DATASET =
      Pattern.compile("/([^/]+)/[^/]+/(\\d{4})/(\\d\\d)/(\\d\\d)/[^/]+$");

  private final @Nullable String key;
  private final BooleanSupplier enough;

  /// @param key of Tardis' API; absent: what is free is served
  /// @param enough whether to end
  TardisSource(@Nullable String key, BooleanSupplier enough) {
    this.key = key;
    this.enough = enough;
  }

  static boolean isAddress(String named) {
    return named.matches("(?s)(https?|wss?)://.*");
  }

  /// @throws IllegalArgumentException where it is none of these, or what it names cannot be
  Import.Source of(String address) {
    String path = address.replaceAll("(?s)\\?.*", "");
    if (RawFeed.isOne(address)) {
      RawFeed feed = RawFeed.parse(address);
      if (Venues.find(feed.exchange().venue()).isEmpty()) {
        throw new IllegalArgumentException(
            address
                + ": no codec is written for raw messages of "
                + feed.exchange().id()
                + "; its datasets and normalised messages can be read");
      }
      return source(address, "raw messages of Tardis", into -> raw(feed, into));
    }
    if (path.endsWith("/replay-normalized")) {
      URI at = Machine.address(address);
      Wanted.parse(options(at), true).forEach(Wanted::requireExists);
      return source(address, "a machine's past", into -> past(at, into));
    }
    if (path.endsWith("/ws-stream-normalized")) {
      URI at = Machine.address(address);
      Wanted.parse(options(at), false)
          .forEach(wanted -> requireExists(wanted.exchange(), Instant.now()));
      return source(address, "a machine's present", into -> present(at, into));
    }
    if (path.endsWith(".csv.gz") || path.endsWith(".csv")) {
      Matcher parts = DATASET.matcher(path);
      if (parts.find()) {
        requireExists(parts.group(1), day(address, parts));
      }
      return source(address, "a Tardis dataset", into -> dataset(URI.create(address), into));
    }
    throw new IllegalArgumentException(
        address
            + ": allowed are addresses of /replay-normalized, /ws-stream-normalized, /data-feeds/"
            + " and of datasets (.csv.gz)");
  }

  private static Instant day(String address, Matcher parts) {
    try {
      return LocalDate.of(
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)),
              Integer.parseInt(parts.group(4)))
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(address + ": " + e.getMessage(), e);
    }
  }

  private static String options(URI address) {
    return String.valueOf(address.getQuery()).substring("options=".length());
  }

  private static void requireExists(String exchange, Instant at) {
    Exchange.find(exchange).ifPresent(known -> known.requireExists(at));
  }

  private static Import.Source source(String address, String what, Importer.Reader reader) {
    return new Import.Source(address, what, reader);
  }

  // --- machines
  // -----------------------------------------------------------------------------------

  private void past(URI address, Importer.Facts into) throws IOException {
    try (Machine machine = new Machine()) {
      machine.replay(address, new Reading(into), enough);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void present(URI address, Importer.Facts into) throws IOException {
    try (Machine machine = new Machine()) {
      machine.stream(address, new Reading(into), enough);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// The interrupt is not set again: what was read is still to be written, which it would break.
  private static IOException interrupted(InterruptedException e) {
    return new IOException("interrupted", e);
  }

  /// Normalised messages as facts.
  private static final class Reading implements Machine.Lines {
    private final Importer.Facts into;
    private final Normalised normalised = new Normalised();
    private long line;

    Reading(Importer.Facts into) {
      this.into = into;
    }

    @Override
    public void take(String message) {
      line++;
      try {
        switch (normalised.take(message)) {
          case Normalised.Message.Facts facts -> {
            for (MarketEvent event : facts.events()) {
              into.fact(line, event, event.receivedAt(), TardisFiles.SOURCE);
            }
          }
          case Normalised.Message.Disconnected _ -> into.note("connections lost");
          case Normalised.Message.Ignored ignored -> into.note(ignored.why());
        }
      } catch (IllegalArgumentException | ArithmeticException e) {
        into.rejected(line, String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void lost() {
      line++;
      normalised.forget();
      into.note("connections lost");
    }
  }

  // --- Tardis' own addresses
  // ----------------------------------------------------------------------

  private void dataset(URI address, Importer.Facts into) throws IOException {
    try (Api api = new Api(key);
        InputStream bytes = api.get(address);
        CsvDataset dataset = CsvDataset.of(bytes, address)) {
      TardisFiles.read(dataset, into);
    } catch (IllegalArgumentException e) {
      into.rejected(1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void raw(RawFeed feed, Importer.Facts into) throws IOException {
    VenueId venue = feed.exchange().venue();
    RawLines lines = new RawLines(venue, UNNAMED, into);
    try (Api api = new Api(key)) {
      for (int minute = 0; minute < feed.minutes() && !enough.getAsBoolean(); minute++) {
        URI address = feed.minute(minute);
        try (InputStream bytes = api.get(address);
            FrameReader frames = FrameReader.of(bytes, address.toString(), venue, UNNAMED, null)) {
          lines.read(frames);
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (JournalException e) {
      throw new IOException(e.getMessage(), e);
    }
    lines.end();
  }
}
