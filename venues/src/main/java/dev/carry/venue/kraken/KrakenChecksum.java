package dev.carry.venue.kraken;

import dev.carry.model.Levels;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// The checksum of a book, whose levels have the decimals that Kraken writes.
final class KrakenChecksum {
  private static final int LEVELS = 10;

  private KrakenChecksum() {}

  static long of(Levels bids, Levels asks) {
    StringBuilder text = new StringBuilder(400);
    add(text, asks);
    add(text, bids);
    CRC32 crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  private static void add(StringBuilder text, Levels levels) {
    for (int i = 0; i < Math.min(LEVELS, levels.count()); i++) {
      text.append(digits(levels.price(i))).append(digits(levels.size(i)));
    }
  }

  /// Without the point, and so without zeros in front.
  private static String digits(BigDecimal value) {
    return value.unscaledValue().toString();
  }
}
