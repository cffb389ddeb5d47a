/// Serves recorded messages in place of the simulated market.
///
/// `DIR/<venue>/…` holds the files of a venue, in any folders below (`binance_usdm` is read as
/// `binance-usdm`):
///
/// - `*.raw`, `*.raw.gz`, `*.raw.zst`: lines `2026-01-01T00:00:00.0000000Z {json}`, an empty line a
///   disconnect;
/// - `*.jsonl`: a message a line, with the receive times in seconds on the same lines of a
///   `.recv_ts` file beside it where there is one; a `raw` field in a line holds the message;
/// - `*.json`: one message.
///
/// Files whose names begin `http_` or `rest_`, and those of a folder `rest`, are REST bodies, found
/// again by the address beside each time in `.recv_ts` or around each body
/// (`{"asked":…,"data":…}`), by a line of `_INDEX.tsv`, or by the rest of the name. All others are
/// pushed to whoever connects, in the order and at the pace of their times, whatever was subscribed
/// to. Acknowledgements are made up in the venue's form; recorded ones (`ws_control`,
/// `ws_sent_by_client`) are left out.
@NullMarked
package dev.carry.sim.frames;

import org.jspecify.annotations.NullMarked;
