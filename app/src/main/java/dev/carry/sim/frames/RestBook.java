package dev.carry.sim.frames;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.carry.sim.wire.RestRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Recorded REST bodies, found again by path and parameters, and by what was posted. Several bodies
/// of one request come in turn.
final class RestBook {
  private static final int MAX_BODIES = 20_000;

  /// Characters of all bodies together.
  private static final long MAX_TEXT = 64L << 20;

  /// @param path the path asked, or what the file's name tells of it
  /// @param exact whether `path` is a real path
  /// @param posted the JSON that was posted; missing where nothing was
  private record Entry(
      String path, boolean exact, Map<String, String> query, JsonNode posted, String body) {

    Entry(String path, boolean exact, String body) {
      this(path, exact, Map.of(), MissingNode.getInstance(), body);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> turns = new HashMap<>();
  private long text;

  RestBook(List<Path> files) {
    for (Path file : files) {
      String indexed = indexed(file);
      try (Recording recording = new Recording(file)) {
        Recording.Line line = recording.next();
        while (line != null && entries.size() < MAX_BODIES && text < MAX_TEXT) {
          if (!line.disconnect()) {
            add(file, indexed, line);
            text += line.text().length();
          }
          line = recording.next();
        }
      }
    }
  }

  /// Whether a file holds REST bodies rather than messages of a socket.
  static boolean isRest(Path file) {
    String name = Recording.name(file);
    Path folder = file.getParent();
    boolean answers = folder != null && folder.endsWith("rest"); // as our own recorder lays them
    return answers || name.startsWith("http_") || name.startsWith("rest_");
  }

  private void add(Path file, String indexed, Recording.Line line) {
    if (line.address().contains("/")) {
      int host = line.address().indexOf("//") + 2;
      int path = host < 2 ? 0 : line.address().indexOf('/', host);
      QueryStringDecoder url = new QueryStringDecoder(line.address().substring(path));
      Map<String, String> query = new HashMap<>();
      url.parameters().forEach((key, values) -> query.put(key, values.getFirst()));
      entries.add(new Entry(url.path(), true, query, json(line.posted()), line.text()));
    } else if (!indexed.isEmpty()) {
      entries.add(new Entry(indexed, true, line.text()));
    } else {
      String name = Recording.name(file).replaceFirst("^(http|rest)_+", "");
      String bare =
          name.replaceFirst("(_\\d{4}-\\d{2}-\\d{2}.*)?\\.(json|jsonl|raw|raw\\.gz)$", "");
      entries.add(new Entry(letters(bare), false, line.text()));
    }
  }

  /// The path that `_INDEX.tsv` beside a file names for it, or empty.
  private static String indexed(Path file) {
    Path index = file.resolveSibling("_INDEX.tsv");
    if (!Files.exists(index)) {
      return "";
    }
    String name = Recording.name(file).replaceFirst("\\.[a-z]+$", "");
    try {
      for (String row : Files.readAllLines(index)) {
        String[] cells = row.split("\t", -1);
        String[] call = cells.length < 2 ? new String[0] : cells[1].split(" ", -1);
        if (cells[0].equals(name) && call.length > 1) {
          return call[1];
        }
      }
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + index, e);
    }
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  int size() {
    return entries.size();
  }

  /// The body recorded for a request: one of the same path with the most parameters the same, else
  /// one whose file is named like the path or its end. Where something was posted, its texts must
  /// be the same: they say what is asked. Its numbers are times, of which a replay has others: the
  /// body with the most that are the same.
  @Nullable String find(RestRequest request) {
    String last = letters(request.path().substring(request.path().lastIndexOf('/') + 1));
    JsonNode posted = json(request.body());
    List<Entry> best = new ArrayList<>();
    int bestScore = 0;
    for (Entry entry : entries) {
      int score = 0;
      if (entry.exact && entry.path.equals(request.path())) {
        score =
            asksTheSame(entry.posted, posted)
                ? 2 + same(entry.query, request.query()) + sameNumbers(entry.posted, posted)
                : 0;
      } else if (!entry.exact
          && (entry.path.equals(last) || entry.path.equals(letters(request.path())))) {
        score = 1;
      }
      if (score > bestScore) {
        best.clear();
        bestScore = score;
      }
      if (score > 0 && score == bestScore) {
        best.add(entry);
      }
    }
    if (best.isEmpty()) {
      return null;
    }
    if (turns.size() >= MAX_BODIES) {
      turns.clear();
    }
    int turn = turns.merge(request.path() + request.query() + request.body(), 1, Integer::sum) - 1;
    return best.get(turn % best.size()).body;
  }

  /// Whether two posted texts name the same things, whatever numbers stand in them; what was
  /// recorded without its question answers any.
  private static boolean asksTheSame(JsonNode recorded, JsonNode asked) {
    if (recorded.isMissingNode()) {
      return true;
    }
    if (!recorded.isObject()) {
      return (recorded.isNumber() && asked.isNumber()) || recorded.equals(asked);
    }
    return recorded.size() == asked.size()
        && recorded.properties().stream()
            .allMatch(field -> asksTheSame(field.getValue(), asked.path(field.getKey())));
  }

  private static int sameNumbers(JsonNode recorded, JsonNode asked) {
    int same = recorded.isNumber() && recorded.equals(asked) ? 1 : 0;
    for (Map.Entry<String, JsonNode> field : recorded.properties()) {
      same += sameNumbers(field.getValue(), asked.path(field.getKey()));
    }
    return same;
  }

  private static JsonNode json(String text) {
    try {
      return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static int same(Map<String, String> recorded, Map<String, String> asked) {
    return (int)
        asked.entrySet().stream()
            .filter(parameter -> parameter.getValue().equals(recorded.get(parameter.getKey())))
            .count();
  }
}
