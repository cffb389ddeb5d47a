package dev.carry.tardis;

import dev.carry.model.Book;
import dev.carry.model.Levels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The best levels of one book, told when they changed: at once, or as they stood when a stretch of
/// time ended, by the first message after it. One thread at a time.
final class Snapshot {
  private final DataType.Snapshots asked;
  private @Nullable Book now;
  private @Nullable Book told;

  Snapshot(DataType.Snapshots asked) {
    this.asked = asked;
  }

  int depth() {
    return asked.depth();
  }

  /// @param next the best levels after a message
  List<String> take(Book next) {
    List<String> lines = new ArrayList<>(1);
    long every = asked.every().toMillis();
    Book before = now;
    now = next;
    if (every == 0 || told == null || before == null) {
      if (differs(next)) {
        told = next;
        lines.add(TardisJson.snapshot(asked, next, time(next), next.receivedAt()));
      }
      return lines;
    }
    long stretch = Math.floorDiv(time(before).toEpochMilli(), every);
    if (Math.floorDiv(time(next).toEpochMilli(), every) > stretch && differs(before)) {
      told = before;
      Instant end = Instant.ofEpochMilli((stretch + 1) * every);
      lines.add(TardisJson.snapshot(asked, before, end, next.receivedAt()));
    }
    return lines;
  }

  private boolean differs(Book book) {
    Book last = told;
    return last == null || differ(last.bids(), book.bids()) || differ(last.asks(), book.asks());
  }

  /// Numbers, whatever their text: `1.0` is no other size than `1`.
  private static boolean differ(Levels a, Levels b) {
    boolean differ = a.count() != b.count();
    for (int i = 0; !differ && i < a.count(); i++) {
      differ = a.price(i).compareTo(b.price(i)) != 0 || a.size(i).compareTo(b.size(i)) != 0;
    }
    return differ;
  }

  private static Instant time(Book book) {
    Instant stated = book.venueTime();
    return stated == null ? book.receivedAt() : stated;
  }
}
