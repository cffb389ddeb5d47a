// What several views share: the base of every component, legs in words, sortable heads, rows that
// follow the keyboard.
import { LitElement, html, nothing } from 'lit';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';

const HOURS_PER_YEAR = 8760;

/** A component that renders into the page itself (one style sheet for all) and follows the store. */
export class Part extends LitElement {
  /** Milliseconds between two updates that the user did not ask for. */
  static pace = 200;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    let last = 0;
    this.unfollow = store.follow((byUser) => {
      const now = performance.now();
      if (byUser || now - last >= this.constructor.pace) {
        last = now;
        this.requestUpdate();
      }
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unfollow();
  }
}

/** A part that asks the server, again and again while it is shown. */
export class Asking extends Part {
  /** Milliseconds between two questions. */
  static every = 5000;

  connectedCallback() {
    super.connectedCallback();
    this.ask();
    this.asking = setInterval(() => this.ask(), this.constructor.every);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.asking);
  }

  /** What an address answers; null where it answers nothing: the header tells that the connection is lost. */
  async read(path) {
    try {
      const answer = await fetch(path);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }
}

/** A table under a title: columns by the key of their words, those of numbers as `[key]`. */
export function facts(title, columns, rows, none) {
  const keys = columns.map((column) => (Array.isArray(column) ? { key: column[0], num: 'num' } : { key: column, num: '' }));
  return html`<h2 class="section">${t(title)}</h2>
    ${rows.length === 0 ? html`<p class="positions-note muted">${t(none)}</p>` : html`<table class="sheet facts" aria-label=${t(title)}>
      <thead><tr>${keys.map(({ key, num }) => html`<th scope="col" class="c-${key} ${num}">${t(`col.${key}`)}</th>`)}</tr></thead>
      <tbody>${rows.map((cells) => html`<tr>${cells.map((cell, i) => html`<td class="c-${keys[i].key} ${keys[i].num}" data-label=${t(`col.${keys[i].key}`)}>${cell}</td>`)}</tr>`)}</tbody></table>`}`;
}

export const venueOf = (instrument) => instrument.slice(0, instrument.indexOf(':'));
export const symbolOf = (instrument) => instrument.slice(instrument.indexOf(':') + 1);

/** What a leg's funding is for its holder: `receive`, `pay` or `nothing`; null where it has none, as
 * spot and dated futures. Longs pay positive rates. */
export function flow(leg) {
  if (!f.known(leg.rate)) {
    return null;
  }
  const cash = leg.side === 'buy' ? -leg.rate : leg.rate;
  return cash === 0 ? 'nothing' : cash > 0 ? 'receive' : 'pay';
}

/** The simple APR of a rate; NaN without a period. */
export const aprOf = (rate, period) => (rate * 3600000 * HOURS_PER_YEAR) / f.millis(period);

export const per = (period) => (period ? t('per', { period: f.period(f.millis(period)) }) : t('period.unknown'));

export const totalCost = (o) => Object.values(o.costs).reduce((sum, x) => sum + x, 0);

export const legText = (leg) => {
  const way = flow(leg);
  return way === null
    ? html`<span class="flow muted">${t('leg.noFunding')}</span>`
    : html`<span class="flow ${way}"><span class="way">${t(way)}</span> <b>${f.share(Math.abs(leg.rate))}</b> <span class="muted">/ ${leg.period ? f.period(f.millis(leg.period)) : '?'}</span></span>`;
};

/** Quote currency of an opportunity, of the leg that is known by it: perpetuals alone are listed. */
export const quoteOf = (o) => o.legs.map((leg) => coin(leg.instrument)).find((quote) => quote) ?? '';

/** Quote currency of an instrument, for amounts of money. */
export function coin(instrument) {
  const canonical = store.instrument(instrument)?.canonical;
  return canonical ? canonical.split(/[/:]/)[1] : '';
}

/** A price with the coin it is in. */
export const priced = (x, instrument) => html`<span class="nowrap">${f.price(x)} <span class="coin muted">${coin(instrument)}</span></span>`;

/** A column head that sorts. */
export function head(host, column) {
  const sorted = host.sort.key === column.key;
  const order = sorted ? (host.sort.down ? 'descending' : 'ascending') : 'none';
  if (!column.value) {
    return html`<th scope="col" class="c-${column.key}">${t(`col.${column.key}`)}</th>`;
  }
  return html`<th scope="col" class="c-${column.key} ${column.num ? 'num' : ''}" aria-sort=${order}>
    <button type="button" class="sort" title=${column.hint ? t(`hint.${column.key}`) : nothing}
      @click=${() => host.sortBy(column)}>${t(`col.${column.key}`)}<span class="arrow" aria-hidden="true">${sorted ? (host.sort.down ? '↓' : '↑') : ''}</span></button></th>`;
}

/** A table of findings or facts: sorted by any head, walked by arrow keys, opened by Enter. */
export class Sheet extends Part {
  sort = { key: '', down: true };
  active = '';
  most = 150;
  /** The order rows keep while a pointer rests on them. */
  frozen = null;

  sortBy(column) {
    const down = this.sort.key === column.key ? !this.sort.down : Boolean(column.num);
    this.sort = { key: column.key, down };
    this.frozen = null;
    this.requestUpdate();
  }

  /** Rows in order; `key` names each. */
  ordered(rows, columns, key) {
    const column = columns.find((c) => c.key === this.sort.key);
    if (column?.value) {
      const sign = this.sort.down ? -1 : 1;
      rows.sort((a, b) => {
        const [x, y] = [column.value(a), column.value(b)];
        const order = typeof x === 'string' ? x.localeCompare(y) : x - y;
        return order === 0 || Number.isNaN(order) ? key(a).localeCompare(key(b)) : sign * order;
      });
    }
    if (this.frozen) {
      const place = (row) => this.frozen.get(key(row)) ?? Infinity;
      rows.sort((a, b) => place(a) - place(b) || 0);
    }
    this.keys = rows.map(key);
    return rows;
  }

  freeze() {
    this.frozen = new Map((this.keys ?? []).map((key, i) => [key, i]));
    this.requestUpdate();
  }

  thaw() {
    this.frozen = null;
    this.requestUpdate();
  }

  /** Where Tab lands in the table: the row last walked to, else the first. */
  tabIndexOf(key) {
    const active = this.keys.includes(this.active) ? this.active : this.keys[0];
    return key === active ? 0 : -1;
  }

  walk(event, key) {
    const at = this.keys.indexOf(key);
    const shown = Math.min(this.keys.length, this.most) - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: shown }[event.key];
    if (to === undefined) {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        this.open(key);
      }
      return;
    }
    event.preventDefault();
    this.active = this.keys[Math.max(0, Math.min(shown, to))];
    this.requestUpdate();
    this.updateComplete.then(() => this.focusRow(this.active));
  }

  focusRow(key) {
    const row = [...this.querySelectorAll('tr[data-key]')].find((tr) => tr.dataset.key === key);
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
    return Boolean(row);
  }

  open(key) {
    this.active = key;
    this.dispatchEvent(new CustomEvent('open-finding', { bubbles: true, detail: { id: key, list: this.list } }));
  }

  more(all) {
    return all > this.most
      ? html`<p class="more"><button type="button" class="quiet" @click=${() => { this.most += 300; this.requestUpdate(); }}>${t('more', { n: f.plain(Math.min(300, all - this.most)) })}</button></p>`
      : nothing;
  }

  empty(topic, key) {
    const killed = store.killedAt && topic !== 'quarantine';
    return empty(topic, killed ? 'empty.killed' : store.filtering() ? 'empty.filtered' : key);
  }
}

/** What stands where rows would be: that nothing came yet, or why there is nothing. */
export const empty = (topic, key) =>
  store.told.has(topic) ? html`<p class="empty">${t(key)}</p>` : html`<p class="empty loading">${t('loading')}</p>`;

/** How long ago something happened, from the server's clock. */
export const ago = (iso) => f.age(store.now() - Date.parse(iso));
