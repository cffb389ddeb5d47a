package dev.carry.model;

/// The kinds of facts, by the names users see.
public enum Fact {
  INSTRUMENT("instrument", false),
  FUNDING_ESTIMATE("funding-estimate", true),
  FUNDING_SETTLED("funding-settled", false),
  MARK("mark", true),
  INDEX("index", true),
  PREMIUM_INDEX("premium-index", true),
  QUOTE("quote", true),
  BOOK("book", false),
  TRADE("trade", false),
  LIQUIDATION("liquidation", false),
  OPEN_INTEREST("open-interest", true),
  VOLUME("volume", true),
  CANDLE("candle", false),
  OPTION("option", true);

  private final String label;
  private final boolean conflatable;

  Fact(String label, boolean conflatable) {
    this.label = label;
    this.conflatable = conflatable;
  }

  /// The `kind` of the event's JSON.
  public String label() {
    return label;
  }

  boolean conflatable() {
    return conflatable;
  }
}
