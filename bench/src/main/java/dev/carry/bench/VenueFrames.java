package dev.carry.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.journal.FrameReader;
import dev.carry.journal.Recorded;
import dev.carry.model.VenueId;
import dev.carry.venue.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What others recorded of a venue, whatever its channel, in memory.
final class VenueFrames {
  /// Where a venue's recordings lie: folders are named by operator and product.
  private static final Map<String, String> FOLDERS =
      Map.ofEntries(
          Map.entry("gate", "gate_futures"),
          Map.entry("dydx", "dydx_v4"),
          Map.entry("okx-spot", "okx"),
          Map.entry("okx-options", "okx"),
          Map.entry("bybit-spot", "bybit"),
          Map.entry("bybit-options", "bybit"));

  private static final List<String> REAL =
      List.of("cryptofeed", "tardis_node", "crypto_msg_parser", "bitvigil", "taolifunding");

  /// What was recorded of Bitget's first API, which is gone: mostly whole order books.
  private static final String GONE = "/bitget/cryptofeed/v1_";

  private static final Instant AT = Instant.parse("2026-09-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private VenueFrames() {}

  /// All of them; none where the [SharedData] are not here, or hold nothing of it.
  static List<Frame> of(VenueId venue) {
    String folder = FOLDERS.getOrDefault(venue.id(), venue.id().replace('-', '_'));
    Path root =
        venue.id().equals("ftx")
            ? SharedData.find("tardis/cryptofeed_raw")
            : SharedData.find("venues/" + folder);
    List<Frame> frames = new ArrayList<>();
    if (root == null) {
      System.err.println("skipped: no shared recordings of " + venue);
      return frames;
    }
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(file -> isMessages(venue, file)).sorted().toList()) {
        read(file, venue, frames);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frames;
  }

  /// Of real traffic: examples made by hand stand beside it.
  private static boolean isMessages(VenueId venue, Path file) {
    String path = file.toString();
    return venue.id().equals("ftx")
        ? path.contains("/FTX.")
        : path.endsWith(".jsonl")
            && !path.endsWith("/ws_sent_by_client.jsonl")
            && !path.contains(GONE)
            && REAL.stream().anyMatch(folder -> path.contains("/" + folder + "/"));
  }

  private static void read(Path file, VenueId venue, List<Frame> into) throws IOException {
    if (file.toString().contains("/tardis_node/")) { // with what its recorder says of it
      for (String line : Files.readAllLines(file)) {
        into.add(Frame.of(venue, "-", AT, JSON.readTree(line).path("raw").toString()));
      }
      return;
    }
    try (FrameReader reader = FrameReader.open(file, venue, "-", AT)) {
      for (Recorded line; (line = reader.next()) != null; ) {
        if (line instanceof Recorded.Message message) {
          into.add(message.frame());
        }
      }
    }
  }
}
