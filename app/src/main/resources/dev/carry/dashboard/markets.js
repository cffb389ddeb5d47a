// What venues list: what changed of it, which listings are one asset, and which only look like it.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { told } from './phrases.js';
import { Part, ago, symbolOf, venueOf } from './parts.js';

const AGAIN = 15000;
const PAGE = 5000;
const MOST_NEWS = 50;
/** What needs no explanation. */
const PLAIN = 'the ticker';

class Markets extends Part {
  static pace = 950;

  constructor() {
    super();
    this.listed = [];
    this.news = [];
    this.known = false;
    this.most = 60;
    this.ask();
    this.timer = setInterval(() => this.ask(), AGAIN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async ask() {
    try {
      this.news = (await read(`/api/v1/listings?limit=${MOST_NEWS}`)).items;
      const listed = [];
      for (let next = ''; next !== null;) {
        const page = await read(`/api/v1/identity?limit=${PAGE}${next ? `&cursor=${next}` : ''}`);
        listed.push(...page.items);
        next = page.next;
      }
      this.listed = listed;
      this.known = true;
      this.requestUpdate();
    } catch {
      // the header already tells that the connection is lost
    }
  }

  render() {
    const held = [...store.rows.quarantine.values()].filter((q) =>
      q.gate === 'price-ratio' && store.wantsAsset(q.asset) && store.wantsVenue(venueOf(q.instrument)));
    return html`
      <section><h2 class="section">${t('markets.held')}</h2><p class="note under">${t('markets.held.note')}</p>
        ${held.length ? this.heldTable(held) : html`<p class="empty">${t('markets.held.none')}</p>`}</section>
      <section><h2 class="section">${t('markets.news')}</h2>
        ${this.newsTable()}</section>
      <section><h2 class="section">${t('markets.identity')}</h2><p class="note under">${t('markets.identity.note')}</p>
        ${this.known ? this.identity() : html`<p class="empty loading">${t('loading')}</p>`}</section>`;
  }

  heldTable(held) {
    return html`<table class="sheet facts held-rows" aria-label=${t('markets.held')}>
      <thead><tr>${['asset', 'instrument', 'because'].map((c) => html`<th scope="col" class="c-${c}">${t(`col.${c}`)}</th>`)}
        <th scope="col" class="num">${t('col.since')}</th></tr></thead>
      <tbody>${repeat(held, (q) => q.id, (q) => html`<tr data-key=${q.id}>
        <th scope="row" class="c-asset">${q.asset}</th>
        <td class="c-instrument" data-label=${t('col.instrument')}>${venueOf(q.instrument)} <span class="symbol muted">${symbolOf(q.instrument)}</span></td>
        <td class="c-because" data-label=${t('col.because')}>${told(q.because)}</td>
        <td class="c-since num muted" data-label=${t('col.since')}>${ago(q.firstSeen)}</td></tr>`)}</tbody></table>`;
  }

  /** All listings of the assets asked for; without, those that are not what their ticker says. */
  identity() {
    const rows = this.listed.filter((row) => store.wantsAsset(row.asset) && store.wantsVenue(row.venue)
      && (store.filter.asset !== '' || row.because !== PLAIN || row.held))
      .sort((a, b) => Boolean(b.reviewed) - Boolean(a.reviewed)); // what somebody had to look at comes first
    if (rows.length === 0) {
      return html`<p class="empty">${t(store.filtering() ? 'empty.filtered' : 'markets.identity.none')}</p>`;
    }
    return html`<table class="sheet facts identity-rows" aria-label=${t('markets.identity')}>
      <thead><tr>${['asset', 'instrument', 'kind'].map((c) => html`<th scope="col" class="c-${c}">${t(`col.${c}`)}</th>`)}
        <th scope="col" class="num">${t('col.units')}</th><th scope="col" class="c-because">${t('col.known')}</th></tr></thead>
      <tbody>${repeat(rows.slice(0, this.most), (row) => `${row.venue}:${row.symbol}`, (row) => html`<tr data-key="${row.venue}:${row.symbol}">
        <th scope="row" class="c-asset">${row.asset}</th>
        <td class="c-instrument" data-label=${t('col.instrument')}>${row.venue} <span class="symbol muted">${row.symbol}</span></td>
        <td class="c-kind" data-label=${t('col.kind')}>${t(`kind.${row.kind}`)} <span class="muted">${row.quote}</span></td>
        <td class="c-units num" data-label=${t('col.units')}>${f.plain(row.units, 6)}</td>
        <td class="c-because" data-label=${t('col.known')}>${told(row.because)}${row.reviewed
          ? html`<span class="sub muted">${t('markets.reviewed', { day: f.day(Date.parse(row.reviewed)) })}: <span lang="en">${row.evidence}</span></span>` : nothing}
          ${row.held ? html`<span class="sub bad">${told(row.held)}</span>` : nothing}</td></tr>`)}</tbody></table>
      ${rows.length > this.most ? html`<p class="more"><button type="button" class="quiet" @click=${() => { this.most += 300; this.requestUpdate(); }}>${t('more', { n: f.plain(Math.min(300, rows.length - this.most)) })}</button></p>` : nothing}`;
  }

  newsTable() {
    const rows = this.news.filter((row) => store.wantsAsset(row.asset) && store.wantsVenue(venueOf(row.instrument)));
    if (rows.length === 0) {
      return html`<p class="empty ${this.known ? '' : 'loading'}">${t(!this.known ? 'loading' : store.filtering() ? 'empty.filtered' : 'markets.news.none')}</p>`;
    }
    return html`<table class="sheet facts news-rows" aria-label=${t('markets.news')}>
      <thead><tr>${['asset', 'instrument', 'change', 'before', 'after'].map((c) => html`<th scope="col" class="c-${c}">${t(`col.${c}`)}</th>`)}
        <th scope="col" class="num">${t('col.since')}</th></tr></thead>
      <tbody>${repeat(rows, (row) => row.id, (row) => html`<tr data-key=${row.id}>
        <th scope="row" class="c-asset">${row.asset}</th>
        <td class="c-instrument" data-label=${t('col.instrument')}>${venueOf(row.instrument)} <span class="symbol muted">${symbolOf(row.instrument)}</span></td>
        <td class="c-change" data-label=${t('col.change')}><span class="tag ${row.change}">${t(`change.${row.change}`)}</span></td>
        <td class="c-before muted" data-label=${t('col.before')}>${terms(row.before)}</td>
        <td class="c-after" data-label=${t('col.after')}>${terms(row.after)}</td>
        <td class="c-since num muted" data-label=${t('col.since')}>${ago(row.firstSeen)}</td></tr>`)}</tbody></table>`;
  }
}

/** Terms as the listing has them, their durations as the page writes them. */
const terms = (text) => (text || '–').replace(/\bPT\w+/g, (iso) => f.period(f.millis(iso)));

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`${address}: ${answer.status}`);
  }
  return answer.json();
}

customElements.define('carry-markets', Markets);
