#!/bin/sh
# What a run costs that watches all venues, from a simulator in another process: its share of a core,
# its memory, and how many messages a second that was for. Loopback only; cleans up after itself.
#
#   bench/live.sh [COINS] [DENSITY] [SECONDS]
#
# Measures after SECONDS (60), three times.
set -eu

home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
sim= run=
trap 'kill $run $sim 2>/dev/null || true; wait; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# waits until a file has content, while a process lives
await() {
  while [ ! -s "$1" ]; do
    kill -0 "$2" 2>/dev/null || { cat "$work"/*.err >&2; exit 1; }
    sleep 0.1
  done
}

messages() {
  curl -s "${address}metrics" | awk '/^carry_feed_messages_total/ {sum += $2} END {printf "%d", sum}'
}

ticks() {
  awk '{print $14 + $15}' "/proc/$run/stat"
}

"$home/carry" sim --assets "${1:-450}" --density "${2:-1.6}" --endpoints-out "$work/endpoints.json" \
  >"$work/sim" 2>"$work/sim.err" &
sim=$!
await "$work/endpoints.json" "$sim"
"$home/carry" run --endpoints "$work/endpoints.json" --no-browser --port 0 --data "$work/data" \
  >"$work/out" 2>"$work/run.err" &
run=$!
await "$work/out" "$run"
address=$(head -n 1 "$work/out")
sleep "${3:-60}"
for _ in 1 2 3; do
  before=$(messages) busy=$(ticks)
  sleep 20
  after=$(messages) busier=$(ticks)
  peak=$(awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$run/status")
  listed=$(curl -s "${address}metrics" | awk '/^carry_instruments[{ ]/ {sum += $NF} END {print sum}')
  echo "$listed instruments, $(((after - before) / 20)) messages/s:" \
    "$(((busier - busy) * 100 / $(getconf CLK_TCK) / 20)) % of a core, peak $peak MiB"
done
