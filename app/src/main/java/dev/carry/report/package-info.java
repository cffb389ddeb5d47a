/// Pictures of results, for people who were not there: the same drawing as SVG and as PNG.
///
/// ```
///   TimeChart ─► Canvas ─┬─► SvgCanvas ─► text
///                        └─► PngCanvas ─► bytes
/// ```
///
/// Pure but for the fonts of the machine. Not thread-safe.
@NullMarked
package dev.carry.report;

import org.jspecify.annotations.NullMarked;
