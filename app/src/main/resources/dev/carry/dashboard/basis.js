// What one instrument's mark did against its index over time, as stored.
import { html, nothing } from 'lit';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { Chart, paint } from './chart.js';

const RANGES = [1, 7, 30, 90];
const DAY = 86400000;
const BPS = 10000;

class Basis extends Chart {
  static properties = { asset: { type: String } };

  constructor() {
    super();
    this.asset = '';
    this.instrument = '';
    this.days = 1;
    this.state = 'loading';
    this.why = '';
    this.study = null;
    this.asked = '';
  }

  /** The instruments of the asset, those of hidden venues left out. */
  offered() {
    return [...store.rows.funding.values()]
      .filter((row) => row.asset === this.asset && store.wantsVenue(row.venue))
      .map((row) => `${row.venue}:${row.symbol}`)
      .sort();
  }

  /** Asks once for each instrument and range, and again every half minute of the reader's time. */
  async ask() {
    const wanted = `${this.instrument} ${this.days} ${Math.floor(performance.now() / 30000)}`;
    if (!this.instrument || !store.about || wanted === this.asked) {
      return;
    }
    if (!this.asked.startsWith(`${this.instrument} ${this.days} `)) {
      this.state = 'loading';
      this.study = null;
    }
    this.asked = wanted;
    const now = store.now();
    const query = new URLSearchParams({
      instrument: this.instrument, from: new Date(now - this.days * DAY).toISOString(), to: new Date(now).toISOString(),
    });
    try {
      const answer = await fetch(`/api/v1/basis?${query}`);
      const body = await answer.json();
      if (wanted !== this.asked) {
        return;
      }
      const study = answer.ok ? body.items[0] : null;
      this.state = !answer.ok ? (answer.status === 503 ? 'off' : 'failed') : study?.statistics ? 'there' : 'none';
      this.why = answer.ok ? study?.because ?? '' : body.detail;
      this.study = study;
    } catch (e) {
      this.state = 'failed';
      this.why = String(e.message ?? e);
    }
    this.requestUpdate();
  }

  render() {
    const offered = this.offered();
    if (!this.instrument || (offered.length && !offered.includes(this.instrument))) {
      this.instrument = offered[0] ?? '';
    }
    this.ask();
    if (this.state === 'off' || !this.instrument) {
      return nothing; // the history above says so
    }
    return html`
      <div class="viewhead">
        <div><h2>${t('basis.title')}</h2><p class="note">${t('basis.note')}</p></div>
        <label class="field">${t('col.instrument')}
          <select class="basis-instrument" .value=${this.instrument} @change=${(e) => { this.instrument = e.target.value; this.requestUpdate(); }}>
            ${offered.map((key) => html`<option value=${key} ?selected=${key === this.instrument}>${key}</option>`)}
          </select></label>
        <div class="choice" role="group" aria-label=${t('history.range')}>
          ${RANGES.map((d) => html`<button type="button" aria-pressed=${d === this.days} @click=${() => { this.days = d; this.requestUpdate(); }}>${t(`range.${d}`)}</button>`)}
        </div>
      </div>
      ${this.state === 'failed' ? html`<p class="empty" role="alert">${t('history.failed', { why: this.why })}</p>` : nothing}
      ${this.state === 'loading' ? html`<p class="empty loading">${t('history.loading')}</p>` : nothing}
      ${this.state === 'none' ? html`<p class="empty">${t('basis.none', { instrument: this.instrument })}</p>` : nothing}
      <div class="chart" role="img" aria-label="${t('basis.title')}: ${this.instrument}" ?hidden=${this.state !== 'there'}></div>
      ${this.state === 'there' ? this.figures() : nothing}`;
  }

  figures() {
    const { statistics: s, episodes, coveredShare, costsBps, thresholdBps, joined, funding } = this.study;
    const bps = (x, sign) => f.bps(x / BPS, sign);
    const longest = Math.max(0, ...episodes.map((e) => f.millis(e.duration)));
    const rows = [
      ['basis.points', f.plain(joined)],
      ['basis.mean', bps(s.meanBps)],
      ['basis.middle', `${bps(s.p05Bps)} … ${bps(s.p95Bps)}`],
      ['basis.range', `${bps(s.leastBps)} … ${bps(s.mostBps)}`],
      ['basis.beyond', t('basis.beyond.is', { share: f.plain(100 * s.beyondShare, 1), threshold: bps(thresholdBps, 'never') })],
      ['basis.episodes', episodes.length ? t('basis.episodes.are', { n: f.plain(episodes.length), longest: f.age(longest) }) : '0'],
      ['basis.covered', coveredShare === undefined ? '–' : t('basis.covered.is', { share: f.plain(100 * coveredShare), costs: bps(costsBps, 'never') })],
      ['basis.funding', funding && f.known(funding.apr) ? f.apr(funding.apr) : '–'],
    ];
    return html`<dl class="figures basis">${rows.map(([label, value]) => html`<div><dt>${t(label)}</dt><dd>${value}</dd></div>`)}</dl>`;
  }

  updated() {
    if (this.state === 'there') {
      this.draw(this.asked, () => this.option());
    }
  }

  option() {
    const accent = paint('--accent');
    const { points, episodes, thresholdBps } = this.study;
    return {
      animation: false,
      ...this.overTime('bps', 1, (x) => f.moment(x)),
      tooltip: this.tooltip(tip),
      series: [{
        name: this.instrument, type: 'line', data: points, symbol: points.length < 3 ? 'circle' : 'none', lineStyle: { width: 1.4, color: accent }, itemStyle: { color: accent },
        markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: paint('--warn'), type: [4, 4] }, data: [{ yAxis: thresholdBps }, { yAxis: -thresholdBps }] },
        markArea: { silent: true, itemStyle: { color: paint('--warn'), opacity: 0.14 }, data: episodes.map((e) => [{ xAxis: Date.parse(e.from) }, { xAxis: Date.parse(e.to) }]) },
      }],
    };
  }
}

/** The tooltip as elements, not markup: the page's policy forbids inline styles. */
function tip(items) {
  const box = document.createElement('div');
  box.className = 'tip';
  for (const words of [`${f.moment(items[0].axisValue)} UTC`, f.bps(items[0].value[1] / BPS)]) {
    const row = document.createElement('p');
    row.textContent = words;
    box.append(row);
  }
  return box;
}

customElements.define('carry-basis', Basis);
