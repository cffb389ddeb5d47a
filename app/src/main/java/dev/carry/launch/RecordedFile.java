package dev.carry.launch;

import dev.carry.journal.FrameReader;
import dev.carry.journal.Recorded;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Identity;
import dev.carry.venue.Instruments;
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
  /// A file is read as what came on one.
  private static final String CONNECTION = "recording";

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
    Codecs codecs = new Codecs(Identity.reviewed());
    if (file.endsWith(".json") || file.endsWith(".json5")) {
      byte[] bytes = Files.readAllBytes(existing(spec, file));
      take(codecs, Frame.of(venue.id(), stream, untimed, bytes), file, taker);
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
            Frame frame = Asked.named(message.frame(), message.note());
            take(codecs, frame, file + ":" + line, taker);
          }
          case Recorded.Disconnect _ -> {
            codecs.lost(venue.id(), CONNECTION);
            taker.disconnected(last);
          }
          case Recorded.Unreadable unreadable ->
              taker.unreadable(unreadable.where(), unreadable.reason());
        }
      }
      if (reader.torn()) {
        taker.unreadable(file + ":" + (line + 1), "the file ends within what is compressed");
      }
    }
  }

  private void take(Codecs codecs, Frame frame, String where, Taker taker) {
    Decoded decoded = codecs.decode(CONNECTION, frame);
    taker.decoded(where, frame, decoded, codecs.listed(venue.id()));
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
