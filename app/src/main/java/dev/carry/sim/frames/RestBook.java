package dev.carry.sim.frames;

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

/// Recorded REST bodies, found again by path and parameters. Several bodies of one request come in
/// turn.
final class RestBook {
  private static final int MAX_BODIES = 20_000;

  /// Characters of all bodies together.
  private static final long MAX_TEXT = 64L << 20;

  /// @param path the path asked, or what the file's name tells of it
  /// @param exact whether `path` is a real path
  private record Entry(String path, boolean exact, Map<String, String> query, String body) {}

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
      entries.add(new Entry(url.path(), true, query, line.text()));
    } else if (!indexed.isEmpty()) {
      entries.add(new Entry(indexed, true, Map.of(), line.text()));
    } else {
      String name = Recording.name(file).replaceFirst("^(http|rest)_+", "");
      String bare =
          name.replaceFirst("(_\\d{4}-\\d{2}-\\d{2}.*)?\\.(json|jsonl|raw|raw\\.gz)$", "");
      entries.add(new Entry(letters(bare), false, Map.of(), line.text()));
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
  /// one whose file is named like the path or its end.
  @Nullable String find(RestRequest request) {
    String last = letters(request.path().substring(request.path().lastIndexOf('/') + 1));
    List<Entry> best = new ArrayList<>();
    int bestScore = 0;
    for (Entry entry : entries) {
      int score = 0;
      if (entry.exact && entry.path.equals(request.path())) {
        score = 2 + same(entry.query, request.query());
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
    int turn = turns.merge(request.path() + request.query(), 1, Integer::sum) - 1;
    return best.get(turn % best.size()).body;
  }

  private static int same(Map<String, String> recorded, Map<String, String> asked) {
    return (int)
        asked.entrySet().stream()
            .filter(parameter -> parameter.getValue().equals(recorded.get(parameter.getKey())))
            .count();
  }
}
