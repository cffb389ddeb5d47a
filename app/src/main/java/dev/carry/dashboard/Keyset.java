package dev.carry.dashboard;

import dev.carry.model.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pages of a list by the key of the last row seen, so rows that come and go between two pages
/// neither repeat nor hide others.
final class Keyset {
  private Keyset() {}

  /// @param key what the list is ordered by, unique
  /// @param json the row
  record Row(String key, String json) {}

  /// One page as the JSON of the answer.
  ///
  /// @param list the list's name: a cursor of one list is no cursor of another
  /// @param sequence the newest signal this page includes
  static String page(String list, List<Row> rows, Query query, long sequence) {
    int limit = query.limit();
    String after = cursor(list, query.text("cursor"));
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(Row::key));
    List<String> items = new ArrayList<>();
    String last = "";
    boolean more = false;
    for (Row row : sorted) {
      if (after != null && row.key().compareTo(after) <= 0) {
        continue;
      }
      if (items.size() == limit) {
        more = true;
        break;
      }
      items.add(row.json());
      last = row.key();
    }
    return answer(items, more ? encode(list, last) : null, sequence);
  }

  static String answer(List<String> items, @Nullable String next, long sequence) {
    JsonText json = new JsonText().putRaw("items", JsonText.array(items));
    json.putRaw("next", next == null ? "null" : JsonText.string(next));
    if (sequence > 0) {
      json.put("sequence", sequence);
    }
    return json.end();
  }

  static String encode(String list, String key) {
    byte[] bytes = (list + "\n" + key).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// The key in a cursor; null without one.
  static @Nullable String cursor(String list, @Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.startsWith(list + "\n")) {
        return text.substring(list.length() + 1);
      }
    } catch (IllegalArgumentException e) {
      // told below, like a cursor of another list
    }
    throw badCursor(cursor);
  }

  static Problem badCursor(String cursor) {
    return Problem.parameter("cursor", cursor, "the 'next' of the page before, unchanged");
  }

  /// Text that sorts as the number does, the largest first.
  static String descending(double value) {
    long bits = Double.doubleToLongBits(value);
    long ascending = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    return String.format("%016x", ~ascending);
  }
}
