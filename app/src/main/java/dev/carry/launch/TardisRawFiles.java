package dev.carry.launch;

import dev.carry.history.Importer;
import dev.carry.journal.FrameLog;
import dev.carry.journal.FrameReader;
import dev.carry.journal.JournalException;
import dev.carry.model.VenueId;
import dev.carry.tardis.Exchange;
import dev.carry.venue.roster.Venues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Files of raw lines as Tardis serves and its tools cache them, and as Carry records them: a
/// folder above them is named by the exchange, or the venue.
final class TardisRawFiles implements Importer {
  private static final Pattern RAW =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z [\\[{].*");

  @Override
  public Judged judge(Path file, String firstLine) {
    if (!RAW.matcher(firstLine).matches()) {
      return new Judged.NotMine();
    }
    Path folder = file.toAbsolutePath().getParent();
    for (Path above = folder; above != null; above = above.getParent()) {
      String name = above.getFileName() == null ? "" : above.getFileName().toString();
      VenueId venue = venue(name);
      if (venue != null && Venues.find(venue).isEmpty()) {
        return new Judged.Skip("no codec is written for raw messages of " + name);
      }
      if (venue != null) {
        // Carry's own recordings: <venue>/<connection>/<day>
        String stream =
            folder != null && above.equals(folder.getParent())
                ? FrameLog.streamName(String.valueOf(folder.getFileName()))
                : "-";
        return new Judged.Mine("raw messages of " + venue, into -> read(file, venue, stream, into));
      }
    }
    return new Judged.Skip(
        "raw messages, and no folder above says whose: put them below one named by the exchange,"
            + " such as bybit");
  }

  private static @Nullable VenueId venue(String name) {
    return Exchange.find(name)
        .map(Exchange::venue)
        .or(
            () ->
                Venues.all().stream()
                    .map(known -> known.id())
                    .filter(id -> id.id().equals(name))
                    .findFirst())
        .orElse(null);
  }

  private static void read(Path file, VenueId venue, String stream, Facts into) throws IOException {
    RawLines lines = new RawLines(venue, stream, into);
    try (FrameReader frames = FrameReader.open(file, venue, stream, null)) {
      lines.read(frames);
    } catch (JournalException e) {
      throw new IOException(e.getMessage(), e);
    }
    lines.end();
  }
}
