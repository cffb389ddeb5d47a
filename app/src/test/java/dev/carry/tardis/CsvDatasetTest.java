package dev.carry.tardis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.model.Book;
import dev.carry.model.EventJson;
import dev.carry.model.Instrument;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.OptionTicker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every layout of the CSV datasets, in rows written here.
class CsvDatasetTest {
  private static final String COMMON = "exchange,symbol,timestamp,local_timestamp,";
  private static final String TICKER =
      COMMON
          + "funding_timestamp,funding_rate,predicted_funding_rate,open_interest,last_price,"
          + "index_price,mark_price\n";

  @TempDir private Path folder;

  @Test
  void aTickerTellsWhatChangedAndNothingTwice() throws IOException {
    List<String> told =
        json(
            "t.csv",
            TICKER
                + "ftx,BTC-PERP,1600000000000000,1600000000100000,1600002000000000,0.0001,,5,9,10,11\n"
                + "ftx,BTC-PERP,1600000001000000,1600000001100000,1600002000000000,0.0001,,5,9,10,12\n");

    assertThat(told)
        .containsExactly(
            event("funding-estimate", "2020-09-13T12:26:40Z", "2020-09-13T12:26:40.1Z")
                + "\"rate\":0.0001,\"period\":\"PT1H\",\"settlesAt\":\"2020-09-13T13:00:00Z\",\"which\":\"coming\"}",
            event("open-interest", "2020-09-13T12:26:40Z", "2020-09-13T12:26:40.1Z")
                + "\"size\":5,\"sizeIn\":\"base\"}",
            event("index", "2020-09-13T12:26:40Z", "2020-09-13T12:26:40.1Z") + "\"price\":10}",
            event("mark", "2020-09-13T12:26:40Z", "2020-09-13T12:26:40.1Z") + "\"price\":11}",
            event("mark", "2020-09-13T12:26:41Z", "2020-09-13T12:26:41.1Z") + "\"price\":12}");
  }

  @Test
  void anEmptyCellIsUnknownAndNeverZero() throws IOException {
    assertThat(json("t.csv", TICKER + "bybit,BTCUSDT,1600000000000000,1600000000100000,,,,,,,11\n"))
        .hasSize(1)
        .allMatch(line -> line.contains("\"kind\":\"mark\""));
  }

  @Test
  void aRateWhosePeriodTheRowsDoNotCarryHasNone() throws IOException {
    assertThat(
            json(
                "t.csv",
                TICKER + "binance-futures,BTCUSDT,1600000000000000,1600000000100000,,0.01,,,,,\n"))
        .singleElement()
        .asString()
        .doesNotContain("period");
  }

  @Test
  void theNameOfTheFileTellsLiquidationsFromTrades() throws IOException {
    String rows =
        COMMON
            + "id,side,price,amount\n"
            + "bybit,BTCUSDT,1600000000000000,1600000000100000,7,sell,10,2\n";

    assertThat(json("bybit_trades_2020-09-13_BTCUSDT.csv", rows))
        .singleElement()
        .asString()
        .endsWith("\"id\":\"7\",\"price\":10,\"size\":2,\"sizeIn\":\"base\",\"taker\":\"sell\"}");
    assertThat(json("bybit_liquidations_2020-09-13_BTCUSDT.csv", rows))
        .singleElement()
        .asString()
        .endsWith(
            "\"price\":10,\"size\":2,\"sizeIn\":\"base\",\"liquidated\":\"long\","
                + "\"priceIs\":\"bankruptcy\",\"complete\":true}");
  }

  @Test
  void theRowsOfOneMessageMakeOneBook() throws IOException {
    List<MarketEvent> told =
        read(
            "b.csv",
            COMMON
                + """
                is_snapshot,side,price,amount
                deribit,BTC-PERPETUAL,1600000000000000,1600000000100000,true,ask,101,5
                deribit,BTC-PERPETUAL,1600000000000000,1600000000100000,true,bid,100,6
                deribit,BTC-PERPETUAL,1600000000200000,1600000000300000,false,bid,100,0
                """);

    assertThat(told)
        .extracting(event -> ((Book) event).snapshot() + " " + ((Book) event).bids())
        .containsExactly("true [100 × 6]", "false [100 × 0]");
    assertThat(((Book) told.getFirst()).sizeIn()).isEqualTo(Instrument.SizeIn.QUOTE);
  }

  @Test
  void aBookSnapshotIsInterleavedByLevel() throws IOException {
    List<MarketEvent> told =
        read(
            "s.csv",
            COMMON
                + """
                asks[0].price,asks[0].amount,bids[0].price,bids[0].amount,asks[1].price,asks[1].amount,bids[1].price,bids[1].amount
                binance-futures,BTCUSDT,1600000000000000,1600000000100000,101,1,100,2,102,3,,
                """);

    Book book = (Book) told.getFirst();
    assertThat(book.asks()).hasToString("[101 × 1, 102 × 3]");
    assertThat(book.bids()).hasToString("[100 × 2]");
  }

  @Test
  void deribitsVolatilitiesArePercentsAndItsOptionsAreToldWhatTheyAre() throws IOException {
    List<MarketEvent> told =
        read(
            "o.csv.gz",
            COMMON
                + """
                type,strike_price,expiration,open_interest,last_price,bid_price,bid_amount,bid_iv,ask_price,ask_amount,ask_iv,mark_price,mark_iv,underlying_index,underlying_price,delta,gamma,vega,theta,rho
                deribit,BTC-9JUN20-9875-P,1591574399413000,1591574400196008,put,9875,1591689600000000,0.1,0.03,0,0,0,0.02,15.2,68.94,0.022,62.89,SYN.BTC-9JUN20,9756.36,-0.6,0.001,2.2,-53,-0.2
                """);

    assertThat(told).hasSize(2);
    Instrument option = ((Listing) told.getFirst()).instrument();
    assertThat(option.canonical()).isEqualTo("BTC/USD:BTC");
    assertThat(option.strike()).isEqualTo("9875");
    assertThat(option.optionType()).isEqualTo(Instrument.OptionType.PUT);
    assertThat(option.expiry()).isEqualTo("2020-06-09T08:00:00Z");
    OptionTicker ticker = (OptionTicker) told.getLast();
    assertThat(ticker.markIv()).isEqualTo("0.6289");
    assertThat(ticker.bid().price()).as("nobody bids 0").isNull();
    assertThat(ticker.bid().iv()).isNull();
    assertThat(ticker.ask().iv()).isEqualTo("0.6894");
    assertThat(ticker.premiumIn()).isEqualTo(OptionTicker.PremiumIn.COIN);
  }

  @Test
  void nanosecondsInPlaceOfMicrosecondsAreRefusedWithTheLine() throws IOException {
    assertThat(unusable(TICKER + "ftx,BTC-PERP,1600000000000000000,1600000000100000000,,,,,,,11\n"))
        .containsExactly(
            folder.resolve("u.csv")
                + " line 2: time '1600000000000000000': microseconds since 1970 have 16 digits");
  }

  @Test
  void nothingComesOfFtxAfterItsEnd() throws IOException {
    assertThat(unusable(TICKER + "ftx,BTC-PERP,1668384000000000,1668384000000000,,,,,,,11\n"))
        .singleElement()
        .asString()
        .contains("ftx at 2022-11-14T00:00:00Z: its data end on 2022-11-13");
  }

  @Test
  void aRowThatCannotBeReadIsNamedAndTheOthersStand() throws IOException {
    assertThat(
            unusable(
                TICKER
                    + "nobody,X,1600000000000000,1600000000100000,,,,,,,11\n"
                    + "ftx,BTC-PERP,1600000000000000,1600000000100000,,x,,,,,\n"
                    + "ftx,BTC-PERP,1600000000000000,1600000000100000,,,,,,,11\n"))
        .hasSize(2)
        .satisfies(why -> assertThat(why.getFirst()).contains("line 2: exchange 'nobody'"))
        .satisfies(why -> assertThat(why.getLast()).contains("line 3: column 6 'x': no number"));
  }

  @Test
  void aFileThatIsNoDatasetIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n");

    assertThatThrownBy(() -> CsvDataset.open(file)).hasMessageContaining("line 1: no header");
  }

  private static String event(String kind, String venueTime, String receivedAt) {
    return "{\"kind\":\""
        + kind
        + "\",\"venue\":\"ftx\",\"symbol\":\"BTC-PERP\",\"venueTime\":\""
        + venueTime
        + "\",\"receivedAt\":\""
        + receivedAt.replace(".1Z", ".100Z")
        + "\",";
  }

  private List<String> json(String name, String text) throws IOException {
    return read(name, text).stream().map(event -> EventJson.write(event, null)).toList();
  }

  private List<MarketEvent> read(String name, String text) throws IOException {
    List<MarketEvent> told = new ArrayList<>();
    try (CsvDataset dataset = CsvDataset.open(write(name, text))) {
      for (CsvDataset.Row row; (row = dataset.next()) != null; ) {
        switch (row) {
          case CsvDataset.Row.Facts facts -> told.addAll(facts.events());
          case CsvDataset.Row.Unusable unusable -> throw new AssertionError(unusable);
        }
      }
    }
    return told;
  }

  private List<String> unusable(String text) throws IOException {
    List<String> told = new ArrayList<>();
    try (CsvDataset dataset = CsvDataset.open(write("u.csv", text))) {
      for (CsvDataset.Row row; (row = dataset.next()) != null; ) {
        if (row instanceof CsvDataset.Row.Unusable unusable) {
          told.add(unusable.where() + ": " + unusable.why());
        }
      }
    }
    return told;
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out =
        name.endsWith(".gz")
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : Files.newOutputStream(file)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
