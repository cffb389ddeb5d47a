// The account that trades on paper: what it holds, what came of it, and why.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { told } from './phrases.js';
import { Asking, ago, empty, symbolOf, venueOf } from './parts.js';

const COSTS = ['fees', 'spread', 'slippage', 'borrow', 'conversion', 'transfer'];

const dollars = (x) => (f.known(x) ? html`<span class=${x > 0 ? 'receive' : x < 0 ? 'pay' : ''}>${f.signed(x)}</span>` : '–');
const costs = (attribution) => COSTS.reduce((sum, line) => sum + attribution[line], 0);
const figure = (key, value) => html`<div><dt>${t(`paper.${key}`)}</dt><dd>${value}</dd></div>`;

class Positions extends Asking {
  static every = 10000;

  constructor() {
    super();
    this.past = { closed: [], incident: [] };
  }

  async ask() {
    for (const kind of Object.keys(this.past)) {
      this.past[kind] = (await this.read(`/api/v1/trades?kind=${kind}&limit=50`))?.items ?? [];
    }
    this.requestUpdate();
  }

  render() {
    const account = store.paper?.account;
    if (!account) {
      return empty('positions', 'empty.positions');
    }
    const rows = store.paper.positions.filter((p) => store.wantsAsset(p.asset) && p.legs.some((leg) => store.wantsVenue(venueOf(leg.instrument))));
    return html`${this.account(account.account)}
      <p class="positions-note">${t('paper.asOf', { age: ago(account.account.at) })} ${t('paper.note')} ${Object.entries(account.settings).map(([key, value]) => html`<code class="nowrap">${key}=${value}</code> `)}</p>
      ${rows.length ? this.table(rows) : html`<p class="empty">${t('empty.held')}</p>`}
      ${this.closed()} ${this.incidents()}`;
  }

  account(a) {
    return html`<dl class="figures paper" aria-label=${t('tab.positions')}>
      ${figure('pnl', dollars(a.pnl))} ${figure('realised', dollars(a.realised))} ${figure('unrealised', dollars(a.unrealised))}
      ${figure('capital', f.money(a.capital))} ${figure('bound', f.money(a.bound))} ${figure('free', f.money(a.free))}
      ${['funding', 'price', ...COSTS].map((line) => figure(line, dollars(a.attribution[line])))}
    </dl>`;
  }

  table(rows) {
    return html`<table class="sheet facts positions" aria-label=${t('tab.positions')}>
      <thead><tr>${['asset', 'held', 'leg', 'entered', 'marked', 'liquidation', 'settles'].map((c) => html`<th scope="col" class="c-${c} ${['asset', 'held', 'leg'].includes(c) ? '' : 'num'}">${t(`col.${c}`)}</th>`)}
        ${['pnl', 'funding', 'moved', 'costs', 'expected'].map((c) => html`<th scope="col" class="c-${c} num">${t(`col.${c}`)}</th>`)}</tr></thead>
      ${repeat(rows, (p) => p.position, (p) => html`<tbody>${p.legs.map((leg, i) => this.leg(p, leg, i === 0))}</tbody>`)}</table>`;
  }

  leg(p, leg, first) {
    const cell = (key, content, num = true) => html`<td class="c-${key} ${num ? 'num' : ''}" data-label=${t(`col.${key}`)}>${content}</td>`;
    const whole = (key, content, num = true) => (first ? html`<td rowspan="2" class="c-${key} ${num ? 'num' : ''}" data-label=${t(`col.${key}`)}>${content}</td>` : nothing);
    return html`<tr data-key=${first ? p.position : nothing}>
      ${first ? html`<th scope="row" rowspan="2" class="c-asset">${p.asset} <span class="sub muted">#${p.position}</span></th>` : nothing}
      ${whole('held', html`${t(`phase.${p.phase}`)} <span class="sub muted">${p.openedAt ? ago(p.openedAt) : ''}</span>
        ${p.unhedgedSince ? html`<span class="sub pay">${t('paper.unhedged', { age: ago(p.unhedgedSince) })}</span>` : nothing}`, false)}
      ${cell('leg', html`<span class=${leg.side === 'buy' ? 'receive' : 'pay'}>${t(leg.side)}</span> <b>${venueOf(leg.instrument)}</b> <span class="muted">${symbolOf(leg.instrument)}</span> <span class="sub muted">${f.plain(leg.size, 6)}</span>`, false)}
      ${cell('entered', f.known(leg.entryPrice) ? f.price(leg.entryPrice) : '–')}
      ${cell('marked', html`${f.known(leg.price) ? f.price(leg.price) : '–'} <span class="sub">${dollars(leg.unrealised)}</span>`)}
      ${cell('liquidation', html`${f.known(leg.liquidationPrice) ? f.price(leg.liquidationPrice) : '–'}${f.known(leg.margin) ? html` <span class="sub muted">${t('paper.margin', { margin: f.money(leg.margin) })}</span>` : nothing}`)}
      ${cell('settles', html`${leg.settlesAt ? f.countdown(Date.parse(leg.settlesAt) - store.now()) : '–'}${leg.awaited ? html` <span class="sub muted">${t('paper.awaited', { n: leg.awaited })}</span>` : nothing}`)}
      ${whole('pnl', html`<b>${dollars(p.pnl)}</b>`)}
      ${whole('funding', html`${dollars(p.attribution.funding)} <span class="sub muted">${t('paper.settlements', { n: p.settlements })}</span>`)}
      ${whole('moved', dollars(p.attribution.price))}
      ${whole('costs', dollars(costs(p.attribution)))}
      ${whole('expected', f.known(p.expectedNetApr) ? f.apr(p.expectedNetApr) : html`<span class="muted">${told(p.why)}</span>`)}
    </tr>`;
  }

  closed() {
    const rows = this.past.closed.filter((c) => store.wantsAsset(c.asset));
    return rows.length === 0 ? nothing : html`<h2 class="section">${t('paper.closed')}</h2>
      <table class="sheet facts" aria-label=${t('paper.closed')}>
        <thead><tr>${['asset', 'bought', 'sold', 'because'].map((c) => html`<th scope="col">${t(`col.${c}`)}</th>`)}
          ${['pnl', 'funding', 'moved', 'costs', 'lasted', 'since'].map((c) => html`<th scope="col" class="num">${t(`col.${c}`)}</th>`)}</tr></thead>
        <tbody>${rows.map((c) => html`<tr>
          <th scope="row" class="c-asset">${c.asset} <span class="sub muted">#${c.position}</span></th>
          <td class="c-bought" data-label=${t('col.bought')}>${c.buy}</td><td class="c-sold" data-label=${t('col.sold')}>${c.sell}</td>
          <td class="c-because" data-label=${t('col.because')}>${told(c.closed)}</td>
          <td class="c-pnl num" data-label=${t('col.pnl')}><b>${dollars(c.pnl)}</b></td>
          <td class="c-funding num" data-label=${t('col.funding')}>${dollars(c.attribution.funding)}</td>
          <td class="c-moved num" data-label=${t('col.moved')}>${dollars(c.attribution.price)}</td>
          <td class="c-costs num" data-label=${t('col.costs')}>${dollars(costs(c.attribution))}</td>
          <td class="c-lasted num" data-label=${t('col.lasted')}>${f.duration(Date.parse(c.at) - Date.parse(c.openedAt))}</td>
          <td class="c-since num muted" data-label=${t('col.since')}>${ago(c.at)}</td></tr>`)}</tbody></table>`;
  }

  incidents() {
    const rows = this.past.incident;
    return rows.length === 0 ? nothing : html`<h2 class="section">${t('paper.incidents')}</h2>
      <table class="sheet facts" aria-label=${t('paper.incidents')}>
        <thead><tr>${['incident', 'position', 'instrument', 'because'].map((c) => html`<th scope="col">${t(`col.${c}`)}</th>`)}<th scope="col" class="num">${t('col.since')}</th></tr></thead>
        <tbody>${rows.map((i) => html`<tr>
          <th scope="row" class="c-incident">${t(`incident.${i.kind}`)}</th>
          <td class="c-position" data-label=${t('col.position')}>${i.position ? `#${i.position}` : '–'}</td>
          <td class="c-instrument" data-label=${t('col.instrument')}>${i.instrument ?? '–'}</td>
          <td class="c-because" data-label=${t('col.because')}>${told(i.text)}</td>
          <td class="c-since num muted" data-label=${t('col.since')}>${ago(i.at)}</td></tr>`)}</tbody></table>`;
  }
}

customElements.define('carry-positions', Positions);
