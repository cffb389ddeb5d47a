#!/bin/sh
# How fast histories come in, and how fast their coverage is told.
#
#   bench/history.sh [ROWS] [FOLDER]
#
# Makes ROWS rows (10,000,000) of settled funding and of mark candles, half each, in files of 100,000
# rows; imports them twice (the second time nothing is new); then makes 100 series of five years of
# eight-hourly settlements in a folder of their own and asks for their coverage. Prints seconds and
# rows per second of each, and the peak of resident memory.
set -eu

home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
rows=${1:-10000000}
made=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
files=${made:-$work/files}

funding() { # name, rows, seconds between
  awk -v n="$2" -v step="$3" -v seed="$4" 'BEGIN {
    srand(seed); print "ts_ms,funding_rate,source"; t = 1577836800
    for (i = 0; i < n; i++) {
      printf "%d000,%.8f,made\n", t + i * step, (rand() - 0.4) / 1000
    }
  }' >"$1"
}

candles() { # name, rows
  awk -v n="$2" -v seed="$3" 'BEGIN {
    srand(seed); print "ts_ms,open,high,low,close"; t = 1577836800; p = 30000
    for (i = 0; i < n; i++) {
      o = p; p += (rand() - 0.5) * 20
      printf "%d000,%.2f,%.2f,%.2f,%.2f\n", t + i * 60, o, (o > p ? o : p) + 1, (o < p ? o : p) - 1, p
    }
  }' >"$1"
}

if [ ! -d "$files" ]; then
  mkdir -p "$files"
  each=100000
  i=0
  while [ $((i * each * 2)) -lt "$rows" ]; do
    funding "$files/bybit_F${i}USDT.csv" $each 3600 "$i"
    candles "$files/bybit_C${i}USDT_mark_1m.csv" $each "$i"
    i=$((i + 1))
  done
fi

peak() { # what, command …
  what=$1
  shift
  begun=$(date +%s.%N)
  "$@" >"$work/out" 2>"$work/err" &
  child=$!
  most=0
  while kill -0 "$child" 2>/dev/null; do
    now=$(awk '/VmHWM/ {print $2}' "/proc/$child/status" 2>/dev/null || echo 0)
    [ "${now:-0}" -gt "$most" ] && most=$now
    sleep 0.05
  done
  wait "$child"
  ended=$(date +%s.%N)
  echo "$what: $(echo "$begun $ended" | awk '{printf "%.2f", $2 - $1}') s, peak $((most / 1024)) MiB"
  grep "rows of" "$work/err" || true
}

peak "import" "$home/carry" history import "$files" --data "$work/data"
peak "import again" "$home/carry" history import "$files" --data "$work/data"

mkdir "$work/five"
i=0
while [ $i -lt 100 ]; do
  funding "$work/five/okx_S$i.csv" 5478 28800 "$i"
  i=$((i + 1))
done
peak "import of 100 series x 5 years" "$home/carry" history import "$work/five" --data "$work/data5"
for _ in 1 2 3; do
  peak "coverage of 100 series x 5 years" \
    "$home/carry" history coverage --data "$work/data5" --format json
done
echo "$(wc -l <"$work/out") series"
