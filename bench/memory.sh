#!/bin/sh
# What memory a run needs that watches as many perpetuals as the four venues really list, from a
# simulator in another process: bench/memory.sh [seconds]. Loopback only; cleans up after itself.
set -eu

home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
seconds=${1:-180}
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

"$home/carry" sim --assets 600 --endpoints-out "$work/endpoints.json" >"$work/sim" 2>"$work/sim.err" &
sim=$!
await "$work/endpoints.json" "$sim"
"$home/carry" run --endpoints "$work/endpoints.json" --no-browser --port 0 --data "$work/data" \
  >"$work/out" 2>"$work/run.err" &
run=$!
await "$work/out" "$run"
address=$(head -n 1 "$work/out")
sleep "$seconds"
kill -0 "$run" 2>/dev/null || { cat "$work/run.err" >&2; exit 1; }
watched=$(curl -s "${address}metrics" | awk '/^carry_instruments[{ ]/ {sum += $NF} END {print sum + 0}')
peak=$(awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$run/status")
now=$(awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$run/status")
echo "$watched instruments for $seconds s: $now MiB resident, peak $peak MiB"
