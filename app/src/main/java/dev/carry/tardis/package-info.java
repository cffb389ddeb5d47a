/// Tardis' data in and out: its CSV datasets and normalised messages as facts, facts as its
/// normalised messages and CSV rows.
///
/// ```
///   CSV dataset, any size ──► CsvDataset ──┐
///                                          ├─► facts, receive time = Tardis' arrival time
///   normalised message ─────► Normalised ──┘
/// ```
///
/// Rows of a `derivative_ticker` repeat what stands: a fact is told when it changed, once. What the
/// rows leave unsaid (units, periods) is in [dev.carry.tardis.Exchange]; what stays unknown is
/// absent. Used by one thread at a time.
@NullMarked
package dev.carry.tardis;

import org.jspecify.annotations.NullMarked;
