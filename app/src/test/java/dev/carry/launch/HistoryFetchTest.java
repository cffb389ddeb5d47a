package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The venues' own histories, through the verb, from their simulated sides.
class HistoryFetchTest {
  private static final String VENUES =
      "binance-usdm,bybit,okx,deribit,hyperliquid,dydx,gate,bitget";

  @TempDir private Path folder;
  private Path endpoints = Path.of("");

  @BeforeEach
  void name() {
    endpoints = folder.resolve("endpoints.json");
  }

  @Test
  void settledFundingComesWithoutAHoleAndIsNotAskedForTwice() throws Exception {
    try (SimServer venues = SimServer.start(SimOptions.defaults().withAssets(2))) {
      Files.writeString(endpoints, EndpointsFile.known(venues.endpointsJson()));
      // between boundaries that every venue has settled: the last one may not be told yet
      Instant to = Instant.now().minus(Duration.ofHours(1));
      to = Instant.ofEpochSecond(to.getEpochSecond() / 28_800 * 28_800);
      String[] funding = {
        "--venues",
        VENUES,
        "--assets",
        "BTC",
        "--series",
        "funding",
        "--from",
        to.minus(Duration.ofDays(29)).toString(),
        "--to",
        to.plusSeconds(60).toString() // stamps come late
      };
      Called first = fetch(funding);
      assertThat(first.exit()).as(first.err()).isZero();
      List<String> series = coverage();
      List<String> settled =
          series.stream().filter(line -> line.contains("\"fact\":\"funding-settled\"")).toList();
      assertThat(settled)
          .hasSizeGreaterThanOrEqualTo(VENUES.split(",", -1).length)
          .allMatch(line -> line.contains("\"holes\":0"));
      assertThat(settled)
          .anyMatch(line -> line.contains("bybit") && line.contains("\"points\":88"))
          .anyMatch(line -> line.contains("hyperliquid") && line.contains("\"points\":697"));

      Called second = fetch(funding);
      assertThat(second.err()).contains(" 0 points added");
      assertThat(coverage()).isEqualTo(series);
    }
  }

  /// One venue tells its premiums in the rows of its settlements.
  @Test
  void factsOfOneAnswerGoEachToItsOwnSeries() throws Exception {
    try (SimServer venues = SimServer.start(SimOptions.defaults().withAssets(2))) {
      Files.writeString(endpoints, EndpointsFile.known(venues.endpointsJson()));
      Called fetched =
          fetch("--venues", "hyperliquid", "--assets", "BTC", "--series", "funding,trade");
      assertThat(fetched.exit()).as(fetched.err()).isZero();
      assertThat(coverage())
          .anyMatch(line -> line.contains("\"fact\":\"premium-index\""))
          .anyMatch(line -> line.contains("\"fact\":\"candle\""));
    }
  }

  @Test
  void wrongCallsAreToldAndEndWithTwo() {
    assertThat(fetch("--series", "gossip").err()).contains("--series gossip: allowed are funding");
    assertThat(fetch("--series", "gossip").exit()).isEqualTo(2);
    assertThat(fetch("--from", "yesterday").err()).contains("'yesterday' is no time");
    assertThat(fetch("--from", "2026-02-01", "--to", "2026-01-01").err()).contains("is not before");
    assertThat(fetch("--venues", "apollox").err()).contains("apollox: history only: closed");
    assertThat(fetch("--venues", "bitmex").exit()).isEqualTo(2);
    assertThat(fetch("--venues", "ftx").err()).contains("ftx: it stopped in November 2022");
  }

  private Called fetch(String... more) {
    List<String> call = new ArrayList<>(List.of("history", "fetch"));
    if (Files.exists(endpoints)) {
      call.addAll(List.of("--endpoints", endpoints.toString()));
    }
    call.addAll(List.of("--data", folder.resolve("data").toString()));
    call.addAll(List.of(more));
    return Called.call(call.toArray(String[]::new));
  }

  private List<String> coverage() {
    return Called.call(
            "history", "coverage", "--data", folder.resolve("data").toString(), "--format", "json")
        .out()
        .lines()
        .toList();
  }
}
