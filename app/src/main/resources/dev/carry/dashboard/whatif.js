// An opportunity on other terms: asked of the server, which computes as it does for findings.
import { LitElement, html, nothing } from 'lit';
import { t } from './i18n.js';
import * as f from './format.js';
import { priced, quoteOf, venueOf } from './parts.js';

const DAY = 86400000;

/** The moves around none that are survived, of those that were looked at. */
function survived(moves) {
  const none = moves.findIndex((each) => each.move === 0);
  if (!moves[none].survives) {
    return t('whatif.none');
  }
  let low = none;
  let high = none;
  while (low > 0 && moves[low - 1].survives) low -= 1;
  while (high < moves.length - 1 && moves[high + 1].survives) high += 1;
  return t('whatif.between', { low: f.share(moves[low].move, 0), high: f.share(moves[high].move, 0) });
}

class WhatIf extends LitElement {
  static properties = { finding: { attribute: false }, answer: { state: true }, why: { state: true } };

  constructor() {
    super();
    this.finding = null;
    this.terms = {};
    this.answer = null;
    this.why = '';
    this.asked = '';
  }

  createRenderRoot() {
    return this;
  }

  willUpdate(changed) {
    const before = changed.get('finding');
    if (changed.has('finding') && this.finding && before?.id !== this.finding.id) {
      this.terms = {};
      this.answer = null;
      this.why = '';
    }
  }

  /** Asks once for each revision of the finding and choice of terms. */
  updated() {
    this.ask();
  }

  async ask() {
    const o = this.finding;
    const query = new URLSearchParams({ id: o.id, ...this.terms }).toString();
    const wanted = `${o.revision} ${query}`;
    if (wanted === this.asked) {
      return;
    }
    this.asked = wanted;
    try {
      const answer = await fetch(`/api/v1/what-if?${query}`);
      const body = await answer.json();
      if (wanted === this.asked) {
        this.answer = answer.ok ? body : null;
        this.why = answer.ok ? '' : body.detail;
      }
    } catch (e) {
      this.why = String(e.message ?? e);
    }
  }

  /** A number as it is typed. */
  take(name, text, toQuery) {
    this.choose(name, text.trim() === '' ? '' : toQuery(Number(text)));
  }

  /** A term; an empty one is the finding's own again. */
  choose(name, value) {
    const { [name]: _, ...others } = this.terms;
    this.terms = value === '' ? others : { ...others, [name]: value };
    this.requestUpdate();
  }

  field(name, shown, toQuery) {
    return html`<label class="field">${t(`whatif.${name}`)}
      <input type="number" step="any" name=${name} placeholder=${shown} @change=${(e) => this.take(name, e.target.value, toQuery)}></label>`;
  }

  render() {
    const o = this.finding;
    if (!o || o.legs.length !== 2 || o.legs.some((leg) => leg.ratio) || o.detector === 'dated-basis') {
      return nothing;
    }
    const plain = (x) => x;
    const percent = (x) => x / 100;
    const shown = (x) => String(Number((100 * x).toPrecision(6)));
    return html`<section class="whatif"><h3>${t('whatif.title')}</h3>
      <p class="note">${t('whatif.note')}</p>
      <div class="terms">
        ${this.field('notional', String(o.notional), plain)} ${this.field('leverage', String(this.answer?.leverage ?? ''), plain)}
        ${this.field('hold', String(f.millis(o.horizon) / DAY), (days) => `PT${Math.round(days * 86400)}S`)}
        ${this.field('longFee', shown(o.legs[0].takerFee), percent)} ${this.field('shortFee', shown(o.legs[1].takerFee), percent)}
        ${this.field('maintenance', '1', percent)} ${this.field('survive', '20', percent)}
        <label class="field">${t('whatif.make')}
          <select name="make" @change=${(e) => this.choose('make', e.target.value)}>
            ${['', 'long', 'short', 'both'].map((make) => html`<option value=${make}>${t(`whatif.make.${make || 'none'}`)}</option>`)}
          </select></label>
      </div>
      ${this.why ? html`<p class="banner" role="status">${t('whatif.failed', { why: this.why })}</p>` : nothing}
      ${this.answer ? this.result(o, this.answer) : nothing}
    </section>`;
  }

  result(o, a) {
    const quote = quoteOf(o);
    const line = (name, label, content) => html`<div class="w-${name}"><dt>${label}</dt><dd>${content}</dd></div>`;
    const leg = (each, i) => line(`leg-${i}`, t('whatif.liquidation', { venue: venueOf(each.instrument), side: t(each.side === 'buy' ? 'drawer.long' : 'drawer.short') }),
      f.known(each.liquidationPrice)
        ? html`${priced(each.liquidationPrice, each.instrument)} <span class="muted nowrap">${f.share(each.liquidationMove, 1)}</span>`
        : t('whatif.nowhere'));
    return html`<dl class="figures" aria-live="polite">
      ${line('net', t('whatif.net'), f.money(a.netQuote, quote))}
      ${line('net-apr', t('whatif.netApr'), html`<b class=${a.netApr < 0 ? 'pay' : 'net'}>${f.apr(a.netApr)}</b>`)}
      ${line('breakeven', t('whatif.breakeven'), a.breakEven ? html`${f.duration(f.millis(a.breakEven))} <span class="muted nowrap">${t('whatif.settlements', { n: a.breakEvenSettlements })}</span>` : t('whatif.never'))}
      ${line('capital', t('whatif.capital'), f.money(a.capital, quote))}
      ${line('roc', t('whatif.roc'), f.apr(a.returnOnCapital))}
      ${a.legs.map(leg)}
      ${line('moves', t('whatif.moves'), survived(a.moves))}
      ${line('buffer', t('whatif.buffer', { move: f.share(a.survive, 0) }), f.money(a.surviveBuffer, quote))}
    </dl>
    ${a.unknown.length ? html`<p class="note">${t('whatif.unknown', { names: a.unknown.map((name) => t(`cost.${name}`)).join(', ') })}</p>` : nothing}`;
  }
}

customElements.define('carry-whatif', WhatIf);
