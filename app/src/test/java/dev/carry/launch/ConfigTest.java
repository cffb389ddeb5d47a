package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Config read(String yaml, Map<String, String> environment, String... sets)
      throws IOException {
    Path file = Files.writeString(folder.resolve("carry.yaml"), yaml);
    return Config.of(Settings.read(file, environment, List.of(sets)));
  }

  @Test
  void noFileIsNeeded() {
    Config config = Config.of(Settings.read(null, Map.of(), List.of()));
    assertThat(config.server().port()).isEqualTo(8080);
    assertThat(config.server().host()).isEqualTo("127.0.0.1");
    assertThat(config.gates().settlementHold()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void unitsAreUnderstoodAndLaterSourcesWin() throws IOException {
    String yaml = "gates:\n  quiet: 30s\n  price-ratio: 3%\npremium:\n  open: 7bp\n";
    Config config =
        read(yaml, Map.of("CARRY_GATES_QUIET", "45s"), "premium.open=9bp", "costs.transfer=1bp");
    assertThat(config.gates().quiet()).isEqualTo(Duration.ofSeconds(45));
    assertThat(config.gates().priceRatio()).isEqualTo(0.03);
    assertThat(config.premium().open()).isEqualTo(0.0009);
    assertThat(config.crossVenue().transfer()).isEqualTo(0.0001);
    assertThat(config.crossVenue().financingApr()).isNull();
  }

  @Test
  void anUnknownKeyStopsTheStartWithItsLineAndTheNearestKey() {
    assertThatThrownBy(() -> read("gates:\n  quite: 30s\n", Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("carry.yaml:2")
        .hasMessageContaining("gates.quite")
        .hasMessageContaining("gates.quiet");
  }

  @Test
  void aWrongValueNamesThePlaceTheKeyWhatWasFoundAndWhatIsAllowed() {
    assertThatThrownBy(() -> read("server:\n  port: 99999\n", Map.of()))
        .hasMessageContaining("carry.yaml:2")
        .hasMessageContaining("server.port")
        .hasMessageContaining("found 99999")
        .hasMessageContaining("from 0 to 65535");
    assertThatThrownBy(() -> read("gates:\n  quiet: 30\n", Map.of()))
        .hasMessageContaining("gates.quiet")
        .hasMessageContaining("30s");
  }

  @Test
  void brokenYamlNamesTheLine() {
    assertThatThrownBy(() -> read("gates:\n  - a: [\n", Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("carry.yaml:");
  }
}
