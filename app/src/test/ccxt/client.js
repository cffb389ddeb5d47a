// Reads one venue of the simulator through ccxt as if it were the real one. Arguments: ccxt's id of
// the venue, the market, and the venue's REST and WebSocket addresses. Prints one line of JSON for
// each call: its name and what ccxt made of the answer, or the error.
import ccxt from 'ccxt';

const [id, symbol, rest, ws] = process.argv.slice(2);
const hosts = [
  'https://fapi.binance.com', 'wss://fstream.binance.com',
  'https://dapi.binance.com', 'wss://dstream.binance.com',
  'https://api.binance.com', 'wss://stream.binance.com:9443',
  'https://api.{hostname}', 'wss://stream.{hostname}',
  'https://{hostname}', 'wss://ws.okx.com:8443',
  'https://www.deribit.com', 'wss://www.deribit.com',
  'https://futures.kraken.com', 'wss://futures.kraken.com',
  'https://api.kraken.com', 'wss://ws.kraken.com',
  'https://api.backpack.exchange', 'wss://ws.backpack.exchange',
  'https://api.gateio.ws', 'wss://fx-ws.gateio.ws',
  'wss://ws.bitget.com', 'wss://api.hyperliquid.xyz',
  'https://indexer.dydx.trade', 'wss://indexer.dydx.trade',
  'wss://ws-feed.exchange.coinbase.com', 'wss://advanced-trade-ws.coinbase.com',
];
/** The kinds of markets that are simulated, where ccxt would ask for more. */
const kinds = {
  binanceusdm: ['linear'], binancecoinm: ['inverse'], binance: ['spot'],
  bybit: ['linear', 'inverse'], okx: ['swap', 'future'],
  gate: ['swap'], bitget: ['swap'], hyperliquid: ['swap'],
};
const spot = !symbol.includes(':');

const venue = new ccxt.pro[id]({
  enableRateLimit: false,
  options: {
    defaultType: spot ? 'spot' : 'swap',
    fetchMarkets: { types: spot ? ['spot'] : kinds[id] ?? [], hip3: { dex: [] } },
    ...(id === 'krakenfutures' && { fetchTrades: { method: 'publicGetHistory' } }),
  },
});
venue.has.fetchCurrencies = false; // needs a key

function point(urls) {
  for (const [name, url] of Object.entries(urls)) {
    if (typeof url === 'string') {
      const host = hosts.find((host) => url.startsWith(host));
      urls[name] = host ? url.replace(host, host.startsWith('wss') ? ws : rest) : 'http://[::1]:9';
    } else if (url) {
      point(url);
    }
  }
}
point(venue.urls.api);
await venue.loadHttpProxyAgent(); // lets it speak ws:// without TLS

async function call(name, ask, show) {
  const late = new Promise((_, no) => {
    setTimeout(() => no(new Error('no answer within 15 s')), 15_000).unref();
  });
  try {
    console.log(JSON.stringify({ call: name, value: show(await Promise.race([ask(), late])) }));
  } catch (e) {
    console.log(JSON.stringify({ call: name, error: `${e.constructor.name}: ${e.message}` }));
  }
}

const book = (b) => ({ bid: b.bids[0][0], ask: b.asks[0][0], levels: b.bids.length });
const trades = (list) => ({
  trades: list.length, price: list.at(-1).price, side: list.at(-1).side, time: list.at(-1).timestamp,
});
const ticker = (t) => ({ last: t.last, time: t.timestamp });

await call('loadMarkets', () => venue.loadMarkets(), (markets) => ({
  swaps: Object.values(markets).filter((market) => market.swap).length,
  spots: Object.values(markets).filter((market) => market.spot).length,
  contractSize: markets[symbol].contractSize,
}));
await call('fetchTicker', () => venue.fetchTicker(symbol), ticker);
await call('fetchOrderBook', () => venue.fetchOrderBook(symbol), book);
await call('fetchTrades', () => venue.fetchTrades(symbol), trades);
if (!spot) {
  await call('fetchFundingRate', () => (venue.has.fetchFundingRate
    ? venue.fetchFundingRate(symbol)
    : venue.fetchFundingRates([symbol]).then((all) => all[symbol])), (f) => ({
    rate: f.fundingRate, mark: f.markPrice,
  }));
  // What ccxt has no call for, or answers by an average, stands in the venue's own words.
  const ofNow = {
    deribit: () => venue.fetchTicker(symbol).then((t) => t.info.current_funding),
    dydx: () => venue.fetchMarkets().then((all) => (
      all.find((market) => market.symbol === symbol).info.nextFundingRate)),
  }[id];
  if (ofNow) {
    await call('fundingOfNow', ofNow, (rate) => ({ rate: Number(rate) }));
  }
  await call('fetchFundingRateHistory', () => venue.fetchFundingRateHistory(symbol), (list) => ({
    points: list.length, first: list[0].timestamp, last: list.at(-1).timestamp,
    rate: list.at(-1).fundingRate,
  }));
  const open = (o) => ({ open: o.openInterestAmount ?? o.openInterestValue });
  await call('fetchOpenInterest', () => (id === 'krakenfutures'
    ? venue.fetchTicker(symbol).then((t) => ({ openInterestAmount: Number(t.info.openInterest) }))
    : venue.fetchOpenInterest(symbol)), open);
}
await call('fetchOHLCV', () => venue.fetchOHLCV(symbol, '1m'), (list) => ({
  candles: list.length, close: list.at(-1)[4],
}));
await call('watchTicker', () => venue.watchTicker(symbol), ticker);
await call('watchTrades', () => venue.watchTrades(symbol), trades);
await call('watchOrderBook', () => venue.watchOrderBook(symbol), book);
process.exit(0);
