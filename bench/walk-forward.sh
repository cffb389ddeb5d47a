#!/bin/sh
# How long it takes to try many sets of parameters on one past.
#
#   bench/walk-forward.sh [FOLDER]
#
# Makes three years of hourly candles and settlements of 18 coins on two venues, drawn by lot (one
# settles every eight hours, one every hour, both follow one price), imports them into FOLDER (a new
# one) if nothing is there, and lets `carry backtest --walk-forward` try 1,000 sets of parameters.
set -eu

home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
data=${1:-$work/data}

coin() { # name, seed
  awk -v coin="$1" -v seed="$2" -v at="$work/files" 'BEGIN {
    srand(seed); t = 1640995200; p = 100 * (1 + seed)
    funding["a"] = at "/binance_" coin "USDT.csv"; funding["b"] = at "/hyperliquid_" coin ".csv"
    candles["a"] = at "/binance_" coin "USDT_perp_1h.csv"
    candles["b"] = at "/hyperliquid_" coin "_perp_1h.csv"
    for (v in funding) {
      print "ts_ms,funding_rate,source" >funding[v]
      print "ts_ms,open,high,low,close" >candles[v]
      close_[v] = p
    }
    for (h = 0; h < 26280; h++) {
      p *= 1 + 0.006 * (rand() + rand() + rand() - 1.5)
      for (v in funding) {
        open = close_[v]
        close_[v] = p * (1 + 0.0006 * (rand() - 0.5))
        printf "%d000,%.4f,%.4f,%.4f,%.4f\n", t + h * 3600, open, \
          (open > close_[v] ? open : close_[v]) * 1.001, \
          (open < close_[v] ? open : close_[v]) * 0.999, close_[v] >candles[v]
        rate[v] = 0.0000125 + 0.98 * (rate[v] - 0.0000125) + 0.000012 * (rand() - 0.5)
        if (v == "b") printf "%d000,%.8f,made\n", t + h * 3600, rate[v] >funding[v]
        else if (h % 8 == 0) printf "%d000,%.8f,made\n", t + h * 3600, rate[v] * 8 >funding[v]
      }
    }
  }'
}

if [ ! -d "$data" ]; then
  mkdir -p "$work/files"
  i=0
  for name in BTC ETH SOL XRP BNB DOGE ADA AVAX LINK LTC DOT ATOM NEAR APT ARB OP SUI INJ; do
    i=$((i + 1))
    coin "$name" "$i"
  done
  "$home/carry" history import --data "$data" "$work/files" 2>&1 | tail -n 1
fi

begun=$(date +%s.%N)
"$home/carry" backtest --data "$data" --strategy cross-venue --spread 1bp --slippage 1bp \
  --walk-forward --format json \
  --grid enter.net-apr=1%,2%,3%,4%,5%,7%,10%,15%,20%,30% \
  --grid exit.gross-apr=-30%,-20%,-15%,-10%,-5%,-2%,0,1%,2%,3% \
  --grid exit.hold=1d,2d,3d,5d,7d,10d,14d,30d,60d,90d >"$work/out"
awk -v begun="$begun" -v ended="$(date +%s.%N)" 'BEGIN { printf "walk-forward: %.1f s\n", ended - begun }'
grep -o '"trials":[0-9]*' "$work/out" | head -n 1
