#!/bin/sh
# How long the built demo takes to its page and to its first opportunity, and what memory it needs:
# bench/demo-start.sh [runs]. Loopback only; cleans up after itself.
set -eu

home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
runs=${1:-5}
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

millis() { date +%s%3N; }

"$home/carry" demo --help >/dev/null # builds and prepares, where that is not done
run=1
while [ "$run" -le "$runs" ]; do
  rm -rf "$work/data" && : >"$work/out"
  begun=$(millis)
  "$home/carry" demo --no-browser --port 0 --data "$work/data" >"$work/out" 2>"$work/err" &
  pid=$!
  while [ ! -s "$work/out" ]; do
    kill -0 "$pid" 2>/dev/null || { cat "$work/err" >&2; exit 1; }
    sleep 0.02
  done
  page=$(($(millis) - begun))
  address=$(cat "$work/out")
  until curl -s "${address}api/v1/opportunities?limit=1" | grep -q '"finding"'; do
    # within 90 s after a settlement nothing is offered: that is no start-up time
    [ $(($(millis) - begun)) -lt 120000 ] || { echo "run $run: none within 120 s" >&2; exit 1; }
    sleep 0.02
  done
  first=$(($(millis) - begun))
  sleep 10
  peak=$(awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$pid/status")
  kill "$pid" && wait "$pid" || true
  pid=
  echo "run $run: page after $page ms, first opportunity after $first ms, peak memory $peak MiB"
  run=$((run + 1))
done
