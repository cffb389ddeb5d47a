package dev.carry.bench;

import dev.carry.journal.FrameReader;
import dev.carry.journal.Recorded;
import dev.carry.model.VenueId;
import dev.carry.venue.Frame;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Raw Binance USD-M messages in memory: five real minutes of one symbol's depth, book ticker and
/// trade streams where the [SharedData] are, else some written in the documented format, which
/// measure nothing.
final class BinanceFrames {
  private static final VenueId BINANCE = VenueId.of("binance-usdm");
  private static final String RECORDING = "history/l2/hftbacktest_usdm_btcusdt_20240808.gz";

  private static final List<String> OWN =
      List.of(
          """
          {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":1,"s":"BTCUSDT","b":"61800.20",\
          "B":"2.507","a":"61800.30","A":"2.510","T":1723161256313,"E":1723161256313}}\
          """,
          """
          {"stream":"btcusdt@trade","data":{"e":"trade","E":1723161256322,"T":1723161256322,\
          "s":"BTCUSDT","t":1,"p":"61800.30","q":"0.006","X":"MARKET","m":false}}\
          """,
          """
          {"stream":"btcusdt@depth@0ms","data":{"e":"depthUpdate","E":1723161256299,\
          "T":1723161256298,"s":"BTCUSDT","U":1,"u":3,"pu":0,"b":[["61496.50","0.010"]],\
          "a":[["61810.90","0.000"],["61841.50","1.211"]]}}\
          """);

  private BinanceFrames() {}

  /// All of them, in order.
  static List<Frame> all() {
    Path recording = SharedData.find(RECORDING);
    if (recording == null) {
      System.err.println("skipped: no shared recording " + RECORDING + "; own messages instead");
      Instant at = Instant.parse("2024-08-09T00:00:00Z");
      return OWN.stream().map(text -> Frame.of(BINANCE, "public", at, text)).toList();
    }
    List<Frame> frames = new ArrayList<>();
    try (FrameReader reader = FrameReader.open(recording, BINANCE, "public", null)) {
      for (Recorded line; (line = reader.next()) != null; ) {
        if (line instanceof Recorded.Message message) {
          frames.add(message.frame());
        }
      }
    }
    return frames;
  }
}
