package dev.carry.journal;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Quote;
import dev.carry.model.Trade;
import dev.carry.model.Volume;

/// The first byte of an input in the log. A number is never given a second meaning.
final class InputKind {
  static final int LISTING = 1;
  static final int FUNDING_ESTIMATE = 2;
  static final int FUNDING_SETTLED = 3;
  static final int MARK = 4;
  static final int INDEX = 5;
  static final int PREMIUM_INDEX = 6;
  static final int QUOTE = 7;
  static final int BOOK = 8;
  static final int TRADE = 9;
  static final int LIQUIDATION = 10;
  static final int OPEN_INTEREST = 11;
  static final int VOLUME = 12;
  static final int CANDLE = 13;
  static final int OPTION = 14;
  static final int FEED = 32;
  static final int COMMAND = 33;
  static final int TICK = 34;
  static final int ACCOUNT = 35;

  private InputKind() {}

  static int of(MarketEvent event) {
    return switch (event) {
      case Listing _ -> LISTING;
      case FundingEstimate _ -> FUNDING_ESTIMATE;
      case FundingSettled _ -> FUNDING_SETTLED;
      case MarkPrice _ -> MARK;
      case IndexPrice _ -> INDEX;
      case PremiumIndex _ -> PREMIUM_INDEX;
      case Quote _ -> QUOTE;
      case Book _ -> BOOK;
      case Trade _ -> TRADE;
      case Liquidation _ -> LIQUIDATION;
      case OpenInterest _ -> OPEN_INTEREST;
      case Volume _ -> VOLUME;
      case Candle _ -> CANDLE;
      case OptionTicker _ -> OPTION;
    };
  }
}
