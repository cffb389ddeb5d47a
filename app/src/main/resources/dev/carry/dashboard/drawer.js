// Everything about one opportunity: what it earns and costs, its legs, its risks, its evidence.
import { html, nothing } from 'lit';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { told } from './phrases.js';
import { Part, aprOf, ago, flow, per, priced, quoteOf, symbolOf, totalCost, venueOf } from './parts.js';
import { breakEven, perDay, value } from './tables.js';
import { past } from './past.js';
import './analyst.js';
import './whatif.js';

const COSTS = ['fees', 'spread', 'slippage', 'borrow', 'financing', 'transfer', 'conversion'];
/** Whether the drawer lies over the page instead of beside it: as the style sheet has it. */
const COVERS = matchMedia('(max-width: 1279px)');
const YEAR = 8760 * 3600000;

/** The APR of a leg for its holder: longs pay positive rates. */
const yours = (leg) => aprOf(leg.rate, leg.period) * (leg.side === 'buy' ? -1 : 1);

class Drawer extends Part {
  static properties = { finding: { attribute: false }, gone: { type: Boolean } };

  constructor() {
    super();
    this.finding = null;
    this.gone = false;
  }

  close() {
    this.dispatchEvent(new CustomEvent('close-drawer', { bubbles: true }));
  }

  /** Escape closes it; where it covers the page, Tab stays within it. */
  key(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.close();
    } else if (event.key === 'Tab' && COVERS.matches) {
      const stops = [...this.querySelectorAll('button, a[href], input, .body')];
      const [first, last] = event.shiftKey ? [stops.at(-1), stops[0]] : [stops[0], stops.at(-1)];
      if (document.activeElement === last || (event.shiftKey && document.activeElement.id === 'drawer-title')) {
        event.preventDefault();
        first.focus();
      }
    }
  }

  focusTitle() {
    this.querySelector('h2')?.focus();
  }

  render() {
    const o = this.finding;
    if (!o) {
      return nothing;
    }
    return html`
      <aside class="drawer" role="dialog" aria-modal=${COVERS.matches} aria-labelledby="drawer-title" @keydown=${(e) => this.key(e)}>
        <header>
          <div>
            <h2 id="drawer-title" tabindex="-1">${o.asset} <span class="pair">${[...new Set(o.legs.map((leg) => venueOf(leg.instrument)))].join(' → ')}</span></h2>
            <p class="muted">${t(o.finding === 'opportunity' ? 'drawer.open' : 'drawer.rejected', { time: `${f.moment(Date.parse(o.firstSeen))} UTC` })},
              ${t('drawer.revision', { n: o.revision })}, ${t('ago', { age: ago(o.lastSeen) })}</p>
          </div>
          <button type="button" class="quiet close" @click=${this.close} aria-label=${t('drawer.close')} title="${t('drawer.close')} (Esc)">✕</button>
        </header>
        <div class="body" tabindex="0" role="group" aria-labelledby="drawer-title">
          ${this.gone ? html`<p class="banner warn" role="status">${t('drawer.gone')}</p>` : nothing}
          ${o.because ? html`<p class="banner">${told(o.because)}</p>` : nothing}
          ${this.figures(o)} ${this.costs(o)}
          ${o.finding === 'opportunity' ? html`<carry-said .finding=${o}></carry-said>` : nothing}
          <carry-whatif .finding=${o}></carry-whatif> ${this.legs(o)} ${this.gap(o)} ${past(o)} ${this.risks(o)}
          ${this.how(o)} ${this.evidence(o)}
          <p class="muted id">${t('drawer.id')} <code>${o.id}</code></p>
        </div>
      </aside>`;
  }

  figures(o) {
    const figure = (label, content, cls = '') => html`<div class=${cls}><dt>${t(label)}</dt><dd>${content}</dd></div>`;
    const unknown = html`<span class="muted">${t('drawer.unknown')}</span>`;
    return html`<dl class="figures">
      ${figure('drawer.net', html`<b class=${o.netApr < 0 ? 'pay' : 'net'}>${f.apr(o.netApr)}</b>`, 'lead')}
      ${figure('drawer.gross', f.apr(o.grossApr))}
      ${figure('drawer.capital', f.apr(o.returnOnCapital))}
      ${figure('drawer.breakeven', breakEven(o))}
      ${figure('drawer.capacity', f.known(o.capacity) ? f.money(o.capacity, quoteOf(o)) : unknown)}
      ${f.known(o.sizes?.best) ? figure('drawer.best', html`${o.sizes.best === o.sizes.curve.at(-1)[0] ? '≥ ' : ''}${f.money(o.sizes.best, quoteOf(o))}`) : nothing}
      ${o.status === 'closed' || !f.known(o.netPerDay) ? nothing : figure('drawer.perday', perDay(o))}
      ${f.known(o.confidence) ? figure('drawer.confidence', html`${f.share(o.confidence, 0)} <span class="sub muted">${t('drawer.lives', { lived: o.history.lived, episodes: o.history.episodes })}</span>`) : nothing}
    </dl>`;
  }

  /** Income over the horizon: what is left plus what the known costs took. */
  static sums(o) {
    const horizon = f.millis(o.horizon);
    const costs = totalCost(o);
    const left = (o.netApr * horizon) / YEAR;
    return { horizon, costs, left, income: left + costs };
  }

  costs(o) {
    const { horizon, costs, left, income } = Drawer.sums(o);
    const quote = quoteOf(o);
    const top = Math.max(Math.abs(income), costs, 1e-9);
    const line = (label, x, cls) => html`<tr class=${cls}>
      <th scope="row">${label}</th>
      <td class="num">${f.share(x)}</td><td class="num">${f.money(x * o.notional, quote)}</td>
      <td class="track"><span aria-hidden="true" .style=${`--w:${Math.min(100, (Math.abs(x) / top) * 100).toFixed(1)}%`}></span></td></tr>`;
    const unknown = (name) => html`<tr class="unknown"><th scope="row">${t(`cost.${name}`)}</th>
      <td class="num" colspan="2">${t('drawer.unknown')}</td><td></td></tr>`;
    return html`<section>
      <h3>${t('drawer.costs', { horizon: f.duration(horizon), notional: f.money(o.notional, quote) })}</h3>
      <table class="lines">
        <thead><tr><td></td><th scope="col" class="num">${t('drawer.ofNotional')}</th><th scope="col" class="num">${t('drawer.money')}</th><td></td></tr></thead>
        <tbody>
          ${line(t(o.legs.some((leg) => leg.ratio) ? 'drawer.incomePrices' : o.detector === 'dated-basis' ? 'drawer.incomeBasis' : 'drawer.income'), income, income < 0 ? 'out' : 'in')}
          ${COSTS.map((name) => (o.unknown.includes(name) ? unknown(name) : line(t(`cost.${name}`), 0 - (o.costs[name] ?? 0), o.costs[name] > 0 ? 'out' : o.costs[name] < 0 ? 'in' : 'zero')))}
          ${line(t('drawer.left'), left, `total ${left < 0 ? 'out' : 'in'}`)}
        </tbody>
      </table>
      ${o.unknown.length ? html`<p class="note">${t('drawer.costs.note')}</p>` : nothing}
    </section>`;
  }

  legs(o) {
    return html`<section><h3>${t('drawer.legs')}</h3>
      <div class="legs">${o.legs.map((leg) => this.leg(leg, o.asset))}</div></section>`;
  }

  leg(leg, asset) {
    const row = store.instrument(leg.instrument) ?? {};
    const way = flow(leg);
    const pair = (label, content) => html`<div><dt>${t(label)}</dt><dd>${content}</dd></div>`;
    return html`<article class="leg-card">
      <h4><span class="side ${leg.side}">${t(leg.side === 'buy' ? 'drawer.long' : 'drawer.short')}</span>
        ${venueOf(leg.instrument)} <span class="symbol muted">${symbolOf(leg.instrument)}</span></h4>
      <p class="flow ${way ?? ''}">${way ? html`${t(way)} <b>${f.share(Math.abs(leg.rate))}</b> ${per(leg.period)}` : t('leg.noFunding')}</p>
      <dl>
        ${way ? html`${pair('leg.apr', f.apr(yours(leg)))}
        ${pair('leg.settles', this.settles(leg, row))}` : nothing}
        ${pair(leg.side === 'buy' ? 'leg.buyAt' : 'leg.sellAt', html`${priced(leg.executablePrice, leg.instrument)}
          ${leg.priceMultiplier === 1 ? nothing : html`<span class="muted nowrap">${t('leg.unit', { n: f.plain(leg.priceMultiplier, 0), asset })}</span>`}`)}
        ${pair('leg.spread', f.known(leg.exitPrice) ? f.share((2 * Math.abs(leg.executablePrice - leg.exitPrice)) / (leg.executablePrice + leg.exitPrice)) : '–')}
        ${pair('leg.fee', f.share(leg.takerFee))}
        ${way ? this.heard(leg, row, pair) : nothing}
      </dl></article>`;
  }

  /** What the page hears of a perpetual, beyond what the finding says. */
  heard(leg, row, pair) {
    return html`${pair('leg.mark', f.known(row.mark) ? priced(row.mark, leg.instrument) : '–')}
        ${pair('leg.index', f.known(row.index) ? priced(row.index, leg.instrument) : '–')}
        ${pair('leg.premium', f.known(row.premium) ? f.bps(row.premium) : '–')}
        ${pair('leg.settled', f.known(row.settledRate) ? html`${f.rate(row.settledRate)} <span class="muted nowrap">${f.minute(Date.parse(row.settledAt))} ${t('utc')}</span>` : '–')}
        ${pair('leg.heard', row.heardAt ? html`<span class=${store.stale(row) ? 'warn' : ''}>${t('ago', { age: ago(row.heardAt) })}</span>` : '–')}`;
  }

  settles(leg, row) {
    if (row.settles === 'continuous') {
      return t('leg.continuous');
    }
    if (!leg.settlesAt) {
      return t('leg.noSettlement');
    }
    const left = Date.parse(leg.settlesAt) - store.now();
    const when = html`<span class="muted nowrap">${f.minute(Date.parse(leg.settlesAt))} UTC</span>`;
    return left <= 0 ? html`${t('leg.due')} ${when}` : html`<span class="count">${t('leg.in', { time: f.countdown(left) })}</span> ${when}`;
  }

  gap(o) {
    const words = o.priceGap === 0 ? 'gap.none' : o.priceGap > 0 ? 'gap.gain' : 'gap.loss';
    return html`<section class="inline"><h3>${t('drawer.gap')}</h3>
      <p class=${o.priceGap < 0 ? 'pay' : 'receive'}>${t(words, { bps: f.bps(Math.abs(o.priceGap), 'never') })}</p></section>`;
  }

  risks(o) {
    return html`<section><h3>${t('drawer.risks')}</h3>
      <ul class="risks">${o.risks.map((risk) => html`<li>${told(risk)}</li>`)}</ul></section>`;
  }

  how(o) {
    const { horizon, costs, left, income } = Drawer.sums(o);
    const span = f.duration(horizon);
    const basis = o.detector === 'dated-basis';
    const leg = (each) => flow(each) === null
      ? t(each.side === 'buy' ? 'how.longNone' : 'how.shortNone', { symbol: symbolOf(each.instrument), venue: venueOf(each.instrument) })
      : t(each.side === 'buy' ? 'how.long' : 'how.short', {
      symbol: symbolOf(each.instrument), venue: venueOf(each.instrument), words: t(flow(each)),
      rate: f.share(Math.abs(each.rate)), per: per(each.period), apr: f.apr(yours(each)),
    });
    const bound = o.returnOnCapital === 0 ? NaN : o.netApr / o.returnOnCapital;
    return html`<section><h3>${t('drawer.how')}</h3><ol class="how">
      ${[...o.legs].reverse().map((each) => html`<li>${leg(each)}</li>`)}
      <li>${t('how.gross', { gross: f.apr(o.grossApr) })}</li>
      <li>${t(o.legs.some((each) => each.ratio) ? 'how.edge' : basis ? 'how.basis' : 'how.income', { horizon: span, income: f.share(income) })}</li>
      <li>${t('how.costs', { costs: f.share(costs), left: f.share(left) })}</li>
      <li>${t('how.net', { net: f.apr(o.netApr), left: f.share(left), horizon: span })}</li>
      ${f.known(bound) ? html`<li>${t('how.capital', { capital: f.share(bound, 1), roc: f.apr(o.returnOnCapital) })}</li>` : nothing}
    </ol></section>`;
  }

  evidence(o) {
    return html`<section><h3>${t('drawer.evidence')}</h3>
      <table class="lines evidence">
        <thead><tr><th scope="col">${t('evidence.fact')}</th><th scope="col" class="num">${t('evidence.value')}</th>
          <th scope="col" class="num">${t('evidence.age')}</th><th scope="col" class="num">${t('evidence.received')}</th></tr></thead>
        <tbody>${o.evidence.map((e) => html`<tr>
          <th scope="row">${e.venue} <span class="muted">${t(`fact.${e.kind}`)}</span></th>
          <td class="num">${f.known(e.value) ? value(e.kind, e.value, `${e.venue}:${e.symbol}`) : '–'}</td>
          <td class="num">${f.age(f.millis(e.age))}</td>
          <td class="num muted">${f.clock(Date.parse(e.receivedAt))}</td></tr>`)}</tbody>
      </table>
      <button type="button" class="quiet" @click=${() => this.dispatchEvent(new CustomEvent('show-history', { bubbles: true, detail: o.asset }))}>${t('drawer.history', { asset: o.asset })} →</button>
    </section>`;
  }
}

customElements.define('carry-drawer', Drawer);
