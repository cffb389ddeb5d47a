package dev.carry.tardis;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.Quote;
import dev.carry.venue.Instruments;
import dev.carry.venue.OptionName;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What venues say of an option apart from its ticker: quote, mark and open interest. A summary
/// has it all in one. One thread.
final class SaidApart {
  private final Map<InstrumentId, Said> said = new BySymbol<>();

  /// What was said of one option last.
  record Said(@Nullable Quote quote, @Nullable BigDecimal mark, @Nullable BigDecimal openInterest) {
    private static final Said NOTHING = new Said(null, null, null);

    /// The quote's bid where the ticker has none.
    Offer bid(Offer stated) {
      return stated.price() != null || quote == null
          ? stated
          : new Offer(quote.bid(), quote.bidSize(), stated.iv());
    }

    /// The quote's ask where the ticker has none.
    Offer ask(Offer stated) {
      return stated.price() != null || quote == null
          ? stated
          : new Offer(quote.ask(), quote.askSize(), stated.iv());
    }
  }

  /// Remembers a fact if it is one of an option.
  void take(MarketEvent event, Instruments known) {
    boolean one =
        event instanceof Quote || event instanceof MarkPrice || event instanceof OpenInterest;
    if (!one || !isOption(event.id(), known)) {
      return;
    }
    Said before = of(event.id());
    said.put(
        event.id(),
        switch (event) {
          case Quote quote -> new Said(quote, before.mark, before.openInterest);
          case MarkPrice mark -> new Said(before.quote, mark.price(), before.openInterest);
          case OpenInterest open -> new Said(before.quote, before.mark, open.size());
          default -> before;
        });
  }

  Said of(InstrumentId id) {
    return said.getOrDefault(id, Said.NOTHING);
  }

  void forget() {
    said.clear();
  }

  /// By the list; of what is not listed, by its name.
  static boolean isOption(InstrumentId id, Instruments known) {
    Instrument listed = known.find(id);
    return listed == null
        ? OptionName.of(id.symbol()) != null
        : listed.kind() == Instrument.Kind.OPTION;
  }
}
