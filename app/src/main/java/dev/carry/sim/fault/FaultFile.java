package dev.carry.sim.fault;

import dev.carry.sim.world.SimVenue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads fault files; the format is described with the package. What is wrong is told with its
/// line, what was found there and what is allowed.
public final class FaultFile {
  private static final int MAX_FAULTS = 10_000;
  private static final Pattern DURATION = Pattern.compile("(-?\\d+)(ms|s|m|h|d)");
  private static final Set<Integer> STATUSES = Set.of(403, 418, 429, 500, 503);
  private static final Set<Integer> HOURS = Set.of(1, 2, 4, 8);

  /// A fault file that cannot be read, or says what it cannot say.
  public static final class Bad extends RuntimeException {
    private static final long serialVersionUID = 1;

    Bad(String message) {
      super(message);
    }
  }

  private final String name;

  private FaultFile(String name) {
    this.name = name;
  }

  /// The faults of a file, YAML or JSON lines. Throws [Bad].
  public static List<Fault> read(Path file) {
    try {
      return parse(String.valueOf(file.getFileName()), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new Bad("no fault file " + file);
    } catch (IOException e) {
      throw new Bad("cannot read the fault file " + file + ": " + e);
    }
  }

  /// The faults of a text; `name` stands in messages. Throws [Bad].
  public static List<Fault> parse(String name, String text) {
    FaultFile file = new FaultFile(name);
    List<Fault> faults = new ArrayList<>();
    if (text.stripLeading().startsWith("{")) {
      int line = 0;
      for (String one : text.split("\n", -1)) {
        line++;
        if (!one.isBlank()) {
          file.compose(one, line - 1).forEach(fault -> add(faults, fault));
        }
      }
    } else {
      file.compose(text, 0).forEach(fault -> add(faults, fault));
    }
    return faults;
  }

  private static void add(List<Fault> faults, Fault fault) {
    if (faults.size() == MAX_FAULTS) {
      throw new Bad("more than " + MAX_FAULTS + " faults");
    }
    faults.add(fault);
  }

  private Bad bad(int line, String what) {
    return new Bad(name + ":" + line + ": " + what);
  }

  private List<Fault> compose(String text, int linesBefore) {
    Node root;
    try {
      root =
          new Compose(LoadSettings.builder().setLabel(name).build())
              .composeString(text)
              .orElse(null);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1) + linesBefore;
      throw bad(line, "not YAML: " + e.getProblem());
    }
    List<Fault> faults = new ArrayList<>();
    switch (root) {
      case null -> {}
      case SequenceNode list -> {
        for (Node node : list.getValue()) {
          faults.add(fault(node, linesBefore));
        }
      }
      default -> faults.add(fault(root, linesBefore));
    }
    return faults;
  }

  private static int line(Node node, int linesBefore) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1) + linesBefore;
  }

  /// A value and the line it stands on.
  private record Cell(String text, int line) {}

  private Fault fault(Node node, int linesBefore) {
    int line = line(node, linesBefore);
    if (!(node instanceof MappingNode mapping)) {
      throw bad(line, "found no mapping, allowed is {at: …, venue: …, what: …, …}");
    }
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int at = line(tuple.getKeyNode(), linesBefore);
      if (!(tuple.getKeyNode() instanceof ScalarNode key)
          || !(tuple.getValueNode() instanceof ScalarNode value)) {
        throw bad(at, "found a nested value, allowed are single values");
      }
      cells.put(key.getValue(), new Cell(value.getValue(), at));
    }
    Kind kind = kind(need(cells, "what", line));
    Set<String> allowed = new TreeSet<>(kind.allowed());
    allowed.addAll(Set.of("at", "venue", "what"));
    cells.forEach(
        (key, cell) -> {
          if (!allowed.contains(key)) {
            throw bad(
                cell.line,
                "unknown key '"
                    + key
                    + "' of "
                    + kind.word()
                    + ", allowed: "
                    + String.join(", ", allowed));
          }
        });
    kind.required().forEach(key -> need(cells, key, line));
    return build(cells, kind, line);
  }

  private Fault build(Map<String, Cell> cells, Kind kind, int line) {
    Duration at = duration(need(cells, "at", line), "at", false);
    List<SimVenue> venues = venues(need(cells, "venue", line));
    Fault fault = Fault.of(at, venues.getFirst(), kind).on(venues);
    for (Map.Entry<String, Cell> entry : cells.entrySet()) {
      Cell cell = entry.getValue();
      fault =
          switch (entry.getKey()) {
            case "for" -> fault.lasting(duration(cell, "for", false));
            case "symbol" -> fault.withSymbol(cell.text);
            case "status" -> fault.withStatus(among(cell, "status", STATUSES), fault.retryAfter());
            case "retry-after" ->
                fault.withStatus(fault.status(), duration(cell, "retry-after", false));
            case "share" -> fault.withShare(number(cell, "share", 0, 1));
            case "by" -> fault.withBy(duration(cell, "by", kind == Kind.CLOCK_SKEW));
            case "hours" -> fault.withHours(among(cell, "hours", HOURS));
            case "times" -> fault.withTimes(number(cell, "times", 1e-6, 1e6));
            default -> fault;
          };
    }
    return fault;
  }

  private Cell need(Map<String, Cell> cells, String key, int line) {
    Cell cell = cells.get(key);
    if (cell == null || cell.text.isEmpty()) {
      throw bad(line, "'" + key + "' is missing");
    }
    return cell;
  }

  private Kind kind(Cell cell) {
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(cell.text)) {
        return kind;
      }
    }
    throw bad(cell.line, "'what' is '" + cell.text + "', allowed: " + Kind.words());
  }

  private List<SimVenue> venues(Cell cell) {
    if (cell.text.equals("all")) {
      return List.of(SimVenue.values());
    }
    for (SimVenue venue : SimVenue.values()) {
      if (venue.id().equals(cell.text)) {
        return List.of(venue);
      }
    }
    throw bad(cell.line, "'venue' is '" + cell.text + "', allowed: all, " + SimVenue.ids());
  }

  private Duration duration(Cell cell, String key, boolean negative) {
    Matcher matcher = DURATION.matcher(cell.text);
    if (!matcher.matches() || (!negative && cell.text.startsWith("-"))) {
      throw bad(
          cell.line,
          "'"
              + key
              + "' is '"
              + cell.text
              + "', allowed is a time such as 500ms, 30s, 5m, 8h, 7d"
              + (negative ? ", also negative" : ""));
    }
    long amount = number(cell, matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private long number(Cell cell, String digits) {
    if (digits.length() > 10) {
      throw bad(cell.line, "'" + cell.text + "' is too long a time");
    }
    return Long.parseLong(digits);
  }

  private double number(Cell cell, String key, double least, double most) {
    try {
      double value = Double.parseDouble(cell.text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw outside(cell, key, least, most);
    }
    throw outside(cell, key, least, most);
  }

  private Bad outside(Cell cell, String key, double least, double most) {
    return bad(
        cell.line, "'" + key + "' is '" + cell.text + "', allowed: " + least + " to " + most);
  }

  private int among(Cell cell, String key, Set<Integer> allowed) {
    for (int value : allowed) {
      if (cell.text.equals(Integer.toString(value))) {
        return value;
      }
    }
    throw bad(
        cell.line, "'" + key + "' is '" + cell.text + "', allowed: " + new TreeSet<>(allowed));
  }
}
