// What is stored of every series, and what is missing: a lane each, grouped by venue, on one time.
import { html, svg, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { Part } from './parts.js';

const FACTS = ['funding-settled', 'candle', 'funding-estimated', 'mark', 'index', 'premium-index', 'quote', 'book',
  'open-interest', 'liquidation', 'option', 'instrument'];
const DAY = 86400000;
const RANGES = [0, 1825, 365, 90, 7];
const AGAIN = 60000;
const PAGE = 5000;
const MOST = 20000;
const LISTED_HOLES = 12;
/** A hole is drawn at least this wide, in percent: a missing point of ten years must be seen. */
const SEEN = 0.35;
/** Further right, in percent, a word of the axis would be cut off on a phone. */
const MOST_LEFT = 84;

const keyOf = (row) => [row.venue, row.symbol, row.fact, row.of, row.every].join(' ');
const at = (iso) => Date.parse(iso);

class Coverage extends Part {
  static pace = 950;

  constructor() {
    super();
    this.fact = FACTS[0];
    this.days = 0;
    this.rows = [];
    this.state = 'loading';
    this.why = '';
    this.most = 100;
    this.opened = '';
    this.ask();
    this.timer = setInterval(() => this.ask(), AGAIN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  choose(change) {
    Object.assign(this, change, { most: 100 });
    if (change.fact) {
      this.rows = [];
      this.state = 'loading';
      this.ask();
    }
    this.requestUpdate();
  }

  async ask() {
    const fact = this.fact;
    const rows = [];
    try {
      for (let next = ''; next !== null && rows.length < MOST;) {
        const answer = await fetch(`/api/v1/history/coverage?fact=${fact}&limit=${PAGE}${next ? `&cursor=${next}` : ''}`);
        const body = await answer.json();
        if (fact !== this.fact) {
          return;
        }
        if (!answer.ok) {
          this.state = answer.status === 503 ? 'off' : 'failed';
          this.why = body.detail;
          this.requestUpdate();
          return;
        }
        rows.push(...body.items);
        next = body.next;
      }
      this.rows = rows;
      this.state = 'there';
    } catch (e) {
      this.state = 'failed';
      this.why = String(e.message ?? e);
    }
    this.requestUpdate();
  }

  wanted(row) {
    const names = store.filter.asset.toUpperCase().split(/[\s,]+/).filter(Boolean);
    const named = names.length === 0 || names.some((name) =>
      (row.asset ? row.asset.toUpperCase().startsWith(name) : row.symbol.toUpperCase().includes(name)));
    return named && store.wantsVenue(row.venue);
  }

  /** What the lanes are drawn over: all of what is there, or the last days. */
  span(rows) {
    const now = store.now();
    return this.days
      ? [now - this.days * DAY, now]
      : [Math.min(...rows.map((r) => at(r.from))), Math.max(...rows.map((r) => at(r.to)), 0)];
  }

  render() {
    const wanted = this.rows.filter((row) => this.wanted(row));
    const [from, to] = this.span(wanted);
    const rows = wanted.filter((row) => at(row.to) >= from && at(row.from) <= to);
    const holes = rows.reduce((sum, row) => sum + (row.holes ?? 0), 0);
    this.place = (ms) => (to > from ? Math.max(0, Math.min(100, ((ms - from) / (to - from)) * 100)) : 0);
    this.ticks = ticks(from, to);
    return html`
      <div class="viewhead">
        <div><h2>${t('coverage.title')}</h2>
          <p class="note"><span class="key there" aria-hidden="true"></span>${t('coverage.there')} <span class="key missing" aria-hidden="true"></span>${t('coverage.missing')}
            ${rows.length ? html`<span class="sum">${t('coverage.sum', { series: f.plain(rows.length), holes: f.plain(holes) })}</span>` : nothing}</p></div>
        <label class="field">${t('col.fact')}
          <select id="coverage-fact" .value=${this.fact} @change=${(e) => this.choose({ fact: e.target.value })}>
            ${FACTS.map((fact) => html`<option value=${fact} ?selected=${fact === this.fact}>${t(`fact.${fact}`)}</option>`)}</select></label>
        <div class="choice" role="group" aria-label=${t('history.range')}>
          ${RANGES.map((d) => html`<button type="button" aria-pressed=${d === this.days} @click=${() => this.choose({ days: d })}>${t(`range.${d}`)}</button>`)}
        </div>
      </div>
      ${this.state === 'off' ? html`<p class="empty">${t('history.off')}</p>` : nothing}
      ${this.state === 'failed' ? html`<p class="empty" role="alert">${t('history.failed', { why: this.why })}</p>` : nothing}
      ${this.state === 'loading' ? html`<p class="empty loading">${t('history.loading')}</p>` : nothing}
      ${this.state === 'there' && rows.length === 0 ? html`<p class="empty">${t(store.filtering() ? 'empty.filtered' : 'coverage.none')}</p>` : nothing}
      ${rows.length ? this.table(rows) : nothing}`;
  }

  table(rows) {
    const shown = rows.slice(0, this.most);
    const venues = Map.groupBy(shown, (row) => row.venue);
    return html`<table class="sheet lanes" aria-label=${t('coverage.title')}>
      <thead><tr><th scope="col">${t('col.instrument')}</th>
        <th scope="col" class="c-lane"><span class="sr">${t('coverage.lane')}</span>${this.axis()}</th>
        <th scope="col" class="num">${t('col.stored')}</th><th scope="col" class="num">${t('col.holes')}</th>
        <th scope="col">${t('col.source')}</th></tr></thead>
      ${repeat(venues, ([venue]) => venue, ([venue, all]) => html`<tbody>
        <tr class="group"><th scope="rowgroup" colspan="5">${venue}</th></tr>
        ${all.map((row) => this.lane(row))}</tbody>`)}
      </table>
      ${rows.length > this.most ? html`<p class="more"><button type="button" class="quiet" @click=${() => { this.most += 300; this.requestUpdate(); }}>${t('more', { n: f.plain(Math.min(300, rows.length - this.most)) })}</button></p>` : nothing}`;
  }

  axis() {
    return html`<div class="axis" aria-hidden="true">${this.ticks.map(({ ms, text }) => (this.place(ms) > MOST_LEFT ? nothing : html`<span .style=${`left:${this.place(ms)}%`}>${text}</span>`))}</div>`;
  }

  lane(row) {
    const key = keyOf(row);
    const open = this.opened === key;
    const words = t(row.holes === undefined ? 'coverage.words.free' : 'coverage.words', {
      from: f.day(at(row.from)), to: f.day(at(row.to)), n: f.plain(row.points), holes: f.plain(row.holes ?? 0), missing: f.plain(row.missing ?? 0),
    });
    const name = html`${row.symbol}${row.of ? html` <span class="muted">${t(`of.${row.of}`)} ${f.period(f.millis(row.every))}</span>` : nothing}`;
    return html`<tr data-key=${key}>
        <th scope="row" class="c-symbol">${row.holes
          ? html`<button type="button" class="unfold" aria-expanded=${open} @click=${() => { this.opened = open ? '' : key; this.requestUpdate(); }}>${name}</button>`
          : name}</th>
        <td class="c-lane"><div role="img" aria-label=${words} title=${words}><svg class="lane" aria-hidden="true">
          ${this.ticks.map(({ ms }) => svg`<line class="tick" x1="${this.place(ms)}%" x2="${this.place(ms)}%" y1="0" y2="100%"></line>`)}
          ${this.bar('there', at(row.from), at(row.to))}
          ${(row.widest ?? []).map((hole) => this.bar('missing', at(hole.from), at(hole.to)))}</svg></div></td>
        <td class="c-points num" data-label=${t('col.stored')}>${f.plain(row.points)}</td>
        <td class="c-holes num ${row.holes ? 'some' : 'muted'}" data-label=${t('col.holes')}>${row.holes === undefined ? '–' : row.holes ? html`${f.plain(row.holes)} <span class="muted">(${f.plain(row.missing)})</span>` : '0'}</td>
        <td class="c-source muted" data-label=${t('col.source')}>${row.source}</td></tr>
      ${open ? this.holes(row) : nothing}`;
  }

  bar(cls, from, to) {
    const [x, end] = [this.place(from), this.place(to)];
    if (end <= 0 || x >= 100) {
      return nothing;
    }
    const width = Math.max(end - x, SEEN);
    return svg`<rect class=${cls} x="${Math.min(x, 100 - width)}%" width="${width}%" y="3" height="12"></rect>`;
  }

  holes(row) {
    const widest = [...row.widest].sort((a, b) => b.points - a.points).slice(0, LISTED_HOLES);
    return html`<tr class="unfolded"><td colspan="5"><ul>${widest.map((hole) => html`<li>${hole.points === 1
      ? t('coverage.hole.one', { at: f.moment(at(hole.from)), day: f.day(at(hole.from)) })
      : t('coverage.hole', { from: `${f.day(at(hole.from))} ${f.minute(at(hole.from))}`, to: `${f.day(at(hole.to))} ${f.minute(at(hole.to))}`, n: f.plain(hole.points) })}</li>`)}</ul>
      ${row.holes > widest.length ? html`<p class="muted">${t('coverage.hole.more', { n: f.plain(row.holes - widest.length) })}</p>` : nothing}</td></tr>`;
  }
}

/** Six or so instants with words: whole years, months, or days. */
function ticks(from, to) {
  if (!(to > from)) {
    return [];
  }
  const days = (to - from) / DAY;
  const months = [1, 2, 3, 6, 12, 24, 36].find((m) => days / (m * 30.4) <= 9) ?? 60;
  const found = [];
  if (days < 75) {
    const step = Math.max(1, Math.ceil(days / 8)) * DAY;
    for (let ms = Math.ceil(from / step) * step; ms <= to; ms += step) {
      found.push({ ms, text: f.day(ms).replace(/ \d{4}$/, '') });
    }
    return found;
  }
  const first = new Date(from);
  for (let i = 0; ; i++) {
    const month = Math.ceil((first.getUTCMonth() + (first.getUTCDate() > 1 ? 1 : 0)) / months) * months + i * months;
    const ms = Date.UTC(first.getUTCFullYear(), month, 1);
    if (ms > to) {
      return found;
    }
    const text = f.day(ms).replace(/^\S+ /, '');
    found.push({ ms, text: months >= 12 ? text.replace(/^.* /, '') : text });
  }
}

customElements.define('carry-coverage', Coverage);
