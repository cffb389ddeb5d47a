package dev.carry.launch;

import dev.carry.journal.FrameReader;
import dev.carry.journal.Recorded;
import dev.carry.model.Listing;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Identity;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// A recording of one venue, through its codec.
///
/// @param stream what its messages answer, where they do not say
/// @param untimed the receive time of messages that have none
record RecordedFile(VenueDescriptor venue, String stream, Instant untimed) {

  /// Takes what a recording turned into, in order.
  interface Taker {
    /// @param where file and line
    /// @param known the venue's instruments as listed so far, in this message too
    void decoded(String where, Frame frame, Decoded decoded, Instruments known);

    void disconnected(Instant at);

    void unreadable(String where, String why);
  }

  /// Reads a file, or standard input where it is `-`.
  void read(CommandSpec spec, String file, Taker taker) throws IOException {
    Instruments known = new Instruments();
    VenueCodec codec = Identity.reviewed().codec(venue, known);
    if (file.endsWith(".json") || file.endsWith(".json5")) {
      byte[] bytes = Files.readAllBytes(existing(spec, file));
      take(codec, known, Frame.of(venue.id(), stream, untimed, bytes), file, taker);
      return;
    }
    try (FrameReader reader = open(spec, file)) {
      Instant last = untimed;
      long line = 0;
      for (Recorded recorded; (recorded = reader.next()) != null; ) {
        line++;
        switch (recorded) {
          case Recorded.Message message -> {
            last = message.frame().receivedAt();
            Frame frame = Wrapped.unwrap(Asked.named(message.frame(), message.note()));
            take(codec, known, frame, file + ":" + line, taker);
          }
          case Recorded.Disconnect _ -> {
            codec.reset();
            taker.disconnected(last);
          }
          case Recorded.Unreadable unreadable ->
              taker.unreadable(unreadable.where(), unreadable.reason());
        }
      }
    }
  }

  private static void take(
      VenueCodec codec, Instruments known, Frame frame, String where, Taker taker) {
    Decoded decoded = codec.decode(frame);
    if (decoded instanceof Decoded.Facts facts) {
      facts.events().stream()
          .filter(Listing.class::isInstance)
          .forEach(event -> known.put(((Listing) event).instrument()));
    }
    taker.decoded(where, frame, decoded, known);
  }

  private FrameReader open(CommandSpec spec, String file) {
    return file.equals("-")
        ? FrameReader.of(System.in, "standard input", venue.id(), stream, untimed)
        : FrameReader.open(existing(spec, file), venue.id(), stream, untimed);
  }

  static Path existing(CommandSpec spec, String file) {
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      String problem = Files.isDirectory(path) ? "a folder: name files in it" : "no such file";
      throw new ParameterException(spec.commandLine(), file + ": " + problem);
    }
    return path;
  }
}
