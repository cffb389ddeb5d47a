package dev.carry.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.sim.world.SimVenue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultFileTest {
  @Test
  void yamlIsRead() {
    List<Fault> faults =
        FaultFile.parse(
            "f.yaml",
            """
            # a bad morning
            - {at: 30s, venue: bybit, what: disconnect}
            - at: 2m
              venue: binance-usdm
              what: refuse
              status: 418
              retry-after: 20s
              for: 25s
            - {at: 3m, venue: deribit, what: clock-skew, by: -90s, for: 1m}
            - {at: 4m, venue: all, what: garbage, share: 0.1}
            """);
    assertThat(faults).hasSize(4);
    assertThat(faults.get(0))
        .isEqualTo(Fault.of(Duration.ofSeconds(30), SimVenue.BYBIT, Kind.DISCONNECT));
    assertThat(faults.get(1).status()).isEqualTo(418);
    assertThat(faults.get(1).retryAfter()).isEqualTo(Duration.ofSeconds(20));
    assertThat(faults.get(1).lasts()).isEqualTo(Duration.ofSeconds(25));
    assertThat(faults.get(2).by()).isEqualTo(Duration.ofSeconds(-90));
    assertThat(faults.get(3).venues()).containsExactly(SimVenue.values());
  }

  @Test
  void jsonLinesAreRead() {
    List<Fault> faults =
        FaultFile.parse(
            "f.jsonl",
            """
            {"at":"30s","venue":"okx","what":"silence","for":"5s","symbol":"BTC-USDT-SWAP"}

            {"at":"40s","venue":"okx","what":"period-change","symbol":"SOL-USDT-SWAP","hours":1}
            """);
    assertThat(faults).hasSize(2);
    assertThat(faults.get(0).symbol()).isEqualTo("BTC-USDT-SWAP");
    assertThat(faults.get(1).hours()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{at: 1s, venue: bybit, what: explode}|f:1: 'what' is 'explode', allowed: disconnect",
        "{at: 1s, venue: mtgox, what: silence}|f:1: 'venue' is 'mtgox', allowed: all, binance-usdm",
        "{at: soon, venue: okx, what: silence}|f:1: 'at' is 'soon', allowed is a time such as",
        "{at: 1s, venue: okx, what: silence, hour: 1}|f:1: unknown key 'hour' of silence, allowed:",
        "{at: 1s, venue: okx, what: refuse}|f:1: 'status' is missing",
        "{at: 1s, venue: okx, what: refuse, status: 200}|f:1: 'status' is '200', allowed: [403",
        "{at: 1s, venue: okx, what: garbage, share: 7}|f:1: 'share' is '7', allowed: 0.0 to 1.0",
        "{at: 1s, venue: okx, what: silence, for: -1s}|f:1: 'for' is '-1s', allowed is a time",
        "{venue: okx, what: silence}|f:1: 'at' is missing",
        "{at: 1s, venue: okx, what: period-change, symbol: X, hours: 3}|f:1: 'hours' is '3'",
        "{at: 1s, venue: [okx], what: silence}|f:1: found a nested value",
        "just text|f:1: found no mapping",
        "{at: 1s|f:1: not YAML"
      })
  void badFilesAreToldWithTheirLine(String text, String message) {
    assertThatThrownBy(() -> FaultFile.parse("f", text))
        .isInstanceOf(FaultFile.Bad.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void theLineIsThatOfTheMistake() {
    String yaml =
        """
        - {at: 1s, venue: okx, what: silence}
        - at: 2s
          venue: okx
          what: delay
          by: never
        """;
    assertThatThrownBy(() -> FaultFile.parse("f", yaml)).hasMessageStartingWith("f:5: 'by'");
    String lines =
        """
        {"at":"1s","venue":"okx","what":"silence"}
        {"at":"1s","venue":"okx","what":"nothing"}
        """;
    assertThatThrownBy(() -> FaultFile.parse("f", lines)).hasMessageStartingWith("f:2: 'what'");
  }

  @Test
  void anEmptyFileHasNoFaults() {
    assertThat(FaultFile.parse("f", "# nothing\n")).isEmpty();
  }

  @Test
  void aStormIsTheSameForTheSameSeed() {
    Duration hour = Duration.ofHours(1);
    assertThat(Storm.of(3, hour, 50)).isEqualTo(Storm.of(3, hour, 50)).hasSize(50);
    assertThat(Storm.of(4, hour, 50)).isNotEqualTo(Storm.of(3, hour, 50));
    assertThat(Storm.of(3, hour, 50)).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }
}
