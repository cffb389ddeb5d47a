// The funding map: what every perpetual pays, asset by venue, on one scale.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { Part, empty, per } from './parts.js';

/** The APR at which the colour is at its deepest. */
const FULL = 0.6;
const LEGEND = [-0.6, -0.3, -0.1, -0.03, 0, 0.03, 0.1, 0.3, 0.6];

/** From which depth black is read more easily than white, where the theme is dark. */
const DEEP = { pos: 0.72, neg: 0.82 };

/** Depth of colour 0 to 1: small rates must differ too, so by the root. */
const depth = (apr) => Math.sqrt(Math.min(1, Math.abs(apr) / FULL));

const tone = (apr) => (apr > 0 ? 'pos' : apr < 0 ? 'neg' : 'zero');

class FundingMap extends Part {
  static pace = 950; // hundreds of cells: the ages need no more

  render() {
    const order = store.choices.mapOrder ?? 'spread';
    const venues = store.venues().filter((v) => store.wantsVenue(v));
    const assets = new Map();
    for (const row of store.rows.funding.values()) {
      if (row.asset && row.rate !== undefined && store.wantsAsset(row.asset) && store.wantsVenue(row.venue)) {
        const cells = assets.get(row.asset) ?? new Map();
        assets.set(row.asset, cells.set(row.venue, [...(cells.get(row.venue) ?? []), row]));
      }
    }
    const rows = [...assets].map(([asset, cells]) => ({ asset, cells, spread: spread(cells) }));
    rows.sort((a, b) => (order === 'spread' ? b.spread - a.spread : 0) || a.asset.localeCompare(b.asset));
    if (rows.length === 0) {
      return empty('funding', store.filtering() ? 'empty.filtered' : 'empty.map');
    }
    const keys = rows.flatMap((r) => venues.flatMap((v) => (r.cells.get(v) ?? []).map((row) => `${row.venue}:${row.symbol}`)));
    this.stop = keys.includes(this.active) ? this.active : keys[0];
    return html`
      <div class="viewhead">
        <div><h2>${t('map.title')}</h2><p class="note">${t('map.note')}</p></div>
        ${this.legend()}
        <div class="choice" role="group" aria-label=${t('map.sort')}>
          ${['spread', 'asset'].map((by) => html`<button type="button" aria-pressed=${order === by} @click=${() => store.choose('mapOrder', by)}>${t(`map.sort.${by}`)}</button>`)}
        </div>
      </div>
      <div class="mapwrap">
        <table class="map" aria-label=${t('map.title')} @keydown=${(e) => this.walk(e)} @focusin=${(e) => this.settle(e)}>
          <thead><tr><th scope="col" class="asset">${t('col.asset')}</th>
            ${venues.map((v) => html`<th scope="col">${v}</th>`)}
            <th scope="col" class="num spread" title=${t('map.spread')}>${t('col.spread')}</th></tr></thead>
          <tbody>${repeat(rows, (r) => r.asset, (r) => html`<tr>
            <th scope="row" class="asset">${r.asset}</th>
            ${venues.map((v) => html`<td data-label=${v} class=${r.cells.has(v) ? '' : 'none'}>${(r.cells.get(v) ?? []).map((row, i, all) => this.cell(row, all.length > 1))}</td>`)}
            <td class="num spread" data-label=${t('col.spread')}>${Number.isFinite(r.spread) && r.spread >= 0 ? f.share(r.spread, 2) : '–'}</td></tr>`)}
          </tbody>
        </table>
      </div>`;
  }

  /** One cell takes Tab, the arrow keys go from cell to cell: down and up through a venue's, whose
   *  cell may hold several, and sideways through an asset's. */
  walk(event) {
    const by = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = event.target.closest('td');
    if (!by || !at) {
      return;
    }
    event.preventDefault();
    const row = at.parentElement;
    const down = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    const stops = down
      ? [...row.parentElement.rows].flatMap((r) => [...r.cells[at.cellIndex].querySelectorAll('button')])
      : [...row.cells].filter((c) => c.querySelector('button')).map((c) => (c === at ? event.target : c.querySelector('button')));
    const to = stops[stops.indexOf(event.target) + by];
    to?.focus();
    to?.scrollIntoView({ block: 'nearest' });
  }

  settle(event) {
    if (event.target.dataset.key && event.target.dataset.key !== this.active) {
      this.active = event.target.dataset.key;
      this.requestUpdate();
    }
  }

  cell(row, several) {
    const stale = store.stale(row) || row.held.includes('staleness');
    const held = row.held.filter((gate) => gate !== 'settlement-window');
    const age = f.age(store.now() - Date.parse(row.receivedAt));
    const value = f.known(row.apr) ? f.apr(row.apr) : '?';
    const words = t('map.cell', {
      asset: row.asset, venue: row.venue, apr: value, rate: f.rate(row.rate), per: per(row.period), age,
    });
    const state = stale ? t('map.stale') : held.length ? t('map.held') : '';
    const full = `${words}${row.settles === 'continuous' ? `, ${t('map.continuous')}` : ''}${several ? `, ${row.symbol}` : ''}${state ? `, ${state}` : ''}`;
    const h = f.known(row.apr) ? depth(row.apr) : 0;
    const key = `${row.venue}:${row.symbol}`;
    return html`<button type="button" data-key=${key} tabindex=${key === this.stop ? 0 : -1} class="cell ${f.known(row.apr) ? tone(row.apr) : 'none'} ${h > DEEP[tone(row.apr)] ? 'deep' : ''} ${stale || held.length ? 'off' : ''} ${held.length && !stale ? 'held' : ''}"
        .style=${`--h:${(h * 100).toFixed(0)}%`} title=${full} aria-label=${full}
        @click=${() => this.dispatchEvent(new CustomEvent('show-history', { bubbles: true, detail: row.asset }))}>
      <b>${value}</b><span class="meta">${several ? html`<span class="which">${row.symbol}</span>` : nothing}<span class="period">${row.period ? f.period(f.millis(row.period)) : '?'}${row.settles === 'continuous' ? ' ∞' : ''}</span>
      <span class="age">${state || age}</span></span></button>`;
  }

  legend() {
    return html`<div class="legend" aria-hidden="true"><span>${t('map.legend.neg')}</span>
      <ol>${LEGEND.map((x) => html`<li class="cell ${tone(x)} ${depth(x) > DEEP[tone(x)] ? 'deep' : ''}" .style=${`--h:${(depth(x) * 100).toFixed(0)}%`}>${f.share(x, 0)}</li>`)}</ol>
      <span>${t('map.legend.pos')}</span><span>∞ ${t('map.continuous')}</span></div>`;
  }
}

/** Highest minus lowest APR of what can be believed; −1 with fewer than two. */
function spread(cells) {
  const aprs = [...cells.values()].flat()
    .filter((row) => f.known(row.apr) && !store.stale(row) && row.held.every((gate) => gate === 'settlement-window'))
    .map((row) => row.apr);
  return aprs.length < 2 ? -1 : Math.max(...aprs) - Math.min(...aprs);
}

customElements.define('carry-map', FundingMap);
