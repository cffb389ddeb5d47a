package dev.carry.store;

/// Rows of the past of one fact and year on their way into a segment.
///
/// @param number counts up from 1 over all parts of a data folder; the segment carries it in its
///     name
record PastPart(StoredFact fact, int year, long number) {
  String table() {
    return "past_" + fact.table() + "_" + number;
  }
}
