package dev.carry.venue.bybit;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Candle;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Candles by REST: `[start, open, high, low, close, …]`, newest first. The answer says neither
/// whose price they are nor how long they last; the stream's name does (`mark-price-kline/60`),
/// and where it leaves out the length, two neighbours do.
final class CandleRows {
  private record Row(
      Instant start, BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close) {}

  private CandleRows() {}

  /// Reads the list the reader stands before.
  static Decoded read(JsonReader json, @Nullable Market of, Frame frame, @Nullable Instant time) {
    Candle.Of price = price(frame.stream());
    if (price == null) {
      return new Decoded.Ignored("candles that do not say of which price");
    }
    if (of == null) {
      return new Decoded.Rejected("candles without a symbol", frame.stream());
    }
    List<Row> candles = new ArrayList<>();
    Rows rows = new Rows();
    rows.each(json, "candle", () -> candles.add(row(json)));
    String length = frame.stream().substring(frame.stream().lastIndexOf('/') + 1);
    Duration spacing = spacing(candles);
    Instant now = time == null ? frame.receivedAt() : time;
    for (Row row : candles) {
      Instant end = end(row.start(), length, spacing);
      if (end == null) {
        rows.ignore("a candle of unknown length");
      } else if (end.isAfter(now)) {
        rows.ignore("a candle that still moves");
      } else {
        rows.add(candle(of, row, price, end, frame.receivedAt()));
      }
    }
    return rows.decoded();
  }

  private static Candle candle(Market of, Row row, Candle.Of price, Instant end, Instant at) {
    return new Candle(
        of.id, null, at, price, row.open(), row.high(), row.low(), row.close(), row.start(), end);
  }

  private static Candle.@Nullable Of price(String stream) {
    String name = stream.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    if (name.contains("premiumindexpricekline")) {
      return Candle.Of.PREMIUM;
    }
    if (name.contains("indexpricekline")) {
      return Candle.Of.INDEX;
    }
    if (name.contains("markpricekline")) {
      return Candle.Of.MARK;
    }
    return name.contains("kline") ? Candle.Of.TRADE : null;
  }

  private static Row row(JsonReader json) {
    json.beginArray();
    if (!json.nextElement()) {
      throw json.malformed("a candle before this");
    }
    Instant start = need(json.millis(), "start");
    Row row = new Row(start, next(json), next(json), next(json), next(json));
    while (json.nextElement()) {
      json.skip();
    }
    return row;
  }

  private static BigDecimal next(JsonReader json) {
    if (!json.nextElement()) {
      throw json.malformed("five numbers before this");
    }
    return need(json.decimal(), "of a price");
  }

  /// The least distance of neighbours: candles of one answer follow each other.
  private static @Nullable Duration spacing(List<Row> rows) {
    Duration least = null;
    for (int i = 1; i < rows.size(); i++) {
      Duration apart = Duration.between(rows.get(i).start(), rows.get(i - 1).start()).abs();
      least = least == null || apart.compareTo(least) < 0 ? apart : least;
    }
    return least == null || least.isZero() ? null : least;
  }

  /// @param length Bybit's own: minutes, or D, W, M; anything else says nothing
  private static @Nullable Instant end(Instant start, String length, @Nullable Duration spacing) {
    return switch (length) {
      case "1", "3", "5", "15", "30", "60", "120", "240", "360", "720" ->
          start.plus(Long.parseLong(length), ChronoUnit.MINUTES);
      case "D" -> start.plus(1, ChronoUnit.DAYS);
      case "W" -> start.plus(7, ChronoUnit.DAYS);
      case "M" -> start.atZone(ZoneOffset.UTC).plusMonths(1).toInstant();
      default -> spacing == null ? null : start.plus(spacing);
    };
  }
}
