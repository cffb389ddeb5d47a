// The signals: what bots are told, who follows them, what waits for the analyst.
import { html, nothing } from 'lit';
import { store } from './store.js';
import { t } from './i18n.js';
import * as f from './format.js';
import { told } from './phrases.js';
import { Asking, ago, facts } from './parts.js';

const MOST_HELD = 10;
const MOST_LATEST = 20;

const since = (time) => f.age(Date.now() - Date.parse(time));

class Signals extends Asking {
  static every = 1000;

  constructor() {
    super();
    this.about = null;
  }

  async ask() {
    this.about = (await this.read('/api/v1/signals/about')) ?? this.about;
    this.requestUpdate();
  }

  render() {
    const about = this.about;
    if (!about) {
      return html`<p class="empty loading">${t('loading')}</p>`;
    }
    const figure = (key, value) => html`<div><dt>${t(key)}</dt><dd>${f.plain(value)}</dd></div>`;
    return html`<dl class="figures paper" aria-label=${t('tab.signals')}>
        ${figure('signals.readers', about.readers)} ${figure('signals.waiting', about.held.waiting)} ${figure('signals.vetoed', about.held.vetoed)}
        ${figure('signals.unjudged', about.held.unjudged)} ${figure('signals.late', about.late)} ${figure('signals.conflated', about.conflated)}
      </dl>
      <p class="positions-note">${t('signals.note')} <code>curl -N '${location.origin}/api/v1/signals?kind=opportunity'</code></p>
      ${this.bots(about.bots)} ${about.webhook ? this.webhook(about.webhook) : nothing} ${this.latest(about.latest)} ${this.held(about.held)}`;
  }

  bots(bots) {
    const rows = bots.map((bot) => [t(`signals.${bot.way}`), bot.from, bot.filter || bot.hold ? html`<code>${[bot.filter, bot.hold ? 'analyst=hold' : ''].filter(Boolean).join('&')}</code>` : t('signals.all'),
      f.plain(bot.told), bot.full ? html`<span class="pay">${t('signals.full')}</span>` : t('signals.level'), since(bot.since)]);
    return facts('signals.bots', ['way', 'bot', 'wants', ['signals'], 'status', ['since']], rows, 'signals.nobody');
  }

  webhook(hook) {
    const state = hook.failsSince ? html`<span class="pay">${t('alert.fails', { age: since(hook.failsSince), why: told(hook.why) })}</span>` : t('signals.level');
    return facts('signals.webhook', ['place', 'signed', ['messages'], ['failures'], 'status'],
      [[hook.place, t(hook.signed ? 'signals.signed' : 'signals.unsigned'), f.plain(hook.messages), f.plain(hook.failures), state]], 'signals.nobody');
  }

  held(held) {
    const open = held.opportunities.filter((o) => !o.heldBack && store.wantsAsset(o.asset)).map((o) => [o.asset, html`<code>${o.finding}</code>`, t('signals.waits'), ago(o.since)]);
    const back = held.heldBack.filter((o) => store.wantsAsset(o.asset)).map((o) => [o.asset, html`<code>${o.finding}</code>`, told(o.because), ago(o.time)]);
    return html`${facts('signals.held', ['asset', 'finding', 'status', ['since']], [...open.slice(0, MOST_HELD), ...back.slice(0, MOST_HELD)], 'signals.nothingHeld')}
      ${open.length > MOST_HELD || back.length > MOST_HELD ? html`<p class="positions-note muted">${t('signals.heldMore')}</p>` : nothing}
      <p class="positions-note muted">${t(`signals.then.${held.then}`, { deadline: f.period(f.millis(held.deadline)) })}</p>`;
  }

  latest(latest) {
    const rows = latest.filter((s) => store.wantsAsset(s.asset)).slice(0, MOST_LATEST).map((s) => [html`<code>${s.id}</code>`, f.clock(Date.parse(s.at)), html`<span class="signal ${s.event}">${t(`signals.${s.event}`)}</span>`,
      s.asset, f.known(s.netApr) ? f.share(s.netApr) : '–', html`<code>${s.finding}</code>`]);
    return facts('signals.latest', ['signal', 'time', 'event', 'asset', ['net'], 'finding'], rows, 'signals.nothingTold');
  }
}

customElements.define('carry-signals', Signals);
