package dev.carry.venue;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.MarketEvent;
import dev.carry.testkit.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Real recorded messages, kept outside the project: tests that need them are skipped where they
/// are not.
public final class Recordings {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// One recorded message.
  ///
  /// @param source who recorded it: the folder below the venue's
  /// @param place file and line, for messages about it
  /// @param bytes as on the wire, or as close to it as the source kept it
  /// @param expected what another project made of it; absent where the source says nothing
  @SuppressWarnings("ArrayRecordComponent")
  public record Message(String source, String place, byte[] bytes, @Nullable JsonNode expected) {

    /// Whether it is real wire traffic, in contrast to examples made by hand.
    public boolean isReal() {
      return switch (source) {
        case "cryptofeed", "tardis_node", "crypto_msg_parser", "bitvigil", "taolifunding" -> true;
        default -> false;
      };
    }

    /// What a recording calls the stream: the file's name without its ending.
    public String stream() {
      String file = place.substring(place.indexOf('/') + 1, place.lastIndexOf(':'));
      return file.substring(0, file.lastIndexOf('.'));
    }
  }

  private Recordings() {}

  /// A path below the shared data; the test is skipped where it does not exist.
  public static Path path(String below) {
    Path path = Shared.folder("data").resolve(below);
    assumeTrue(Files.exists(path), "skipped: the shared recordings hold no " + below);
    return path;
  }

  /// All recorded messages of a venue, by the name of its folder.
  public static List<Message> ofVenue(String folder) {
    Path root = path("venues/" + folder);
    List<Message> messages = new ArrayList<>();
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        messagesOf(root, file, messages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return messages;
  }

  /// What became of a message, in words that can be counted.
  public static String outcome(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Facts facts ->
          "facts" + (facts.unusable().isEmpty() ? "" : " with unusable rows");
      case Decoded.Depth _ -> "depth";
      case Decoded.Control control -> "control " + control.what();
      case Decoded.Ignored ignored -> "ignored: " + ignored.why();
      case Decoded.Rejected rejected -> "rejected: " + rejected.why();
    };
  }

  /// The facts of a message, a book that needs merging among them; none where it states none.
  public static List<MarketEvent> events(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Facts facts -> facts.events();
      case Decoded.Depth depth -> List.of(depth.book());
      case Decoded.Control _, Decoded.Ignored _, Decoded.Rejected _ -> List.of();
    };
  }

  /// What of a message was not understood.
  public static List<String> broken(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Facts facts ->
          facts.unusable().stream()
              .filter(Decoded.Rejected.class::isInstance)
              .map(Object::toString)
              .toList();
      case Decoded.Rejected rejected -> List.of(rejected.toString());
      case Decoded.Depth _, Decoded.Control _, Decoded.Ignored _ -> List.of();
    };
  }

  private static void messagesOf(Path root, Path file, List<Message> out) throws IOException {
    String name = root.relativize(file).toString();
    String source = name.substring(0, Math.max(0, name.indexOf('/')));
    if (name.endsWith(".recv_ts")
        || name.contains("ws_sent_by_client")
        || name.endsWith("_INDEX.tsv")) {
      return;
    }
    if (!name.endsWith(".jsonl")) {
      out.add(new Message(source, name + ":1", Files.readAllBytes(file), null));
      return;
    }
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      if (line.isBlank()) {
        continue;
      }
      String place = name + ":" + number;
      if (source.equals("tardis_node")) {
        JsonNode expected = JSON.readTree(bytes).get("expected");
        out.add(new Message(source, place, field(bytes, "raw"), expected));
      } else {
        out.add(new Message(source, place, bytes, null));
      }
    }
  }

  /// The bytes of one field of an object, exactly as they stand.
  static byte[] field(byte[] object, String name) throws IOException {
    try (JsonParser json = JSON.getFactory().createParser(object)) {
      json.nextToken();
      for (String field; (field = json.nextFieldName()) != null; ) {
        var value = json.nextToken();
        int from = (int) json.currentTokenLocation().getByteOffset();
        if (value.isStructStart()) {
          json.skipChildren();
        } else {
          json.finishToken();
        }
        if (field.equals(name)) {
          int to = (int) json.currentLocation().getByteOffset();
          return Arrays.copyOfRange(object, from, to);
        }
      }
    }
    throw new IllegalArgumentException("no field '" + name + "'");
  }
}
