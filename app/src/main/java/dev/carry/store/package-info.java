/// What a user asks about later, kept in the data folder.
///
/// ```
///   Outbox ─ Step ─► Store ─ rows ─► tail-<generation>.ctail     appended, CRC32C, fsynced:
///    (one thread)      │                      │                  the row is acknowledged
///                      │                      ▼ by rows, age, day, close
///                      │             segments/<fact>/<day>/<generation>-<crc32c>.parquet
///                      ▼
///   importer ─ PastWriter ──► history/fact=<fact>/year=<year>/<part>-<crc32c>.parquet
///                                             │
///   anyone ─ History ─► DuckDB (in memory) over the segments and the rows of the tail
///   other processes ──► StoreReader, the same over the same files
/// ```
///
/// A row is in exactly one place. The tail of a generation is the truth as long as it exists;
/// segments of that generation are leftovers of a seal that did not finish, and are ignored by
/// readers and deleted by the owner. Sealing writes every segment under another name, forces it,
/// renames it, forces the folders, begins the next tail, and deletes the old one last.
///
/// Imported rows lie apart from those of steps, in the hands of one importer at a time, who need
/// not be the owner. Readers look at the names of files before every question.
///
/// Every row has the venue's time of the fact, when Carry could first know it, when it was recorded
/// here, and the sequence of the input log it came from. Decimals are kept twice: `rate_text` as
/// the venue wrote it (an exponent written out) and `rate` as the nearest double for sums. Venue
/// and symbol stand in every row: Parquet's dictionaries make them cheap and every file
/// understandable by itself. A segment's day is the UTC day its tail was begun on.
///
/// `Store` is told steps by one thread, asked by any, and writes on a thread of its own. Only the
/// holder of the [dev.carry.store.DataLock] may open one. [dev.carry.store.PastWriter] takes rows
/// of the past beside it.
@NullMarked
package dev.carry.store;

import org.jspecify.annotations.NullMarked;
