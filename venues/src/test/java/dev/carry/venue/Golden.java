package dev.carry.venue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.carry.model.EventJson;
import dev.carry.model.Instrument;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fixture frames through a codec, compared with the text a reviewer has read.
///
/// `<topic>.frames.jsonl` beside the test's package holds one frame a line:
///
/// ```
/// {"stream":"premiumIndex","at":"2026-09-01T00:00:01Z","message":{…}}   the message as it stands
/// {"stream":"public-1","at":"2026-09-01T00:00:02Z","text":"pong"}       a message that is no JSON
/// {"reset":true}                                                        the connection was lost
/// ```
///
/// `<topic>.events.txt` holds what came out, rewritten by `-Dgolden.update`. Listings are kept in
/// the codec's [Instruments] as the session does.
public final class Golden {
  private static final JsonFactory JSON = new JsonFactory();

  /// One line of a fixture.
  ///
  /// @param frame absent: the connection was lost here
  public record Step(@Nullable Frame frame) {}

  private Golden() {}

  /// Runs one topic of a venue with instruments that begin empty.
  public static void check(VenueDescriptor venue, String topic) {
    check(venue, topic, new Instruments());
  }

  /// Runs one topic of a venue.
  ///
  /// @param listed what is listed before the first frame; taken further by the frames
  public static void check(VenueDescriptor venue, String topic, Instruments listed) {
    String actual = run(venue, frames(venue, topic), listed);
    Path golden = folder(venue).resolve(topic + ".events.txt");
    try {
      if (System.getProperty("golden.update") != null) {
        Files.writeString(golden, actual);
        return;
      }
      assertThat(golden).as("written by -Dgolden.update, then read by a person").exists();
      assertThat(actual).as(golden.getFileName().toString()).isEqualTo(Files.readString(golden));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The frames of one topic, in order.
  public static List<Step> frames(VenueDescriptor venue, String topic) {
    Path file = folder(venue).resolve(topic + ".frames.jsonl");
    List<Step> steps = new ArrayList<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank()) {
          steps.add(step(venue, line, file.getFileName() + " line " + number));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return steps;
  }

  /// The topics a venue has fixtures for.
  public static List<String> topics(VenueDescriptor venue) {
    try (var files = Files.list(folder(venue))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".frames.jsonl"))
          .map(name -> name.substring(0, name.length() - ".frames.jsonl".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a codec makes of frames, as text.
  public static String run(VenueDescriptor venue, List<Step> steps, Instruments listed) {
    VenueCodec codec = venue.codec(listed);
    StringBuilder out = new StringBuilder();
    int number = 0;
    for (Step step : steps) {
      number++;
      Frame frame = step.frame();
      if (frame == null) {
        codec.reset();
        out.append("# ").append(number).append(" reset\n");
        continue;
      }
      out.append("# ").append(number).append(' ').append(frame.stream()).append('\n');
      Decoded decoded = codec.decode(frame);
      keep(decoded, listed);
      lines(decoded, listed).forEach(line -> out.append(line).append('\n'));
    }
    return out.toString();
  }

  /// Keeps listings as the session does.
  public static void keep(Decoded decoded, Instruments listed) {
    if (decoded instanceof Decoded.Facts facts) {
      for (MarketEvent event : facts.events()) {
        if (event instanceof Listing listing) {
          listed.put(listing.instrument());
        }
      }
    }
  }

  /// The facts of one outcome; a book that needs merging is one.
  public static List<MarketEvent> events(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Facts facts -> facts.events();
      case Decoded.Depth depth -> List.of(depth.book());
      case Decoded.Control _, Decoded.Ignored _, Decoded.Rejected _ ->
          throw new AssertionError("no facts: " + decoded);
    };
  }

  /// One outcome as readable lines.
  public static List<String> lines(Decoded decoded, Instruments listed) {
    List<String> lines = new ArrayList<>();
    switch (decoded) {
      case Decoded.Facts facts -> {
        for (MarketEvent event : facts.events()) {
          Instrument instrument = listed.find(event.id());
          lines.add(EventJson.write(event, instrument));
        }
        facts.unusable().forEach(row -> lines.add(unusable(row)));
        if (facts.nextPage() != null) {
          lines.add("next page: " + facts.nextPage());
        }
      }
      case Decoded.Depth depth -> {
        lines.add(EventJson.write(depth.book(), listed.find(depth.book().id())));
        lines.add(
            "depth: "
                + depth.first()
                + " to "
                + depth.last()
                + (depth.after() == null ? "" : " after " + depth.after())
                + (depth.checksum() == null ? "" : ", checksum " + depth.checksum()));
      }
      case Decoded.Control control -> {
        String detail = control.detail().isEmpty() ? "" : ": " + control.detail();
        lines.add("control " + control.what() + detail);
        if (control.reply() != null) {
          lines.add("reply: " + control.reply());
        }
      }
      case Decoded.Unusable row -> lines.add(unusable(row));
    }
    return lines;
  }

  private static String unusable(Decoded.Unusable row) {
    return switch (row) {
      case Decoded.Ignored ignored -> "ignored: " + ignored.why();
      case Decoded.Rejected rejected -> "rejected: " + rejected.why() + ": " + rejected.detail();
    };
  }

  /// The fixture folder of a venue: its package's, in this module's sources; below it one of the
  /// venue's id, where a package holds several venues.
  public static Path folder(VenueDescriptor venue) {
    try {
      Path classes =
          Path.of(Golden.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path module = classes.resolve("../..").normalize();
      String name = venue.getClass().getPackageName().replace('.', '/');
      Path folder = module.resolve("src/test/resources").resolve(name);
      Path own = folder.resolve(venue.id().id());
      return Files.isDirectory(own) ? own : folder;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The message is cut out as bytes: its numbers must reach the codec exactly as they stand.
  private static Step step(VenueDescriptor venue, String line, String place) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    String stream = null;
    Instant at = null;
    byte[] message = null;
    try (JsonParser json = JSON.createParser(bytes)) {
      json.nextToken();
      for (String field; (field = json.nextFieldName()) != null; ) {
        JsonToken value = json.nextToken();
        switch (field) {
          case "reset" -> {
            return new Step(null);
          }
          case "stream" -> stream = json.getText();
          case "at" -> at = Instant.parse(json.getText());
          case "text" -> message = json.getText().getBytes(StandardCharsets.UTF_8);
          case "message" -> {
            if (value.isStructStart()) {
              json.skipChildren();
            }
            message = Recordings.field(bytes, "message");
          }
          default -> throw new IllegalArgumentException(place + ": unknown field '" + field + "'");
        }
      }
    }
    if (stream == null || at == null || message == null) {
      throw new IllegalArgumentException(
          place + ": needs stream, at, and message or text; or reset alone");
    }
    return new Step(Frame.of(venue.id(), stream, at, message));
  }
}
