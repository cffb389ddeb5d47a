// Bursts of liquidations: what was closed by force, and the options it met.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { told } from './phrases.js';
import { Sheet, ago, head } from './parts.js';

const notional = (b) => b.longNotional + b.shortNotional;
const percent = (x) => (f.known(x) ? f.share(x, 1) : '–');

const COLUMNS = [
  { key: 'asset', value: (b) => b.asset },
  { key: 'forced', num: true, value: notional },
  { key: 'longs', num: true, value: (b) => b.longNotional },
  { key: 'shorts', num: true, value: (b) => b.shortNotional },
  { key: 'vwap', num: true, value: (b) => b.vwap },
  { key: 'moved', num: true, hint: true, value: (b) => b.momentum ?? 0 },
  { key: 'realised', num: true, hint: true, value: (b) => b.realisedVolatility ?? 0 },
  { key: 'implied', num: true, hint: true, value: (b) => b.chain?.impliedVolatility ?? 0 },
  { key: 'strike' },
  { key: 'venue', value: (b) => b.venues.join(' ') },
  { key: 'since', num: true, value: (b) => Date.parse(b.firstSeen) },
];

const keyOf = (b) => b.id;

class BurstTable extends Sheet {
  constructor() {
    super();
    this.list = 'bursts';
    this.sort = { key: 'forced', down: true };
  }

  render() {
    const all = [...store.rows.bursts.values()].filter((b) => store.wantsAsset(b.asset) && b.venues.some((v) => store.wantsVenue(v)));
    const rows = this.ordered(all, COLUMNS, keyOf);
    if (rows.length === 0) {
      return this.empty('bursts', 'empty.bursts');
    }
    return html`<table class="sheet facts bursts" aria-label=${t('tab.bursts')}>
      <thead><tr>${COLUMNS.map((c) => head(this, c))}</tr></thead>
      <tbody>${repeat(rows.slice(0, this.most), keyOf, (b) => html`<tr data-key=${b.id}>
        <th scope="row" class="c-asset">${b.asset}</th>
        <td class="c-forced num" data-label=${t('col.forced')}><b>${f.money(notional(b))}</b> <span class="sub muted">${t('burst.count', { n: f.plain(b.count), window: f.duration(f.millis(b.window)) })}</span>
          ${b.complete ? nothing : html`<span class="sub muted">${t('burst.sample')}</span>`}</td>
        <td class="c-longs num" data-label=${t('col.longs')}>${f.money(b.longNotional)}</td>
        <td class="c-shorts num" data-label=${t('col.shorts')}>${f.money(b.shortNotional)}</td>
        <td class="c-vwap num" data-label=${t('col.vwap')}>${f.price(b.vwap)}</td>
        <td class="c-moved num" data-label=${t('col.moved')}>${f.known(b.momentum) ? f.bps(b.momentum) : '–'}</td>
        <td class="c-realised num" data-label=${t('col.realised')}>${percent(b.realisedVolatility)}</td>
        <td class="c-implied num" data-label=${t('col.implied')}>${percent(b.chain?.impliedVolatility)}</td>
        <td class="c-strike" data-label=${t('col.strike')}>${b.chain ? this.strike(b.chain) : html`<span class="muted">${told(b.because ?? '')}</span>`}</td>
        <td class="c-venue" data-label=${t('col.venue')}>${b.venues.map((v) => html`<span class="tag">${v}</span> `)}</td>
        <td class="c-since num muted" data-label=${t('col.since')}>${ago(b.firstSeen)}</td>
      </tr>`)}</tbody></table>${this.more(rows.length)}`;
  }

  strike(chain) {
    return html`${f.price(chain.atTheMoney)} <span class="muted nowrap">${chain.venue} ${f.day(Date.parse(chain.expiry))}</span>
      <span class="sub muted">${t('ago', { age: f.age(f.millis(chain.age)) })}</span>`;
  }
}

customElements.define('carry-bursts', BurstTable);
