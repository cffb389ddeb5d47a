package dev.carry.launch;

import dev.carry.venue.Frame;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a recorder noted beside the answer to a REST call: the address it asked. The answer itself
/// may not say whose it is (an order book of Binance names no symbol); the address does.
final class Asked {
  /// The parameters that name an instrument, as the venues spell them.
  private static final Pattern SYMBOL =
      Pattern.compile("(?:^|&)(?:symbol|instId|instrument_name|contract)=([^&]+)");

  private Asked() {}

  /// The frame by the name our own call would have: `depth/BTCUSDT`; as it is where it has a name
  /// already, or nothing was noted.
  static Frame named(Frame frame, @Nullable String note) {
    if (!frame.stream().equals("-") || note == null || !note.startsWith("http")) {
      return frame;
    }
    String name = name(note);
    return name == null
        ? frame
        : new Frame(
            frame.venue(), name, frame.receivedAt(), frame.bytes(), frame.offset(), frame.length());
  }

  private static @Nullable String name(String address) {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      return null;
    }
    String path = uri.getPath();
    String query = uri.getQuery();
    if (path == null || path.isEmpty()) {
      return null;
    }
    String call = path.substring(path.lastIndexOf('/') + 1);
    Matcher symbol = SYMBOL.matcher(query == null ? "" : query);
    return symbol.find() ? call + "/" + symbol.group(1) : call;
  }
}
