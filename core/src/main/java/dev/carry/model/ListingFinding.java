package dev.carry.model;

/// A venue changed what it lists.
///
/// @param instrument what it is about
/// @param change what kind of change
/// @param before how it was, in the words and units of the listing; empty for what is new
/// @param after how it is now
public record ListingFinding(
    Head head, InstrumentId instrument, Change change, String before, String after)
    implements Finding {

  public enum Change {
    NEW,
    /// Announced or under way: positions must be closed.
    DELISTING,
    DELISTED,
    HALTED,
    /// Trades again, or trades now after it was announced.
    TRADING,
    /// The period a funding rate covers.
    PERIOD,
    /// The highest or lowest rate.
    CAP,
    /// What one contract or one price is for.
    SIZE
  }

  @Override
  public String kind() {
    return "listing";
  }
}
