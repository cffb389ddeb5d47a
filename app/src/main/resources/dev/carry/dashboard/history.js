// The funding of one asset across venues over time: settled points and running estimates.
import { html, nothing } from 'lit';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { Chart, paint } from './chart.js';

const RANGES = [1, 7, 30, 90];
const DAY = 86400000;
const MOST = 20000;
/** After how many periods without a point something is missing. An estimate is stored when it
 *  changes, and at least once for each settlement. */
const SETTLED_LATE = 1.5;
const ESTIMATE_LATE = 1.25;
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin', 'arrow'];

class History extends Chart {
  static properties = { asset: { type: String } };

  constructor() {
    super();
    this.asset = '';
    this.days = 7;
    this.state = 'loading';
    this.why = '';
    this.points = [];
    this.cut = false;
    this.asked = '';
  }

  choose(asset) {
    this.dispatchEvent(new CustomEvent('show-history', { bubbles: true, detail: asset }));
  }

  /** Asks once for each asset and range, and again every half minute of the reader's own time. The
   *  range ends at the server's time, which its first word tells. */
  async ask() {
    const turn = Math.floor(performance.now() / 30000);
    const wanted = `${this.asset} ${this.days} ${turn}`;
    if (!this.asset || !store.about || wanted === this.asked) {
      return;
    }
    const other = !this.asked.startsWith(`${this.asset} ${this.days} `);
    this.asked = wanted;
    if (other) {
      this.state = 'loading';
      this.points = [];
    }
    const now = store.now();
    const query = new URLSearchParams({
      asset: this.asset, from: new Date(now - this.days * DAY).toISOString(), to: new Date(now).toISOString(), limit: MOST,
    });
    try {
      const answer = await fetch(`/api/v1/funding/history?${query}`);
      const body = await answer.json();
      if (wanted !== this.asked) {
        return;
      }
      this.state = answer.ok ? 'there' : answer.status === 503 ? 'off' : 'failed';
      this.why = answer.ok ? '' : body.detail;
      this.points = answer.ok ? body.items : [];
      this.cut = answer.ok && body.next !== null;
    } catch (e) {
      this.state = 'failed';
      this.why = String(e.message ?? e);
    }
    this.requestUpdate();
  }

  /** Points by instrument, settled and estimated apart; hidden venues left out. */
  series() {
    const wanted = [this.points, ...store.filter.hidden];
    if (this.made?.wanted.length !== wanted.length || wanted.some((x, i) => x !== this.made.wanted[i])) {
      this.made = { wanted, series: this.sorted() };
    }
    return this.made.series;
  }

  sorted() {
    const by = new Map();
    for (const p of this.points) {
      if (f.known(p.apr) && store.wantsVenue(p.venue)) {
        const key = `${p.venue}:${p.symbol}`;
        const entry = by.get(key) ?? { key, venue: p.venue, symbol: p.symbol, settled: [], estimates: [] };
        (p.settled ? entry.settled : entry.estimates).push(p);
        by.set(key, entry);
      }
    }
    return [...by.values()].sort((a, b) => a.key.localeCompare(b.key));
  }

  render() {
    const assets = store.assets();
    if (!this.asset && assets.length) {
      const offers = [...store.rows.opportunities.values()];
      const best = offers.reduce((a, b) => ((b.netPerDay ?? -1) > (a?.netPerDay ?? -1) ? b : a), offers[0]);
      this.choose(best?.asset ?? (assets.includes('BTC') ? 'BTC' : assets[0]));
    }
    this.ask();
    const series = this.series();
    const without = this.points.filter((p) => !f.known(p.apr)).length;
    const empty = this.state === 'there' && series.length === 0;
    return html`
      <div class="viewhead">
        <div><h2>${t('history.title')}</h2>
          <p class="note"><span class="stroke" aria-hidden="true"></span>${t('history.settled')} <span class="stroke dashed" aria-hidden="true"></span>${t('history.estimate')}</p></div>
        <label class="field">${t('history.asset')}
          <select .value=${this.asset} @change=${(e) => this.choose(e.target.value)}>
            ${(assets.includes(this.asset) || !this.asset ? assets : [this.asset, ...assets]).map((a) => html`<option value=${a} ?selected=${a === this.asset}>${a}</option>`)}
          </select></label>
        <div class="choice" role="group" aria-label=${t('history.range')}>
          ${RANGES.map((d) => html`<button type="button" aria-pressed=${d === this.days} @click=${() => { this.days = d; this.requestUpdate(); }}>${t(`range.${d}`)}</button>`)}
        </div>
      </div>
      ${this.state === 'off' ? html`<p class="empty">${t('history.off')}</p>` : nothing}
      ${this.state === 'failed' ? html`<p class="empty" role="alert">${t('history.failed', { why: this.why })}</p>` : nothing}
      ${this.state === 'loading' ? html`<p class="empty loading">${t('history.loading')}</p>` : nothing}
      ${empty ? html`<p class="empty">${t('history.none', { asset: this.asset })}</p>` : nothing}
      <div class="chart" role="img" aria-label="${t('history.title')}: ${this.asset}. ${t('history.below')}" ?hidden=${series.length === 0}></div>
      ${series.length ? this.summary(series) : nothing}
      ${without ? html`<p class="note">${t('history.noPeriod', { n: without })}</p>` : nothing}
      ${this.cut ? html`<p class="note">${t('history.cut')}</p>` : nothing}`;
  }

  summary(series) {
    return html`<table class="sheet facts summary" aria-label="${t('history.title')}: ${this.asset}">
      <thead><tr><th scope="col">${t('col.venue')}</th><th scope="col">${t('col.instrument')}</th>
        ${['period', 'points', 'mean', 'lowest', 'highest', 'latest'].map((c) => html`<th scope="col" class="num">${t(`col.${c}`)}</th>`)}</tr></thead>
      <tbody>${series.map((s) => {
        const aprs = s.settled.map((p) => p.apr);
        const mean = aprs.reduce((a, b) => a + b, 0) / aprs.length;
        const last = s.settled.at(-1) ?? s.estimates.at(-1);
        const cell = (c, x) => html`<td class="c-${c} num" data-label=${t(`col.${c}`)}>${x}</td>`;
        return html`<tr><th scope="row"><span class="swatch v${this.place(s.venue)}" aria-hidden="true"></span>${s.venue}</th>
          <td class="c-instrument symbol" data-label=${t('col.instrument')}>${s.symbol}</td>
          ${cell('period', last?.period ? f.period(f.millis(last.period)) : '?')}
          ${cell('points', f.plain(aprs.length))}
          ${cell('mean', aprs.length ? f.apr(mean) : '–')}
          ${cell('lowest', aprs.length ? f.apr(Math.min(...aprs)) : '–')}
          ${cell('highest', aprs.length ? f.apr(Math.max(...aprs)) : '–')}
          ${cell('latest', s.settled.length ? html`${f.rate(last.rate)} <span class="muted nowrap">${f.moment(Date.parse(last.at))} ${t('utc')}</span>` : '–')}</tr>`;
      })}</tbody></table>`;
  }

  /** A venue keeps its colour, whatever else is shown. */
  place(venue) {
    return store.venues().indexOf(venue) % 8;
  }

  updated() {
    const series = this.series();
    if (series.length) {
      this.draw(`${this.asked} ${this.points.length} ${series.map((s) => s.key)}`, () => this.option(series));
    }
  }

  option(series) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const list = series.flatMap((s) => {
      const color = paint(`--v${this.place(s.venue)}`);
      const symbol = SYMBOLS[this.place(s.venue) % SYMBOLS.length];
      const name = s.key;
      return [
        { name, type: 'line', step: 'start', data: line(s.settled, SETTLED_LATE), symbol, symbolSize: s.settled.length > 200 ? 0 : 5,
          lineStyle: { width: 1.6, color }, itemStyle: { color }, settled: true },
        // an estimate holds until the venue states another
        { name: `${name} ~`, type: 'line', step: 'end', data: line(s.estimates, ESTIMATE_LATE), symbol: 'none',
          lineStyle: { width: 1.2, type: [3, 3], color }, itemStyle: { color } },
      ];
    });
    return {
      animation: !still, animationDuration: 250,
      ...this.overTime('APR %', 2, (x) => (this.days > 1 && x % DAY === 0 ? f.day(x).replace(/ \d{4}$/, '') : f.minute(x))),
      tooltip: this.tooltip(tip),
      series: list,
    };
  }
}

/** Points in their order, with a hole where points are missing: no line is drawn over what nobody
 *  knows. A point that stands alone is drawn as one. */
export function line(points, late) {
  const data = [];
  let last = null;
  for (const p of points) {
    const at = Date.parse(p.at);
    if (last !== null && at - last > late * f.millis(p.period)) {
      data.push({ value: [(last + at) / 2, null] });
    }
    data.push({ value: [at, p.apr * 100, p.rate, p.period] });
    last = at;
  }
  const hole = (d) => !d || d.value[1] === null;
  data.forEach((d, i) => {
    if (!hole(d) && hole(data[i - 1]) && hole(data[i + 1])) {
      Object.assign(d, { symbol: 'circle', symbolSize: 5 });
    }
  });
  return data;
}

/** The tooltip as elements, not markup: the page's policy forbids inline styles. */
function tip(items) {
  const box = document.createElement('div');
  box.className = 'tip';
  const title = document.createElement('p');
  title.textContent = `${f.moment(items[0].axisValue)} UTC`;
  box.append(title);
  for (const item of items.filter((each) => f.known(each.value[1]))) {
    const [, apr, rate, period] = item.value;
    const row = document.createElement('p');
    const estimate = item.seriesName.endsWith(' ~');
    row.textContent = `${item.seriesName.replace(' ~', '')}  ${f.apr(apr / 100)}  (${f.rate(rate)} / ${f.period(f.millis(period))}, ${t(estimate ? 'history.estimate' : 'history.settled')})`;
    const mark = document.createElement('span');
    mark.className = 'swatch';
    mark.style.background = item.color;
    row.prepend(mark);
    box.append(row);
  }
  return box;
}

customElements.define('carry-history', History);
