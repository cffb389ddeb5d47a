/// Histories that others collected, on their way into the store and out of it.
///
/// ```
///   file ─► Importer (by name and first line) ─► rows, rejections with their line
///                                                  │
///                   Plausibility: what cannot be true is told, not stored
///                                                  │ by series, some ten thousand rows at a time
///                        PastWriter (store): doubles, contradictions,
///                        periods ─► history/fact=…/year=…
///   Export ◄─ Archive: the same rows as Parquet by fact and year, or as CSV a series
/// ```
///
/// What a file is, its name says, by the table in [dev.carry.history.FileName]; its first line must
/// agree. A new layout is one more [dev.carry.history.Importer]. A series is never held whole:
/// memory does not grow with the length of a file. What came of each file is a
/// [dev.carry.history.FileReport], kept in the data folder beside the rows.
///
/// Not thread-safe, but for how far an import is.
@NullMarked
package dev.carry.history;

import org.jspecify.annotations.NullMarked;
