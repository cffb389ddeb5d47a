/// Serves recorded messages in place of the simulated market.
///
/// `DIR/<venue>/…` holds the files of a venue, in any folders below (`binance_usdm` is read as
/// `binance-usdm`):
///
/// - `*.raw`, `*.raw.gz`: lines `2026-01-01T00:00:00.0000000Z {json}`, an empty line a disconnect;
/// - `*.jsonl`: a message a line, with the receive times in seconds on the same lines of a
/// `.recv_ts` file beside it where there is one; a line with a `raw` field holds the message there;
/// - `*.json`: one message.
///
/// Files whose names begin `http_` or `rest_` are REST bodies, found again by the address beside
/// each time in `.recv_ts`, by a line of `_INDEX.tsv`, or by the rest of the name. All others are
/// pushed to whoever connects, in the order and at the pace of their times, whatever was subscribed
/// to. Acknowledgements are made up in the venue's form; recorded ones (`ws_control`,
/// `ws_sent_by_client`) are left out.
@NullMarked
package dev.carry.sim.frames;

import org.jspecify.annotations.NullMarked;
