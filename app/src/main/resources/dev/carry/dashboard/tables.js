// The tables: opportunities and candidates turned down, quarantined facts, views, premiums.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { told } from './phrases.js';
import { verdict } from './analyst.js';
import { Sheet, ago, head, legText, priced, quoteOf, symbolOf, totalCost, venueOf } from './parts.js';

const COLUMNS = [
  { key: 'rank' },
  { key: 'asset', value: (o) => o.asset },
  { key: 'long', value: (o) => o.legs[0].instrument },
  { key: 'short', value: (o) => o.legs.at(-1).instrument },
  { key: 'gross', num: true, hint: true, value: (o) => o.grossApr },
  { key: 'net', num: true, hint: true, value: (o) => o.netApr },
  { key: 'perday', num: true, hint: true, value: (o) => o.netPerDay ?? -Infinity },
  { key: 'capital', num: true, hint: true, value: (o) => o.returnOnCapital },
  { key: 'breakeven', num: true, hint: true, value: (o) => (o.breakEven ? f.millis(o.breakEven) : Infinity) },
  { key: 'costs', num: true, hint: true, value: totalCost },
  { key: 'because', value: (o) => o.because ?? '' },
  { key: 'age', num: true, hint: true, value: (o) => -Date.parse(o.lastSeen) },
];

const keyOf = (o) => o.id;

/** Opportunities, or with `list="rejections"` the candidates turned down. */
/** The analyst's verdict beside an opportunity, once there is one. */
const said = (o) => {
  const a = store.rows.analyses.get(o.id);
  return a ? html` ${verdict(a)}` : nothing;
};

class OpportunityTable extends Sheet {
  static properties = { list: { type: String }, selected: { type: String } };

  constructor() {
    super();
    this.list = 'opportunities';
    this.selected = '';
  }

  /** In the order in which the engine ranks, until a head is chosen. */
  willUpdate() {
    if (!this.columns().some((c) => c.key === this.sort.key)) {
      this.sort = { key: this.list === 'rejections' ? 'net' : 'perday', down: true };
    }
  }

  columns() {
    const without = this.list === 'rejections' ? ['capital', 'perday'] : ['because'];
    return COLUMNS.filter((c) => !without.includes(c.key));
  }

  rows() {
    const least = store.filter.apr === '' ? -Infinity : Number(store.filter.apr) / 100;
    return [...store.rows[this.list].values()].filter(
      (o) =>
        store.wantsAsset(o.asset) &&
        o.legs.every((leg) => store.wantsVenue(venueOf(leg.instrument))) &&
        !(o.netApr < least),
    );
  }

  render() {
    const columns = this.columns();
    const rows = this.ordered(this.rows(), columns, keyOf);
    this.dataset.shown = rows.length;
    if (rows.length === 0) {
      return this.empty(this.list, `empty.${this.list}`);
    }
    const top = Math.max(...rows.map((o) => o.grossApr), 0.0001);
    return html`
      <table role="grid" class="sheet findings ${this.list}" aria-rowcount=${rows.length} aria-label=${t(`tab.${this.list}`)}>
        <thead><tr>${columns.map((c) => head(this, c))}</tr></thead>
        <tbody @pointerenter=${() => this.freeze()} @pointerleave=${() => this.thaw()}>
          ${repeat(rows.slice(0, this.most), keyOf, (o, i) => this.row(o, i, top))}
        </tbody>
      </table>
      ${this.more(rows.length)}
      <p class="note held" aria-hidden="true">${this.frozen ? t('held') : nothing}</p>`;
  }

  row(o, i, top) {
    const rejected = this.list === 'rejections';
    return html`<tr data-key=${o.id} tabindex=${this.tabIndexOf(o.id)} aria-selected=${o.id === this.selected}
        class=${o.id === this.selected ? 'selected' : ''}
        @click=${() => this.open(o.id)} @keydown=${(e) => this.walk(e, o.id)}>
      <td class="c-rank muted">${i + 1}</td>
      <th scope="row" class="c-asset">${o.asset}${o.detector === 'cross-venue-funding' ? nothing
        : html` <span class="sub muted">${t(`kind.${o.detector}`)}</span>`}${said(o)}</th>
      ${['buy', 'sell'].map((side) => html`<td class="c-${side === 'buy' ? 'long' : 'short'} leg" data-label=${t(side === 'buy' ? 'col.long' : 'col.short')}>
        ${o.legs.filter((leg) => leg.side === side).map((leg) => html`<span class="venue">${venueOf(leg.instrument)} <span class="symbol muted">${symbolOf(leg.instrument)}</span></span>${leg.ratio ? amount(leg) : legText(leg)}`)}</td>`)}
      <td class="c-gross num" data-label=${t('col.gross')}>${f.apr(o.grossApr)}</td>
      <td class="c-net num" data-label=${t('col.net')}><b class=${o.netApr < 0 ? 'pay' : 'net'}>${f.apr(o.netApr)}</b>
        <span class="bar" aria-hidden="true" .style=${`--gross:${share(o.grossApr, top)};--net:${share(o.netApr, top)}`}></span></td>
      ${rejected ? nothing : html`<td class="c-perday num" data-label=${t('col.perday')}>${perDay(o)}</td>`}
      ${rejected ? nothing : html`<td class="c-capital num" data-label=${t('col.capital')}>${f.apr(o.returnOnCapital)}</td>`}
      <td class="c-breakeven num" data-label=${t('col.breakeven')}>${breakEven(o)}</td>
      <td class="c-costs num" data-label=${t('col.costs')}>${f.share(totalCost(o))}${o.unknown.length
        ? html`<span class="unknown" title="${t('plus.unknown')}: ${o.unknown.map((u) => t(`cost.${u}`)).join(', ')}"> + ?</span>` : nothing}</td>
      ${rejected ? html`<td class="c-because" data-label=${t('col.because')}>${told(o.because ?? '')}</td>` : nothing}
      <td class="c-age num muted" data-label=${t('col.age')}>${ago(o.lastSeen)}</td>
    </tr>`;
  }
}

/** How much of a leg one trade takes, where that is not the same of all. */
const amount = (leg) => html`<span class="flow muted">× ${f.plain(leg.ratio, 3)}</span>`;

const share = (x, top) => `${Math.max(0, Math.min(100, (x / top) * 100)).toFixed(1)}%`;

/** What is left a day, and of how much: less than asked where the touch holds less. */
export function perDay(o) {
  if (!f.known(o.netPerDay)) {
    return html`<span class="muted">${t('drawer.unknown')}</span>`;
  }
  const filled = Math.min(o.notional, o.capacity);
  return html`${f.money(o.netPerDay)} <span class="coin muted">${quoteOf(o)}</span>
    <span class="sub ${filled < o.notional ? 'less' : 'muted'}">${t('of', { amount: f.money(filled) })}</span>`;
}

/** Break-even in words, with how many settlements it takes. */
export function breakEven(o) {
  if (!o.breakEven) {
    return html`<span class="muted">${t('never', { horizon: f.duration(f.millis(o.horizon)) })}</span>`;
  }
  const n = o.breakEvenSettlements;
  return html`${f.duration(f.millis(o.breakEven))}
    <span class="sub muted">${t(n === 1 ? 'settlements.one' : 'settlements.many', { n })}</span>`;
}

const QUARANTINE = [
  { key: 'asset', value: (q) => q.asset },
  { key: 'instrument', value: (q) => q.instrument },
  { key: 'fact', value: (q) => q.fact },
  { key: 'gate', value: (q) => q.gate },
  { key: 'because', value: (q) => q.because },
  { key: 'value', num: true, value: (q) => q.value ?? 0 },
  { key: 'since', num: true, value: (q) => Date.parse(q.firstSeen) },
];

class QuarantineTable extends Sheet {
  constructor() {
    super();
    this.list = 'quarantine';
    this.routine = false;
    this.sort = { key: 'since', down: true };
  }

  render() {
    const wanted = [...store.rows.quarantine.values()].filter(
      (q) => store.wantsAsset(q.asset) && store.wantsVenue(venueOf(q.instrument)),
    );
    // each settlement holds every instrument for a moment: that is routine, and would bury the rest
    const routine = wanted.filter((q) => q.gate === 'settlement-window').length;
    const all = this.routine ? wanted : wanted.filter((q) => q.gate !== 'settlement-window');
    const rows = this.ordered(all, QUARANTINE, keyOf);
    return html`${this.window(routine)}${rows.length === 0 ? this.empty('quarantine', 'empty.quarantine') : this.table(rows)}`;
  }

  window(routine) {
    const turn = () => {
      this.routine = !this.routine;
      this.requestUpdate();
    };
    return routine === 0 ? nothing : html`<p class="window note">${t('window.hidden', { n: f.plain(routine) })}
      <button type="button" class="quiet" aria-pressed=${this.routine} @click=${turn}>${t(this.routine ? 'window.hide' : 'window.show')}</button></p>`;
  }

  table(rows) {
    return html`<table class="sheet facts" aria-label=${t('tab.quarantine')}>
      <thead><tr>${QUARANTINE.map((c) => head(this, c))}</tr></thead>
      <tbody>${repeat(rows.slice(0, this.most), keyOf, (q) => html`<tr data-key=${q.id}>
        <th scope="row" class="c-asset">${q.asset || '?'}</th>
        <td class="c-instrument" data-label=${t('col.instrument')}>${venueOf(q.instrument)} <span class="symbol muted">${symbolOf(q.instrument)}</span></td>
        <td class="c-fact" data-label=${t('col.fact')}>${t(`fact.${q.fact}`)}</td>
        <td class="c-gate" data-label=${t('col.gate')}><span class="tag">${t(`gate.${q.gate}`)}</span></td>
        <td class="c-because" data-label=${t('col.because')}>${told(q.because)}</td>
        <td class="c-value num" data-label=${t('col.value')}>${f.known(q.value) ? value(q.fact, q.value, q.instrument) : '?'}</td>
        <td class="c-since num muted" data-label=${t('col.since')}>${ago(q.firstSeen)}</td>
      </tr>`)}</tbody></table>${this.more(rows.length)}`;
  }
}

/** A number of a fact with its unit. */
export function value(fact, x, instrument) {
  return fact === 'funding-estimate' || fact === 'funding-settled' || fact === 'premium-index' ? f.rate(x) : priced(x, instrument);
}

const VIEWS = [
  { key: 'asset', value: (v) => v.asset },
  { key: 'instrument', value: (v) => v.instrument },
  { key: 'expectation', value: (v) => v.expectation },
  { key: 'settled', num: true, value: (v) => v.settledApr },
  { key: 'now', num: true, value: (v) => v.aprNow ?? -Infinity },
  { key: 'mean', num: true, value: (v) => v.meanApr },
  { key: 'z', num: true, hint: true, value: (v) => v.z },
  { key: 'halflife', num: true, hint: true, value: (v) => (v.halfLife ? f.millis(v.halfLife) : Infinity) },
  { key: 'trades' },
  { key: 'age', num: true, value: (v) => -Date.parse(v.lastSeen) },
];

/** Farthest from the mean first, until a head is chosen. */
class ViewTable extends Sheet {
  constructor() {
    super();
    this.list = 'views';
    this.sort = { key: 'settled', down: true };
  }

  render() {
    const all = [...store.rows.views.values()].filter(
      (v) => store.wantsAsset(v.asset) && store.wantsVenue(venueOf(v.instrument)),
    );
    const rows = this.ordered(all, VIEWS, keyOf);
    if (rows.length === 0) {
      return this.empty('views', 'empty.views');
    }
    return html`<table class="sheet facts views" aria-label=${t('tab.views')}>
      <thead><tr>${VIEWS.map((c) => head(this, c))}</tr></thead>
      <tbody>${repeat(rows.slice(0, this.most), keyOf, (v) => html`<tr data-key=${v.id}>
        <th scope="row" class="c-asset">${v.asset}</th>
        <td class="c-instrument" data-label=${t('col.instrument')}>${venueOf(v.instrument)} <span class="symbol muted">${symbolOf(v.instrument)}</span></td>
        <td class="c-expectation" data-label=${t('col.expectation')}><span class="tag">${t(`expect.${v.expectation}`)}</span></td>
        <td class="c-settled num" data-label=${t('col.settled')}><b>${f.apr(v.settledApr)}</b></td>
        <td class="c-now num" data-label=${t('col.now')}>${f.known(v.aprNow) ? f.apr(v.aprNow) : html`<span class="muted">${t('drawer.unknown')}</span>`}</td>
        <td class="c-mean num" data-label=${t('col.mean')}>${f.apr(v.meanApr)}</td>
        <td class="c-z num" data-label=${t('col.z')}>${f.plain(v.z, 1)}</td>
        <td class="c-halflife num" data-label=${t('col.halflife')}>${v.halfLife
          ? html`${f.duration(f.millis(v.halfLife))} <span class="sub muted">± ${f.duration(f.millis(v.halfLifeError))}</span>`
          : html`<span class="muted">${t('halflife.none')}</span>`}</td>
        <td class="c-trades" data-label=${t('col.trades')}>${v.trades.length
          ? v.trades.map((trade) => html`<span class="tag">${expressed(trade)}</span> `)
          : html`<span class="muted">${t('trades.none')}</span>`}</td>
        <td class="c-age num muted" data-label=${t('col.age')}>${ago(v.lastSeen)}</td>
      </tr>`)}</tbody></table>${this.more(rows.length)}`;
  }
}

/** A trade that collects what is unusual, and how much a year before costs. */
function expressed(trade) {
  const [buy, sell] = trade.legs.map((leg) => leg.instrument);
  return t('trade', { buy, sell, apr: f.apr(trade.collectsApr) });
}

const PREMIUMS = [
  { key: 'asset', value: (p) => p.asset },
  { key: 'instrument', value: (p) => p.instrument },
  { key: 'premium', num: true, value: (p) => p.premium },
  { key: 'mark', num: true, value: (p) => p.mark },
  { key: 'index', num: true, value: (p) => p.index },
  { key: 'tradable' },
  { key: 'age', num: true, value: (p) => -Date.parse(p.lastSeen) },
];

class PremiumTable extends Sheet {
  constructor() {
    super();
    this.list = 'premiums';
    this.sort = { key: 'premium', down: true };
  }

  render() {
    const all = [...store.rows.premiums.values()].filter(
      (p) => store.wantsAsset(p.asset) && store.wantsVenue(venueOf(p.instrument)),
    );
    const rows = this.ordered(all, PREMIUMS, keyOf);
    if (rows.length === 0) {
      return this.empty('premiums', 'empty.premiums');
    }
    return html`<table class="sheet facts" aria-label=${t('tab.premiums')}>
      <thead><tr>${PREMIUMS.map((c) => head(this, c))}</tr></thead>
      <tbody>${repeat(rows.slice(0, this.most), keyOf, (p) => html`<tr data-key=${p.id}>
        <th scope="row" class="c-asset">${p.asset}</th>
        <td class="c-instrument" data-label=${t('col.instrument')}>${venueOf(p.instrument)} <span class="symbol muted">${symbolOf(p.instrument)}</span></td>
        <td class="c-premium num" data-label=${t('col.premium')}><b>${f.bps(p.premium)}</b></td>
        <td class="c-mark num" data-label=${t('col.mark')}>${priced(p.mark, p.instrument)}</td>
        <td class="c-index num" data-label=${t('col.index')}>${priced(p.index, p.instrument)}</td>
        <td class="c-tradable" data-label=${t('col.tradable')}>${p.tradable.length ? p.tradable.map((id) => html`<span class="tag">${id}</span> `) : html`<span class="muted">${t('tradable.none')}</span>`}</td>
        <td class="c-age num muted" data-label=${t('col.age')}>${ago(p.lastSeen)}</td>
      </tr>`)}</tbody></table>${this.more(rows.length)}`;
  }
}

customElements.define('carry-opportunities', OpportunityTable);
customElements.define('carry-quarantine', QuarantineTable);
customElements.define('carry-views', ViewTable);
customElements.define('carry-premiums', PremiumTable);
