package dev.carry.venue;

import dev.carry.model.MarketEvent;
import dev.carry.model.OptionTicker;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Decoded.Rejected;
import dev.carry.venue.Decoded.Unusable;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the rows of one message gave, in their order: a codec fills one for each message. One
/// unusable row never costs the others.
public final class Rows {
  private final List<MarketEvent> events = new ArrayList<>(4);
  private List<Unusable> unusable = List.of();

  public void add(MarketEvent event) {
    events.add(event);
  }

  /// An option's ticker, if it says anything.
  public void add(OptionTicker option) {
    if (option.isEmpty()) {
      ignore("an option of which nothing is said");
    } else {
      events.add(option);
    }
  }

  /// A row understood and of no use here.
  public void ignore(String why) {
    unusable(new Ignored(why));
  }

  /// A row not understood.
  ///
  /// @param why the same words for the same cause
  /// @param detail the place and what was found there
  public void reject(String why, String detail) {
    unusable(new Rejected(why, detail));
  }

  /// What one row of a message was decoded to by itself.
  public void take(Decoded row) {
    switch (row) {
      case Decoded.Facts facts -> {
        events.addAll(facts.events());
        facts.unusable().forEach(this::unusable);
      }
      case Unusable reason -> unusable(reason);
      case Decoded.Depth depth -> reject("a row that is a book", depth.book().id().toString());
      case Decoded.Control control -> reject("a row that is no fact", control.detail());
    }
  }

  private void unusable(Unusable row) {
    if (unusable.isEmpty()) {
      unusable = new ArrayList<>(2);
    }
    unusable.add(row);
  }

  /// Reads an array row by row: a row that cannot be used is told with its number, and does not
  /// lose the others.
  ///
  /// @param json stands before the array, and is left behind it
  /// @param what whose rows, for the detail
  /// @param row reads one row and keeps what it states
  /// @return how many rows there were
  public int each(JsonReader json, String what, Runnable row) {
    int number = 0;
    json.beginArray();
    while (json.nextElement()) {
      number++;
      int from = json.position();
      try {
        row.run();
      } catch (MalformedJson
          | IllegalArgumentException
          | ArithmeticException
          | DateTimeException e) {
        json.rewind(from);
        json.skip();
        reject("a row that cannot be read", what + " row " + number + ": " + e.getMessage());
      }
    }
    return number;
  }

  /// Reads an object whose fields are rows, each by its name, as [#each] reads an array.
  ///
  /// @param json stands before the object, and is left behind it
  /// @param what whose rows, for the detail
  /// @param row reads the row of that name and keeps what it states
  public void eachField(JsonReader json, String what, Consumer<String> row) {
    json.beginObject();
    for (String name; (name = json.nextField()) != null; ) {
      int from = json.position();
      try {
        row.accept(name);
      } catch (MalformedJson
          | IllegalArgumentException
          | ArithmeticException
          | DateTimeException e) {
        json.rewind(from);
        json.skip();
        reject("a row that cannot be read", what + " " + name + ": " + e.getMessage());
      }
    }
  }

  /// The value of a field without which a row says nothing.
  public static <T> T need(@Nullable T value, String field) {
    if (value == null) {
      throw new MalformedJson("without " + field);
    }
    return value;
  }

  /// Whether nothing was told yet.
  public boolean isEmpty() {
    return events.isEmpty() && unusable.isEmpty();
  }

  /// The facts so far, in their order.
  public List<MarketEvent> events() {
    return Collections.unmodifiableList(events);
  }

  /// Completes settled rates as [SettledPeriods] does.
  public void completePeriods() {
    SettledPeriods.complete(events);
  }

  public Decoded decoded() {
    return decoded(null);
  }

  /// The message as a whole: a message of which nothing could be used, for one reason, is that
  /// reason.
  ///
  /// @param nextPage as in [Decoded.Facts]
  public Decoded decoded(@Nullable String nextPage) {
    return decoded(nextPage, null);
  }

  /// @param gap as in [Decoded.Facts]
  public Decoded decoded(@Nullable String nextPage, @Nullable String gap) {
    if (events.isEmpty() && nextPage == null && gap == null) {
      if (unusable.isEmpty()) {
        return new Ignored("a message without rows");
      }
      Unusable first = unusable.getFirst();
      if (unusable.stream().allMatch(first::equals)) {
        return first;
      }
    }
    return new Decoded.Facts(events, unusable, nextPage, gap);
  }
}
