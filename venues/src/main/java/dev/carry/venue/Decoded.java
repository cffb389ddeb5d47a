package dev.carry.venue;

import dev.carry.model.Book;
import dev.carry.model.MarketEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a codec made of a frame. Nothing is lost: what is no fact says why.
public sealed interface Decoded {

  /// Facts, in the message's order.
  ///
  /// @param events at least one, or none where every row was unusable
  /// @param unusable rows of the same message that gave no fact, each with its reason
  /// @param nextPage `name=value`, the query parameter that asks for the next page, where the
  ///     answer is one page of several
  /// @param gap what the venue sent before these facts and never arrived, by its own sequence;
  ///     absent: nothing is known to be missing
  record Facts(
      List<MarketEvent> events,
      List<Unusable> unusable,
      @Nullable String nextPage,
      @Nullable String gap)
      implements Decoded {

    public Facts(List<MarketEvent> events, List<Unusable> unusable, @Nullable String nextPage) {
      this(events, unusable, nextPage, null);
    }

    public static Facts of(MarketEvent event) {
      return new Facts(List.of(event), List.of(), null);
    }

    public static Facts of(List<MarketEvent> events) {
      return new Facts(events, List.of(), null);
    }
  }

  /// A message of an order book that counts only together with those before it: the session merges
  /// them, and reads the book anew where one is missing.
  ///
  /// @param book the whole book (`snapshot`), or changes to it
  /// @param first the venue's number of the first change in it
  /// @param last the venue's number of the last one: of the book after this message
  /// @param after the number of the book that it changes; absent: the venue makes no chain, and
  ///     nothing tells that a message was lost
  /// @param checksum the venue's own of the book after this message; absent: it sends none
  record Depth(Book book, long first, long last, @Nullable Long after, @Nullable Long checksum)
      implements Decoded {}

  /// Not about the market: acks, pongs, heartbeats, notices.
  ///
  /// @param what the kind of control
  /// @param detail the venue's own words where they matter, else empty
  /// @param reply the text to send back at once; absent: none is due
  record Control(What what, String detail, @Nullable String reply) implements Decoded {

    public enum What {
      /// A subscription was accepted. It proves no data.
      ACK,
      /// A request or subscription was refused; `detail` says which and why.
      REFUSED,
      HEARTBEAT,
      /// The venue is about to drop this connection: open its replacement first.
      CLOSING_SOON,
      NOTICE
    }

    public static Control of(What what, String detail) {
      return new Control(what, detail, null);
    }
  }

  /// Gave no fact.
  sealed interface Unusable extends Decoded {
    /// Why, the same words for the same cause, so that it can be counted.
    String why();
  }

  /// Understood, and of no use here.
  record Ignored(String why) implements Unusable {}

  /// Not understood, or impossible.
  ///
  /// @param why the reason, the same words for the same cause
  /// @param detail the place in the message and what was found there
  record Rejected(String why, String detail) implements Unusable {}
}
