package dev.carry.tardis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.MarketEvent;
import dev.carry.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Tardis' own files and messages, where they lie beside the project.
class RecordedTardisTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Samples that others made up, with nanoseconds where the vendor has microseconds.
  private static final List<String> MADE_UP = List.of("deltas_1.csv", "trades_1.csv");

  @Test
  void everySampleOfTheDatasetsIsReadWhole() throws IOException {
    Map<String, Integer> facts = new TreeMap<>();
    List<String> unusable = new ArrayList<>();
    for (String folder : List.of("nautilus_csv", "derived_csv")) {
      try (Stream<Path> files = Files.list(shared(folder))) {
        for (Path file : files.sorted().toList()) {
          read(file, facts, unusable);
        }
      }
    }
    System.out.println(facts);
    assertThat(unusable)
        .allMatch(why -> MADE_UP.stream().anyMatch(why::contains) || why.contains("exchange '"));
    assertThat(facts)
        .containsKeys(
            "trade", "book", "quote", "mark", "index", "funding-estimate", "liquidation", "option");
  }

  private static void read(Path file, Map<String, Integer> facts, List<String> unusable)
      throws IOException {
    try (CsvDataset dataset = CsvDataset.open(file)) {
      for (CsvDataset.Row row; (row = dataset.next()) != null; ) {
        switch (row) {
          case CsvDataset.Row.Facts told ->
              told.events().forEach(e -> facts.merge(e.fact().label(), 1, Integer::sum));
          case CsvDataset.Row.Unusable bad -> unusable.add(bad.where() + ": " + bad.why());
        }
      }
    }
  }

  @Test
  void everyNormalisedMessageOfAKnownExchangeIsRead() throws IOException {
    int read = 0;
    List<String> failures = new ArrayList<>();
    try (Stream<Path> files = Files.list(shared("node_fixtures"))) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode fixture = JSON.readTree(line);
          for (JsonNode message : fixture.path("normalized")) {
            if (Exchange.find(message.path("exchange").asText()).isPresent()) {
              read++;
              take(message.toString(), failures);
            }
          }
        }
      }
    }
    System.out.println(read + " normalised messages");
    assertThat(read).isGreaterThan(100);
    assertThat(failures).isEmpty();
  }

  @Test
  void theMachinesOwnSamplesAreRead() throws IOException {
    List<String> failures = new ArrayList<>();
    List<MarketEvent> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(shared("nautilus_machine_json"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith("instrument_") && !name.contains("options")) {
          events.addAll(take(Files.readString(file), failures));
        }
      }
    }
    assertThat(failures).isEmpty();
    assertThat(events).hasSizeGreaterThan(6);
  }

  private static List<MarketEvent> take(String message, List<String> failures) {
    try {
      return new Normalised().take(message) instanceof Normalised.Message.Facts facts
          ? facts.events()
          : List.of();
    } catch (IllegalArgumentException e) {
      failures.add(e.getMessage() + " in " + message);
      return List.of();
    }
  }

  private static Path shared(String below) {
    return Shared.folder("data/tardis/" + below);
  }
}
