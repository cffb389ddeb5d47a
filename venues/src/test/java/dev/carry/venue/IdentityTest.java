package dev.carry.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.venue.roster.Venues;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
  private static final Set<VenueId> VENUES =
      Venues.all().stream().map(VenueDescriptor::id).collect(Collectors.toSet());

  /// Whole lists as recorded on the wire, by venue.
  private static final Map<String, String> LISTS =
      Map.of(
          "binance-usdm", "binance_usdm/cryptofeed/http_fapi_v1_exchangeInfo.jsonl",
          "binance-coinm", "binance_coinm/cryptofeed/http_dapi_v1_exchangeInfo.jsonl",
          "binance-spot", "binance_spot/cryptofeed/http_api_v3_exchangeInfo.jsonl",
          "okx", "okx/cryptofeed/http_api_v5_public_instruments.jsonl",
          "gate", "gate_futures/cryptofeed/http_api_v4_futures_usdt_contracts.jsonl",
          "kraken-spot", "kraken_spot/cryptofeed/http_0_public_AssetPairs.jsonl",
          "kraken-futures", "kraken_futures/cryptofeed/http_derivatives_api_v3_instruments.jsonl",
          "bitmex", "bitmex/cryptofeed/http_api_v1_instrument_active.jsonl",
          "deribit", "deribit/cryptofeed/http_api_v2_public_get_instruments.jsonl",
          "hyperliquid", "hyperliquid/sdk_cassettes/meta.jsonl");

  @Test
  void everyLineThatComesWithCarryNamesAVenueOfTheRoster() {
    assertThat(Identity.reviewed().overrides())
        .isNotEmpty()
        .allMatch(line -> VENUES.contains(line.id().venue()));
  }

  @Test
  void theSameCoinIsOneClusterInTheRecordedListsOfAllVenues() throws IOException {
    Map<String, Set<String>> clusters = new TreeMap<>();
    for (Instrument instrument : recorded()) {
      clusters
          .computeIfAbsent(instrument.base(), _ -> new TreeSet<>())
          .add(instrument.id() + " x" + instrument.priceMultiplier().toPlainString());
    }
    assertThat(clusters.get("BTC"))
        .contains(
            "bitmex:XBTUSD x1",
            "kraken-futures:PI_XBTUSD x1",
            "kraken-spot:BTC/USD x1",
            "binance-usdm:BTCUSDT x1",
            "okx:BTC-USDT-SWAP x1",
            "gate:BTC_USDT x1",
            "hyperliquid:BTC x1",
            "deribit:BTC-PERPETUAL x1");
    assertThat(clusters.get("DOGE")).contains("kraken-spot:DOGE/USD x1", "gate:DOGE_USDT x1");
    assertThat(clusters.get("SHIB"))
        .contains("binance-usdm:1000SHIBUSDT x1000", "gate:SHIB_USDT x1");
    assertThat(clusters.get("PEPE")).contains("hyperliquid:kPEPE x1000");
    assertThat(clusters.keySet()).doesNotContain("XBT", "XDG", "1000SHIB", "kPEPE");
    assertThat(clusters.keySet()).contains("1INCH");
  }

  /// The venue says whether it is dollars or a coin that is worth one.
  @Test
  void whatADollarIsStaysAsTheVenueWritesIt() throws IOException {
    assertThat(recorded().stream().map(Instrument::canonical))
        .contains("BTC/USD:BTC", "BTC/USDT:USDT", "BTC/USD:USD", "BTC/USDC:USDC", "BTC/BUSD:BUSD");
  }

  /// Lists in the documented formats, with tickers that do not say what they are.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          okx   | OPENAI-USDT-SWAP    | OPENAI   | 0.1
          okx   | ANTHROPIC-USDT-SWAP | ANTHROPIC| 0.1
          okx   | QNT-USDT-SWAP       | QNT.OKX  | 1
          okx   | PEPE-USDT-SWAP      | PEPE     | 1
          bybit | SHIB1000USDT        | SHIB     | 1000
          bybit | 1000PEPEUSDT        | PEPE     | 1000
          bybit | 1000NEIROCTOUSDT    | NEIRO    | 1000
          """)
  void aLineStandsAboveTheTicker(String venue, String symbol, String asset, BigDecimal units) {
    Instrument instrument = listed(venue, symbol);
    assertThat(instrument.base()).isEqualTo(asset);
    assertThat(instrument.priceMultiplier()).isEqualByComparingTo(units);
  }

  @Test
  void everyIdentitySaysWhy() {
    Identity identity = Identity.reviewed();
    assertThat(identity.because(listed("okx", "OPENAI-USDT-SWAP")))
        .isEqualTo("one price is for a tenth of what other venues price");
    assertThat(identity.because(listed("bybit", "1000PEPEUSDT")))
        .isEqualTo("the ticker names its unit");
    assertThat(identity.because(listed("okx", "PEPE-USDT-SWAP"))).isEqualTo("the ticker");
    assertThat(
            identity.because(
                Instrument.perpetual(InstrumentId.parse("bitmex:XBTUSD"), "BTC", "USD").build()))
        .isEqualTo("the venue's own name of it");
  }

  @Test
  void aUsersLineStandsAboveOurs() {
    Identity identity =
        Identity.reviewed()
            .with(
                "mine.txt",
                List.of(
                    "# my own",
                    "",
                    "okx | QNT-USDT-SWAP | QNT | 1 | 2026-10-01 | I looked | my eyes"),
                VENUES);
    assertThat(identity.overrides())
        .filteredOn(line -> line.id().symbol().equals("QNT-USDT-SWAP"))
        .extracting(IdentityOverride::asset)
        .containsExactly("QNT");
    assertThat(identity.overrides()).hasSameSizeAs(Identity.reviewed().overrides());
  }

  @Test
  void everyBadLineIsToldWithWhatWasFoundAndWhatIsAllowed() {
    List<String> lines =
        List.of(
            "okx | QNT-USDT-SWAP | QNT | 1 | 2026-10-01 | because | seen",
            "okxx | A | B | 1 | 2026-10-01 | because | seen",
            "okx | A-USDT-SWAP | A | 0 | 2026-10-01 | because | seen",
            "okx | A-USDT-SWAP | A | 1e999999999 | 2026-10-01 | because | seen",
            "okx | B-USDT-SWAP | B | 1 | yesterday | because | seen",
            "okx | C-USDT-SWAP | c,d | 1 | 2026-10-01 | because | seen",
            "okx | D-USDT-SWAP | D | 1 | 2026-10-01 | | seen",
            "okx | E-USDT-SWAP",
            "okx | QNT-USDT-SWAP | QNT | 1 | 2026-10-01 | because | seen");
    assertThatThrownBy(() -> Identity.reviewed().with("mine.txt", lines, VENUES))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .satisfies(
            told ->
                assertThat(told.lines())
                    .satisfiesExactly(
                        line ->
                            assertThat(line)
                                .startsWith("mine.txt:2: venue okxx is not known, allowed are [")
                                .contains("bybit"),
                        line ->
                            assertThat(line)
                                .isEqualTo(
                                    "mine.txt:3: units 0: a number above 0 of at most 18 digits is"
                                        + " allowed, such as 1000 or 0.1"),
                        line -> assertThat(line).startsWith("mine.txt:4: units 1e999999999: a num"),
                        line ->
                            assertThat(line)
                                .isEqualTo("mine.txt:5: reviewed yesterday: a day like 2026-01-31"),
                        line -> assertThat(line).startsWith("mine.txt:6: asset c,d: capitals"),
                        line ->
                            assertThat(line)
                                .isEqualTo("mine.txt:7: reason is empty, every column is needed"),
                        line ->
                            assertThat(line)
                                .startsWith("mine.txt:8: found 2 columns, allowed are 7: venue |"),
                        line ->
                            assertThat(line)
                                .isEqualTo("mine.txt:9: okx:QNT-USDT-SWAP is told in line 1 too")));
  }

  private static List<Instrument> recorded() throws IOException {
    List<Instrument> all = new ArrayList<>();
    for (Map.Entry<String, String> list : new TreeMap<>(LISTS).entrySet()) {
      String file = list.getValue();
      String stream = file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
      for (String line : Files.readAllLines(Recordings.path("venues/" + file))) {
        all.addAll(decoded(list.getKey(), stream, line));
      }
    }
    return all;
  }

  private static Instrument listed(String venue, String symbol) {
    String coin = symbol.replaceAll("(-USDT-SWAP|USDT)$", "");
    String list =
        venue.equals("okx")
            ? """
            {"code":"0","msg":"","data":[{"instType":"SWAP","instId":"%s","uly":"%s-USDT",
            "instFamily":"%s-USDT","baseCcy":"","quoteCcy":"","settleCcy":"USDT","ctVal":"1",
            "ctMult":"1","ctValCcy":"%s","ctType":"linear","tickSz":"0.01","state":"live"}]}
            """
                .formatted(symbol, coin, coin, coin)
            : """
            {"retCode":0,"retMsg":"OK","result":{"category":"linear","list":[{"symbol":"%s",
            "contractType":"LinearPerpetual","status":"Trading","baseCoin":"%s",
            "quoteCoin":"USDT","settleCoin":"USDT","fundingInterval":480}],
            "nextPageCursor":""},"time":1788220800000}
            """
                .formatted(symbol, coin);
    return decoded(venue, "instruments", list).getFirst();
  }

  private static List<Instrument> decoded(String venue, String stream, String message) {
    VenueDescriptor descriptor = Venues.find(VenueId.of(venue)).orElseThrow();
    Decoded decoded =
        Identity.reviewed()
            .codec(descriptor, new Instruments())
            .decode(
                Frame.of(
                    descriptor.id(),
                    stream,
                    Instant.parse("2026-09-01T00:00:00Z"),
                    message.getBytes(StandardCharsets.UTF_8)));
    List<Instrument> instruments = new ArrayList<>();
    for (MarketEvent event : Recordings.events(decoded)) {
      if (event instanceof Listing listing) {
        instruments.add(listing.instrument());
      }
    }
    return instruments;
  }
}
