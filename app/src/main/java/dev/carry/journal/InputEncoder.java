package dev.carry.journal;

import dev.carry.model.AccountState;
import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.Command;
import dev.carry.model.FeedStatus;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Quote;
import dev.carry.model.Tick;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import java.time.Instant;
import java.util.Map;

/// Writes the inputs of one block. What repeats (instruments, words, enum constants) is written
/// once per block and then named by its number: a block needs no other block to be read.
final class InputEncoder {
  /// Added to the kind of a market event whose venue time is there.
  static final int HAS_VENUE_TIME = 0x40;

  private final InputBytes out = new InputBytes();
  private Instant last = Instant.EPOCH;
  private int count;
  private long firstSequence;

  /// Begins a block.
  void begin(long first) {
    out.clear();
    last = Instant.EPOCH;
    count = 0;
    firstSequence = first;
  }

  long firstSequence() {
    return firstSequence;
  }

  int count() {
    return count;
  }

  int size() {
    return out.size();
  }

  /// The bytes of the block; only the first [#size()] count.
  byte[] bytes() {
    return out.array();
  }

  void write(Input input) {
    count++;
    switch (input) {
      case MarketEvent event -> {
        Instant venueTime = event.venueTime();
        out.putByte(InputKind.of(event) | (venueTime == null ? 0 : HAS_VENUE_TIME));
        received(event.receivedAt());
        if (venueTime != null) {
          out.putInstant(venueTime, last);
        }
        event(event);
      }
      case FeedStatus feed -> {
        out.putByte(InputKind.FEED);
        received(feed.receivedAt());
        out.putWord(feed.venue().id());
        out.putWord(feed.feed());
        out.putConstant(feed.state());
        out.putText(feed.reason());
      }
      case Command command -> {
        out.putByte(InputKind.COMMAND);
        received(command.receivedAt());
        out.putConstant(command.action());
      }
      case AccountState state -> {
        out.putByte(InputKind.ACCOUNT);
        received(state.receivedAt());
        texts(state.settings());
        texts(state.holdings());
      }
      case Tick tick -> {
        out.putByte(InputKind.TICK);
        received(tick.receivedAt());
      }
    }
  }

  private void texts(Map<String, String> values) {
    out.putVarint(values.size());
    values.forEach(
        (name, value) -> {
          out.putText(name);
          out.putText(value);
        });
  }

  private void received(Instant at) {
    out.putInstant(at, last);
    last = at;
  }

  private void event(MarketEvent event) {
    if (event instanceof Listing listing) {
      listing(listing.instrument());
      return;
    }
    InstrumentId id = event.id();
    out.putInstrument(id);
    switch (event) {
      case Listing _ -> throw new AssertionError("written above");
      case FundingEstimate e -> {
        out.putDecimal(e.rate());
        out.putDuration(e.period());
        out.putInstantOrNull(e.settlesAt(), last);
        out.putConstant(e.which());
      }
      case FundingSettled e -> {
        out.putDecimal(e.rate());
        out.putDuration(e.period());
        out.putInstant(e.settledAt(), last);
        out.putDecimal(e.markPrice());
      }
      case MarkPrice e -> out.putDecimal(e.price());
      case IndexPrice e -> out.putDecimal(e.price());
      case PremiumIndex e -> out.putDecimal(e.value());
      case Quote e -> {
        out.putDecimal(e.bid());
        out.putDecimal(e.bidSize());
        out.putDecimal(e.ask());
        out.putDecimal(e.askSize());
        out.putConstant(e.sizeIn());
      }
      case Book e -> {
        out.putByte(e.snapshot() ? 1 : 0);
        levels(e.bids());
        levels(e.asks());
        out.putConstant(e.sizeIn());
      }
      case Trade e -> {
        out.putTextOrNull(e.tradeId());
        out.putDecimal(e.price());
        out.putDecimal(e.size());
        out.putConstant(e.sizeIn());
        out.putConstant(e.taker());
      }
      case Liquidation e -> {
        out.putDecimal(e.price());
        out.putDecimal(e.size());
        out.putConstant(e.sizeIn());
        out.putConstant(e.liquidated());
        out.putConstant(e.priceIs());
        out.putByte(e.complete() ? 1 : 0);
      }
      case OpenInterest e -> {
        out.putDecimal(e.size());
        out.putConstant(e.sizeIn());
        out.putDecimal(e.notional());
      }
      case Volume e -> {
        out.putDecimal(e.base24h());
        out.putDecimal(e.quote24h());
      }
      case Candle e -> {
        out.putConstant(e.of());
        out.putDecimal(e.open());
        out.putDecimal(e.high());
        out.putDecimal(e.low());
        out.putDecimal(e.close());
        out.putInstant(e.opensAt(), last);
        out.putInstant(e.closesAt(), last);
      }
      case OptionTicker e -> option(e);
    }
  }

  private void option(OptionTicker e) {
    offer(e.bid());
    offer(e.ask());
    out.putDecimal(e.last());
    out.putDecimal(e.mark());
    out.putDecimal(e.markIv());
    out.putDecimal(e.greeks().delta());
    out.putDecimal(e.greeks().gamma());
    out.putDecimal(e.greeks().vega());
    out.putDecimal(e.greeks().theta());
    out.putDecimal(e.greeks().rho());
    out.putDecimal(e.underlyingPrice());
    out.putTextOrNull(e.underlyingIndex());
    out.putDecimal(e.openInterest());
    out.putConstant(e.sizeIn());
    out.putConstant(e.premiumIn());
  }

  private void offer(OptionTicker.Offer offer) {
    out.putDecimal(offer.price());
    out.putDecimal(offer.size());
    out.putDecimal(offer.iv());
  }

  private void listing(Instrument i) {
    out.putInstrument(i.id());
    out.putConstant(i.kind());
    out.putWord(i.base());
    out.putWord(i.quote());
    out.putWord(i.settle());
    out.putConstant(i.payoff());
    out.putConstant(i.sizeIn());
    out.putDecimal(i.contractValue());
    out.putDecimal(i.priceMultiplier());
    out.putDecimal(i.tickSize());
    out.putWord(i.indexSymbol());
    out.putConstant(i.settles());
    out.putDuration(i.fundingPeriod());
    out.putDecimal(i.fundingCap());
    out.putDecimal(i.fundingFloor());
    out.putDecimal(i.interestRate());
    out.putInstantOrNull(i.expiry(), last);
    out.putDecimal(i.strike());
    Instrument.OptionType type = i.optionType();
    out.putByte(type == null ? 0 : 1);
    if (type != null) {
      out.putConstant(type);
    }
    out.putConstant(i.status());
  }

  private void levels(Levels levels) {
    out.putVarint(levels.count());
    for (int i = 0; i < levels.count(); i++) {
      out.putDecimal(levels.price(i));
      out.putDecimal(levels.size(i));
    }
  }
}
