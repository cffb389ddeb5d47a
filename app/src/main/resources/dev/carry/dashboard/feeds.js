// Feeds and venues: what flows, what does not, and what each venue offers at all.
import { html, nothing } from 'lit';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { told } from './phrases.js';
import { Part, ago, empty } from './parts.js';

const TROUBLE = { closed: 0, stale: 1, gap: 2, connected: 3, live: 4 };

class Feeds extends Part {
  constructor() {
    super();
    this.venues = [];
    this.ask();
  }

  async ask() {
    try {
      const answer = await fetch('/api/v1/venues');
      this.venues = answer.ok ? (await answer.json()).items : [];
      this.requestUpdate();
    } catch {
      // the header already tells that the connection is lost
    }
  }

  render() {
    const feeds = [...store.rows.feeds.values()]
      .filter((row) => store.wantsVenue(row.venue))
      .sort((a, b) => TROUBLE[a.status] - TROUBLE[b.status] || `${a.venue}${a.feed}`.localeCompare(`${b.venue}${b.feed}`));
    return html`
      ${feeds.length ? this.table(feeds) : empty('feeds', 'empty.feeds')}
      <h2 class="section">${t('feeds.venues')}</h2>
      <div class="venues">${this.venues.filter((v) => store.wantsVenue(v.venue)).map((v) => this.venue(v))}</div>`;
  }

  table(feeds) {
    const cell = (key, content, cls = '') => html`<td class="c-${key} ${cls}" data-label=${t(`col.${key}`)}>${content}</td>`;
    return html`<table class="sheet facts" aria-label=${t('tab.feeds')}>
      <thead><tr>${['venue', 'feed', 'status', 'because'].map((c) => html`<th scope="col">${t(`col.${c}`)}</th>`)}
        ${['since', 'rate', 'last', 'budget', 'reconnects'].map((c) => html`<th scope="col" class="num">${t(`col.${c}`)}</th>`)}</tr></thead>
      <tbody>${feeds.map((row) => html`<tr>
        <th scope="row" class="c-venue">${row.venue}</th>
        ${cell('feed', row.feed)}
        ${cell('status', html`<span class="state ${row.status}"><span class="dot" aria-hidden="true"></span>${t(`state.${row.status}`)}</span>`)}
        ${cell('because', row.reason ? told(row.reason) : html`<span class="muted">–</span>`, row.reason ? '' : 'nil')}
        ${cell('since', ago(row.since), 'num')}
        ${cell('rate', f.known(row.messagesPerSecond) ? t('feeds.perSecond', { n: f.plain(row.messagesPerSecond, 1) }) : '–', 'num')}
        ${cell('last', row.lastMessageAt ? ago(row.lastMessageAt) : '–', 'num')}
        ${cell('budget', row.callsHeldUntil ? html`<span class="state stale"><span class="dot" aria-hidden="true"></span>${t('feeds.heldUntil', { time: f.clock(Date.parse(row.callsHeldUntil)) })}</span>` : f.known(row.budgetUsed) ? html`${f.share(row.budgetUsed, 0)} <meter min="0" max="1" high="0.8" .value=${row.budgetUsed}></meter>` : '–', 'num')}
        ${cell('reconnects', f.known(row.reconnects) ? f.plain(row.reconnects) : '–', 'num')}
      </tr>`)}</tbody></table>`;
  }

  venue(v) {
    const lacks = Object.entries(v.lacks);
    return html`<article class="venue-card">
      <h3>${v.venue} <span class="state ${v.status}"><span class="dot" aria-hidden="true"></span>${t(`state.${v.status}`)}</span></h3>
      <dl>
        <div><dt>${t('venue.instruments')}</dt><dd>${f.plain(v.instruments)}</dd></div>
        <div><dt>${t('venue.period')}</dt><dd>${told(v.periodSource)}</dd></div>
        <div><dt>${t('venue.offers')}</dt><dd>${v.offers.map((fact) => t(`fact.${fact}`)).join(', ')}</dd></div>
        ${lacks.length ? html`<div><dt>${t('venue.lacks')}</dt><dd><ul>${lacks.map(([fact, why]) => html`<li>${t(`fact.${fact}`)}: ${told(why)}</li>`)}</ul></dd></div>` : nothing}
      </dl></article>`;
  }
}

customElements.define('carry-feeds', Feeds);
