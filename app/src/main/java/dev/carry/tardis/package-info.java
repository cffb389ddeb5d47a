/// Tardis' data in and out: its CSV datasets and normalised messages as facts, facts as its
/// normalised messages and CSV rows, and its ways to ask for them.
///
/// ```
///   Api, RawFeed: its own addresses ─┐
///   CSV dataset, any size ──► CsvDataset ──┐
///                                          ├─► facts, receive time = Tardis' arrival time
///   Machine ─ message ──────► Normalised ──┘
///
///   facts of a message ─┬─► TardisJson ──► NormalisedWriter: what one client Wanted
///                       └─► CsvFiles: a file for each exchange, type, day and symbol
/// ```
///
/// Rows of a `derivative_ticker` repeat what stands: a fact is told when it changed, once. What the
/// rows leave unsaid (units, periods) is in [dev.carry.tardis.Exchange]; what stays unknown is
/// absent, and what a layout cannot hold is counted. Used by one thread at a time.
@NullMarked
package dev.carry.tardis;

import org.jspecify.annotations.NullMarked;
