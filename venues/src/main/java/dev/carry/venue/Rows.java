package dev.carry.venue;

import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Decoded.Rejected;
import dev.carry.venue.Decoded.Unusable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rows of one message gave, in their order: a codec fills one for each message. One
/// unusable row never costs the others.
public final class Rows {
  private final List<MarketEvent> events = new ArrayList<>(4);
  private List<Unusable> unusable = List.of();

  public void add(MarketEvent event) {
    events.add(event);
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

  private void unusable(Unusable row) {
    if (unusable.isEmpty()) {
      unusable = new ArrayList<>(2);
    }
    unusable.add(row);
  }

  public Decoded decoded() {
    return decoded(null);
  }

  /// The message as a whole: a message of which nothing could be used, for one reason, is that
  /// reason.
  ///
  /// @param nextPage as in [Decoded.Facts]
  public Decoded decoded(@Nullable String nextPage) {
    if (events.isEmpty() && nextPage == null) {
      if (unusable.isEmpty()) {
        return new Ignored("a message without rows");
      }
      Unusable first = unusable.getFirst();
      if (unusable.stream().allMatch(first::equals)) {
        return first;
      }
    }
    return new Decoded.Facts(events, unusable, nextPage);
  }
}
