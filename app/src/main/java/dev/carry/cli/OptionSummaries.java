package dev.carry.cli;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.Quote;
import dev.carry.venue.Instruments;
import dev.carry.venue.OptionName;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Options as the `option_summary` of Tardis: the ticker, and what the venue said of the same
/// option apart from it.
final class OptionSummaries {
  private final Map<InstrumentId, Apart> apart;

  /// @param apart empty, and of a bounded size
  OptionSummaries(Map<InstrumentId, Apart> apart) {
    this.apart = apart;
  }

  /// What was said of one option apart from its ticker.
  static final class Apart {
    private @Nullable Quote quote;
    private @Nullable BigDecimal mark;
    private @Nullable BigDecimal openInterest;
  }

  void clear() {
    apart.clear();
  }

  /// Remembers what is said of an option; false where it is of something else.
  boolean takes(MarketEvent event, Instruments known) {
    if (!isOption(event.id(), known)) {
      return false;
    }
    Apart of = apart.computeIfAbsent(event.id(), _ -> new Apart());
    switch (event) {
      case Quote e -> of.quote = e;
      case MarkPrice e -> of.mark = e.price();
      case OpenInterest e -> of.openInterest = e.size();
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Their volatilities are the venue's own numbers: percent for Deribit. What the ticker does not
  /// say is what was said of the option apart from it.
  String write(OptionTicker e, Instruments known, Map<InstrumentId, BigDecimal> indexes) {
    Instrument listed = known.find(e.id());
    OptionName named = OptionName.of(e.id().symbol());
    boolean percent = e.id().venue().id().equals("deribit");
    JsonText json = TardisJson.head("option_summary", e.id());
    if (listed != null && listed.expiry() != null) {
      json.put("optionType", listed.optionType())
          .put("strikePrice", listed.strike())
          .put("expirationDate", TardisJson.time(listed.expiry()));
    } else if (named != null) {
      json.put("optionType", named.type())
          .put("strikePrice", named.strike())
          .put("expirationDate", TardisJson.time(named.expiry()));
    }
    Apart more = apart.getOrDefault(e.id(), new Apart());
    Quote quote = more.quote;
    OptionTicker.Offer bid =
        offer(e.bid(), quote == null ? null : quote.bid(), quote == null ? null : quote.bidSize());
    OptionTicker.Offer ask =
        offer(e.ask(), quote == null ? null : quote.ask(), quote == null ? null : quote.askSize());
    return TardisJson.tail(
        json.put("bestBidPrice", bid.price())
            .put("bestBidAmount", bid.size())
            .put("bestBidIV", volatility(bid.iv(), percent))
            .put("bestAskPrice", ask.price())
            .put("bestAskAmount", ask.size())
            .put("bestAskIV", volatility(ask.iv(), percent))
            .put("lastPrice", e.last())
            .put("openInterest", or(e.openInterest(), more.openInterest))
            .put("markPrice", or(e.mark(), more.mark))
            .put("markIV", volatility(e.markIv(), percent))
            .put("delta", e.greeks().delta())
            .put("gamma", e.greeks().gamma())
            .put("vega", e.greeks().vega())
            .put("theta", e.greeks().theta())
            .put("rho", e.greeks().rho())
            .put("underlyingPrice", or(e.underlyingPrice(), index(e, listed, indexes)))
            .put("underlyingIndex", e.underlyingIndex()),
        e);
  }

  private static OptionTicker.Offer offer(
      OptionTicker.Offer stated, @Nullable BigDecimal price, @Nullable BigDecimal size) {
    return stated.price() != null ? stated : new OptionTicker.Offer(price, size, stated.iv());
  }

  private static @Nullable BigDecimal or(@Nullable BigDecimal stated, @Nullable BigDecimal apart) {
    return stated == null ? apart : stated;
  }

  /// What the option's index was last, by the name the ticker or the list gives it.
  private static @Nullable BigDecimal index(
      OptionTicker e, @Nullable Instrument listed, Map<InstrumentId, BigDecimal> indexes) {
    String name = listed == null ? e.underlyingIndex() : listed.indexSymbol();
    return name == null ? null : indexes.get(InstrumentId.of(e.id().venue(), name));
  }

  private static boolean isOption(InstrumentId id, Instruments known) {
    Instrument listed = known.find(id);
    return listed == null
        ? OptionName.of(id.symbol()) != null
        : listed.kind() == Instrument.Kind.OPTION;
  }

  private static @Nullable BigDecimal volatility(@Nullable BigDecimal fraction, boolean percent) {
    return fraction != null && percent ? fraction.movePointRight(2) : fraction;
  }
}
