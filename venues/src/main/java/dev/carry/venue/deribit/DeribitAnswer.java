package dev.carry.venue.deribit;

import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.util.List;

/// What an answer is, told by the fields of its object or of its first row: answers do not say
/// what they answer.
///
/// @param what how it is read
/// @param at where the telling field's value begins: the rows themselves where they are one field
///     of an object
record DeribitAnswer(What what, int at) {

  enum What {
    HISTORY,
    INSTRUMENT,
    TRADES,
    CHART,
    TRADE,
    TICKER,
    SUMMARY,
    VERSION,
    UNKNOWN
  }

  private static final Names TELLING =
      Names.of(
          "interest_1h",
          "contract_size",
          "trades",
          "ticks",
          "trade_seq",
          "best_bid_price",
          "bid_price",
          "version");

  /// What each of them tells, and last what none of them does; the first that is there decides.
  private static final List<What> KINDS = List.of(What.values());

  /// Reads the object that follows, whole.
  static DeribitAnswer read(JsonReader json) {
    int telling = KINDS.size() - 1;
    int at = 0;
    json.beginObject();
    for (int field; (field = json.nextField(TELLING)) != JsonReader.END; ) {
      if (field >= 0 && field < telling) {
        telling = field;
        json.peek();
        at = json.position();
      }
      json.skip();
    }
    return new DeribitAnswer(KINDS.get(telling), at);
  }
}
