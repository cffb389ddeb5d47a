/// What was taken in, kept exactly: the input log (truth) and the frame log (evidence).
///
/// ```
///   engine thread ─ append ─► InputLogWriter ─ blocks ─► input-<first sequence>.clog
///                                 (own thread: zstd, write, fsync)      │
///   replay ◄─ Logged ◄─ InputLogReader ◄────────────────────────────────┘
///
///   sessions ─ Frame ─► FrameLog ─► <venue>/<stream>/<day>.raw.zst ─► FrameReader ─► codecs
/// ```
///
/// A segment is a header with its own checksum and blocks of some thousand inputs. Each block is
/// compressed by itself, carries CRC32C over its header and bytes, and has its own dictionaries of
/// instruments, words and enum names: a torn or skipped block takes nothing from the others, and a
/// reader can begin anywhere. The price is to name an instrument once per block, which zstd makes
/// cheap. Every block says what was already on the disk when it was written; that tells a torn tail
/// (cut, and reported) from damage (refused).
///
/// `InputLogWriter` is appended to by one thread and does its writing on another. `InputLogReader`
/// and `FrameReader` belong to one thread; `FrameLog` to any number.
@NullMarked
package dev.carry.journal;

import org.jspecify.annotations.NullMarked;
