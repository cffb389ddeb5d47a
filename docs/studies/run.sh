#!/bin/sh
# Every number of the three backtest studies, from the histories imported into a folder.
#
#   docs/studies/run.sh DATA OUT [NAME]
#
# Writes OUT/<run>.json for each run (only those whose name begins with NAME, if given) and prints a
# row of each: net, per year, deepest fall, trades, probability that it is more than luck, and that
# choosing overfits. CARRY names another launcher than ./carry.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
carry=${CARRY:-$here/../../carry}
data=$1
out=$2
only=${3:-}
mkdir -p "$out"
cd "$here/../.."

of() { # key, file
  grep -o "\"$1\":[-0-9.E]*" "$2" | head -n 1 | cut -d: -f2
}

run() { # name, arguments
  name=$1
  shift
  case "$name" in "$only"*) ;; *) return 0 ;; esac
  "$carry" backtest --data "$data" "$@" --format json >"$out/$name.json"
  f=$out/$name.json
  printf '%s|%s|%s|%s|%s|%s|%s\n' "$name" "$(of netPnl "$f")" "$(of annualised "$f")" \
    "$(of maxDrawdown "$f")" "$(of trades "$f")" "$(of deflatedSharpe "$f")" \
    "$(of probabilityOfOverfitting "$f")"
}

# each study: as assumed, then one assumption changed at a time
study() { # name, venues, arguments
  study=$1
  venues=$2
  shift 2
  free=
  cheap=
  for venue in $venues; do
    free="$free --fee $venue=0"
    cheap="$cheap --fee $venue=2bp"
  done
  said="--spread 1bp --slippage 1bp"
  # shellcheck disable=SC2086
  {
    run "$study-base" "$@" $said
    run "$study-fees-0" "$@" $said $free
    run "$study-fees-2bp" "$@" $said $cheap
    run "$study-spread-0" "$@" --spread 0 --slippage 0
    run "$study-spread-2bp" "$@" --spread 2bp --slippage 2bp
    run "$study-spread-5bp" "$@" --spread 5bp --slippage 5bp
    run "$study-latency-0" "$@" $said --rule execution.latency=0s
    run "$study-latency-5m" "$@" $said --rule execution.latency=5m
    run "$study-bar-8h" "$@" $said --bar 8h
    run "$study-free" "$@" $free --spread 0 --slippage 0 --rule execution.conversion=0
  }
}

period="--from 2023-01-01T00:00:00Z --to 2024-06-30T00:00:00Z"
# shellcheck disable=SC2086
{
  cross="--strategy docs/studies/cross-venue.yaml $period"
  study cross-venue "binance-usdm bybit okx hyperliquid" $cross --walk-forward
  run cross-venue-bar-1h $cross --walk-forward --bar 1h
  run cross-venue-fees-0-small-account $cross --walk-forward --capital 31000 --fee binance-usdm=0 \
    --fee bybit=0 --fee okx=0 --fee hyperliquid=0
  for enter in 1 2 5 10 20; do
    run "cross-venue-rule-$enter%" $cross --rule "enter.net-apr=$enter%"
  done
  back="--set cross-venue.expect=reverts"
  none="--fee binance-usdm=0 --fee bybit=0 --fee okx=0 --fee hyperliquid=0"
  run cross-venue-reverts $cross --walk-forward $back
  for enter in 1 5 10; do
    run "cross-venue-reverts-$enter%" $cross --rule "enter.net-apr=$enter%" $back
    run "cross-venue-fees-0-rule-$enter%" $cross --rule "enter.net-apr=$enter%" $none
    run "cross-venue-fees-0-reverts-$enter%" $cross --rule "enter.net-apr=$enter%" $back $none
  done

  basis="--strategy docs/studies/spot-perp.yaml $period"
  study spot-perp "binance-spot binance-usdm" $basis --walk-forward
  for enter in 1 2 5 10 20; do
    run "spot-perp-rule-$enter%" $basis --rule "enter.net-apr=$enter%"
  done
  back="--set spot-perp.expect=reverts"
  run spot-perp-reverts $basis --walk-forward $back
  for enter in 1 5 10; do
    run "spot-perp-reverts-$enter%" $basis --rule "enter.net-apr=$enter%" $back
  done
  run spot-perp-small-account $basis --walk-forward --capital 31000
  for coin in BTC ETH; do
    hold="--strategy hold --long binance-spot:${coin}USDT --short binance-usdm:${coin}USDT
      --notional 10000"
    study "hold-$coin" "binance-spot binance-usdm" $hold $period
    run "hold-$coin-leverage-1" $hold $period --spread 1bp --slippage 1bp --leverage 1
    run "hold-$coin-2023" $hold --spread 1bp --slippage 1bp \
      --from 2023-01-01T00:00:00Z --to 2024-01-01T00:00:00Z
    run "hold-$coin-2024" $hold --spread 1bp --slippage 1bp \
      --from 2024-01-01T00:00:00Z --to 2024-06-30T00:00:00Z
  done

  reversion="--strategy docs/studies/mean-reversion.yaml"
  study mean-reversion "binance-usdm binance-coinm binance-spot bybit bybit-spot okx okx-spot
    hyperliquid bitmex" $reversion --walk-forward
  run mean-reversion-rule $reversion
  run mean-reversion-until-2021 $reversion --to 2021-01-01T00:00:00Z
  run mean-reversion-2021-on $reversion --from 2021-01-01T00:00:00Z
}
