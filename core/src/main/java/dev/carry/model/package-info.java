/// The facts Carry knows, the instruments they are about, and what it finds in them.
///
/// ```
///   wire ──► MarketEvent ─┐
///   feeds ─► FeedStatus  ─┼─► Input ──► engine ──► Finding
///   users ─► Command     ─┤
///   clock ─► Tick        ─┘
/// ```
///
/// Everything here is immutable and may be shared between threads. One event states one fact with
/// its own venue time and receive time; what the venue did not say is no event and no number. A
/// nullable component means that the venue may leave that part out: absent is never zero.
///
/// Decimals are kept exactly as the venue wrote them (`BigDecimal`, scale included); rates are
/// fractions of notional, positive when longs pay shorts.
@NullMarked
package dev.carry.model;

import org.jspecify.annotations.NullMarked;
