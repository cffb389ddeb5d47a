// The chain of one asset and expiry: calls left, puts right, one line for each venue that has the
// strike. Prices are money here: those that a venue writes in coin, at what it values the option on.
import { html, nothing } from 'lit';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { Part } from './parts.js';

const MOST = 5000;
const CHAIN_MILLIS = 2000;
const EXPIRIES_MILLIS = 30000;

class Options extends Part {
  static pace = 480;
  static properties = { asset: { type: String } };

  constructor() {
    super();
    this.asset = '';
    this.expiry = '';
    this.expiries = null;
    this.rows = [];
    this.shown = '';
    this.why = '';
    this.askedAt = { chain: -Infinity, expiries: -Infinity };
  }

  /** What the server answers; null where it does not, and why is told. */
  async read(path, query) {
    try {
      const answer = await fetch(`/api/v1/${path}?${new URLSearchParams({ ...query, limit: MOST })}`);
      const body = await answer.json();
      this.why = answer.ok ? '' : body.detail;
      return answer.ok ? body.items : null;
    } catch (e) {
      this.why = String(e.message ?? e);
      return null;
    }
  }

  async ask() {
    const now = performance.now();
    if (now - this.askedAt.expiries > EXPIRIES_MILLIS) {
      this.askedAt.expiries = now;
      this.expiries = (await this.read('options/expiries', {})) ?? this.expiries;
      this.requestUpdate();
    }
    const wanted = `${this.asset} ${this.expiry}`;
    if (this.expiry && (wanted !== this.wanted || now - this.askedAt.chain > CHAIN_MILLIS)) {
      this.wanted = wanted;
      this.askedAt.chain = now;
      const rows = await this.read('options', { asset: this.asset, expiry: this.expiry });
      if (rows && wanted === this.wanted) {
        this.rows = rows;
        this.shown = wanted;
      }
      this.requestUpdate();
    }
  }

  choose(asset) {
    this.dispatchEvent(new CustomEvent('show-options', { bubbles: true, detail: asset }));
  }

  /** The asset and expiry that are there: what was chosen goes when it expires. */
  settle() {
    const assets = [...new Set((this.expiries ?? []).map((e) => e.asset))];
    if (assets.length && !assets.includes(this.asset)) {
      this.asset = assets.includes('BTC') ? 'BTC' : assets[0];
    }
    const days = (this.expiries ?? []).filter((e) => e.asset === this.asset);
    if (!days.some((e) => e.expiry === this.expiry)) {
      this.expiry = days[0]?.expiry ?? '';
    }
    return { assets, days };
  }

  render() {
    const { assets, days } = this.settle();
    this.ask();
    const here = this.shown === `${this.asset} ${this.expiry}`;
    const lines = here ? this.lines() : [];
    return html`
      <div class="viewhead">
        <div><h2>${t('options.title')}</h2><p class="note">${t('options.note')}</p></div>
        ${assets.length ? html`<label class="field">${t('options.asset')}
          <select @change=${(e) => this.choose(e.target.value)}>
            ${assets.map((a) => html`<option value=${a} ?selected=${a === this.asset}>${a}</option>`)}</select></label>
          <div class="choice expiries" role="group" aria-label=${t('options.expiry')}>
            ${days.map((e) => html`<button type="button" aria-pressed=${e.expiry === this.expiry}
              @click=${() => { this.expiry = e.expiry; this.requestUpdate(); }}>${f.day(Date.parse(e.expiry))}</button>`)}</div>` : nothing}
      </div>
      ${this.why ? html`<p class="empty" role="alert">${t('options.failed', { why: this.why })}</p>` : nothing}
      ${!this.why && this.expiries?.length === 0 ? html`<p class="empty">${t('options.none')}</p>` : nothing}
      ${!this.why && (this.expiries === null || (this.expiry && !here)) ? html`<p class="empty loading">${t('options.loading')}</p>` : nothing}
      ${here ? this.facts(days) : nothing}
      ${here && lines.length ? this.table(lines) : nothing}
      ${here && !lines.length ? html`<p class="empty">${t('empty.filtered')}</p>` : nothing}`;
  }

  /** What the options are on, and how long they have. */
  facts(days) {
    const day = days.find((e) => e.expiry === this.expiry);
    const forward = this.forward();
    return html`<p class="note chain-facts">
      ${day ? t('options.left', { time: f.duration(Math.max(0, Date.parse(day.expiresAt) - store.now())) }) : nothing}
      ${f.known(forward) ? html`<span>${t('options.forward', { price: f.money(forward) })}</span>` : nothing}</p>`;
  }

  /** The middle of what the venues value this expiry on. */
  forward() {
    const said = this.rows.map((r) => r.underlyingPrice).filter(f.known).sort((a, b) => a - b);
    return said[said.length >> 1];
  }

  /** Strikes in order, each with one line for each venue and coin it settles in. */
  lines() {
    const strikes = new Map();
    for (const row of this.rows.filter((r) => store.wantsVenue(r.venue))) {
      const settles = row.canonical.split(':')[1];
      const lines = strikes.get(row.strike) ?? new Map();
      const key = `${row.venue} ${settles}`;
      const line = lines.get(key) ?? { venue: row.venue, settles };
      line[row.type] = row;
      strikes.set(row.strike, lines.set(key, line));
    }
    return [...strikes].sort(([a], [b]) => a - b).map(([strike, lines]) =>
      ({ strike, lines: [...lines].sort(([a], [b]) => a.localeCompare(b)).map(([, line]) => line) }));
  }

  table(strikes) {
    const forward = this.forward();
    const above = strikes.findIndex((s) => s.strike >= forward);
    const head = (side, columns) => columns.map((c) => html`<th scope="col" class="num o-${c}"><span class="sr">${t(`options.${side}`)} </span>${t(`options.${c}`)}</th>`);
    return html`<div class="chainwrap"><div class="sides" aria-hidden="true"><b>${t('options.calls')}</b><b>${t('options.puts')}</b></div><table class="chain" aria-label="${t('options.title')}: ${this.asset}, ${f.day(Date.parse(this.expiry))}">
      <thead><tr>${head('calls', ['oi', 'delta', 'iv', 'bid', 'ask'])}
          <th scope="col" class="num o-strike">${t('options.strike')}</th><th scope="col" class="o-venue">${t('col.venue')}</th>
          ${head('puts', ['bid', 'ask', 'iv', 'delta', 'oi'])}</tr></thead>
      ${strikes.map((s, i) => this.strike(s, i === above, forward))}</table></div>`;
  }

  strike({ strike, lines }, first, forward) {
    const best = { call: touch(lines, 'call'), put: touch(lines, 'put') };
    return html`<tbody class=${first ? 'first' : ''}>${lines.map((line, i) => html`<tr data-key="${strike} ${line.venue} ${line.settles}">
      ${this.side(line.call, ['oi', 'delta', 'iv', 'bid', 'ask'], best.call, strike < forward)}
      ${i === 0 ? html`<th scope="rowgroup" class="num o-strike" rowspan=${lines.length}>${f.price(strike)}</th>` : nothing}
      <th scope="row" class="o-venue">${line.venue} <span class="coin muted">${line.settles}</span></th>
      ${this.side(line.put, ['bid', 'ask', 'iv', 'delta', 'oi'], best.put, strike > forward)}
    </tr>`)}</tbody>`;
  }

  side(row, columns, best, inside) {
    const cells = {
      oi: () => (f.known(row.openInterestBase) ? f.plain(row.openInterestBase, row.openInterestBase < 100 ? 1 : 0) : '–'),
      delta: () => (f.known(row.delta) ? f.money(row.delta) : '–'),
      iv: () => (f.known(row.markIv) ? f.share(row.markIv, 1) : '–'),
      bid: () => price(row, 'bid', best),
      ask: () => price(row, 'ask', best),
    };
    return columns.map((c) => html`<td class="num o-${c} ${inside ? 'inside' : ''} ${row?.stale ? 'old' : ''}" title=${row ? hint(row, c) : nothing}>${row ? cells[c]() : ''}</td>`);
  }
}

/** A price in money; NaN where it is not known. */
export const money = (row, side) => (f.known(row?.[side]) ? row[side] * (row.premiumIn === 'coin' ? row.underlyingPrice ?? NaN : 1) : NaN);

/** The best of each side over the venues of a strike; of one venue alone nothing is best. */
function touch(lines, type) {
  const of = (side) => lines.map((line) => (line[type]?.stale ? NaN : money(line[type], side))).filter(Number.isFinite);
  const [bids, asks] = [of('bid'), of('ask')];
  return { bid: bids.length > 1 ? Math.max(...bids) : NaN, ask: asks.length > 1 ? Math.min(...asks) : NaN };
}

function price(row, side, best) {
  const x = money(row, side);
  if (!Number.isFinite(x)) {
    return html`<span class="muted">–</span>`;
  }
  const text = f.money(x);
  return x === best[side] ? html`<b class="best">${text}</b>` : text;
}

/** What a cell leaves out: the venue's own price and size, both sides' volatilities, the greeks. */
function hint(row, column) {
  const coin = row.premiumIn === 'coin' ? row.canonical.split(':')[1] : row.canonical.split(/[/:]/)[1];
  const list = (names, show) => names.filter((n) => f.known(row[n])).map((n) => `${t(`options.${n}`)} ${show(row[n])}`).join(', ') || nothing;
  switch (column) {
    case 'bid':
    case 'ask': return f.known(row[column]) ? `${f.price(row[column])} ${coin}${f.known(row[`${column}Size`]) ? ` × ${f.plain(row[`${column}Size`], 2)}` : ''}` : nothing;
    case 'iv': return list(['bidIv', 'markIv', 'askIv'], (x) => f.share(x, 1));
    case 'delta': return list(['delta', 'gamma', 'vega', 'theta', 'rho'], (x) => f.price(Number(x.toPrecision(4))));
    default: return nothing;
  }
}

customElements.define('carry-options', Options);
