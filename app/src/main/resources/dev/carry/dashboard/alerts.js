// The alerts: what is open, the channels and how they do, the rules, and what was told.
import { html, nothing } from 'lit';
import { store } from './store.js';
import { t, lang } from './i18n.js';
import * as f from './format.js';
import { told } from './phrases.js';
import { Asking, facts } from './parts.js';
import { act, needsToken, useToken } from './actions.js';

const MOST_OPEN = 8;
const SEVERITIES = ['info', 'warning', 'critical'];
const WHENS = ['net-apr', 'break-even', 'spread', 'z-score', 'premium', 'liquidations', 'feed', 'quarantine', 'budget', 'drawdown', 'kill', 'channel'];
const KEYS = ['at', 'rearm', 'for', 'cooldown', 'per', 'severity', 'assets', 'venues', 'channels', 'ends', 'escalate-after', 'escalate-to', 'hold', 'on'];
const CHOICES = { per: ['asset', 'pair'], severity: SEVERITIES, ends: ['true', 'false'], hold: ['false', 'true'], on: ['true', 'false'] };

const since = (time) => f.age(Date.now() - Date.parse(time));
const mark = (severity) => html`<span class="severity ${severity}">${t(`alert.${severity}`)}</span>`;
const headline = (a) => a.headline?.[lang()] ?? a.headline?.en ?? a.rule;

class Alerts extends Asking {
  static every = 2000;

  constructor() {
    super();
    this.about = null;
    this.latest = [];
    this.edited = null;
    this.said = '';
    this.failed = '';
  }

  async ask() {
    this.about = (await this.read('/api/v1/alerts/about')) ?? this.about;
    this.latest = (await this.read('/api/v1/alerts?limit=100'))?.items ?? this.latest;
    this.requestUpdate();
  }

  async do(method, path, body, done) {
    this.said = '';
    this.failed = '';
    try {
      await act(method, path, body);
      this.said = done;
      this.edited = null;
    } catch (e) {
      this.failed = t('alert.failed', { why: String(e.message ?? e) });
    }
    await this.ask();
  }

  render() {
    if (!this.about) {
      return html`<p class="empty loading">${t('loading')}</p>`;
    }
    return html`${needsToken ? html`<p class="positions-note"><label class="field">${t('kill.token')}
        <input id="alert-token" type="password" autocomplete="current-password" @change=${(e) => useToken(e.target.value)}></label></p>` : nothing}
      ${this.failed ? html`<p class="banner warn" role="alert">${this.failed}</p>` : nothing}
      ${this.said ? html`<p class="banner" role="status">${this.said}</p>` : nothing}
      ${this.open()} ${this.channels()} ${this.rules()} ${this.history()} ${this.edited ? this.form() : nothing}`;
  }

  open() {
    // the severest first, then the newest: what is below is in the list of what was told
    const all = [...this.about.open].sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || b.at.localeCompare(a.at));
    const rows = all.slice(0, MOST_OPEN).map((a) => [mark(a.severity), headline(a), html`<code>${a.rule}</code>`, f.moment(Date.parse(a.since)),
      html`<button type="button" class="quiet" @click=${() => this.do('POST', `/api/v1/alerts/${a.alert}/acknowledge`, undefined, t('alert.acknowledged'))}>${t('alert.acknowledge')}</button>`]);
    return html`${facts('alert.open', ['severity', 'alert', 'rule', 'sinceWhen', 'act'], rows, 'alert.nothingOpen')}
      ${all.length > rows.length ? html`<p class="positions-note muted">${t('alert.more', { count: f.plain(all.length - rows.length) })}</p>` : nothing}`;
  }

  channels() {
    const rows = this.about.channels.map((c) => [c.name, c.place, f.plain(c.waiting), f.plain(c.sent),
      c.failsSince ? html`<span class="pay">${t('alert.fails', { age: since(c.failsSince), why: told(c.why) })}</span>` : c.sentAt ? t('alert.well', { age: since(c.sentAt) }) : t('alert.idle'),
      html`<button type="button" class="quiet" @click=${() => this.do('POST', `/api/v1/alerts/test/${c.name}`, undefined, t('alert.tested', { channel: c.name }))}>${t('alert.test')}</button>`]);
    return facts('alert.channels', ['channel', 'place', ['waiting'], ['messages'], 'channelState', 'act'], rows, 'alert.noChannel');
  }

  rules() {
    const rows = this.about.rules.map((r) => [html`<code>${r.name}</code>${r.written ? html` <span class="sub muted">${t('alert.written')}</span>` : nothing}`,
      t(`alert.when.${r.when}`), r.at ? html`${r.at} <span class="muted">/ ${r.rearm}</span>` : '–', r.for, r.cooldown, mark(r.severity),
      r.channels || t('alert.all'), r.on === 'true' ? t('alert.on') : html`<span class="muted">${t('alert.off')}</span>`,
      html`<button type="button" class="quiet" @click=${() => this.edit(r)}>${t('alert.edit')}</button>`]);
    return html`${facts('alert.rules', ['rule', 'when', 'at', 'lasts', 'cooldown', 'severity', 'channel', 'on', 'act'], rows, 'alert.noRule')}
      <p class="positions-note"><button type="button" class="quiet" @click=${() => this.edit({ name: '', when: 'net-apr', fresh: true })}>${t('alert.new')}</button>
        <span class="muted">${t('alert.rules.note')}</span></p>`;
  }

  history() {
    const rows = this.latest.filter((a) => !a.asset || store.wantsAsset(a.asset)).map((a) => [f.moment(Date.parse(a.time)), mark(a.severity),
      html`${headline(a)}${a.held ? html` <span class="sub warn">${t('alert.held', { why: told(a.held) })}</span>` : nothing}`, html`<code>${a.rule}</code>`,
      Object.entries(a.channels).map(([name, way]) => html`<span class="way ${way.state}" title=${way.why ?? nothing}>${name}: ${t(`alert.state.${way.state}`)}</span> `)]);
    return facts('alert.history', ['time', 'severity', 'alert', 'rule', 'channel'], rows, 'alert.nothingTold');
  }

  // --- one rule --------------------------------------------------------------------------------

  edit(rule) {
    this.edited = rule;
    this.failed = '';
    this.requestUpdate();
    this.updateComplete.then(() => this.querySelector('dialog').showModal());
  }

  /** What is not as it was: the rest stays as configured. */
  save(form) {
    const rule = this.edited;
    const said = new FormData(form);
    const texts = { when: said.get('when') };
    const typed = (key) => String(said.get(key) ?? '').trim();
    const changed = (key) => typed(key) !== (rule[key] ?? '');
    for (const key of KEYS) {
      const follows = key === 'rearm' && changed('at'); // where it is over goes with where it begins
      if (changed(key) || (rule.written && typed(key) && !follows)) {
        texts[key] = typed(key);
      }
    }
    const name = rule.fresh ? String(said.get('name')).trim() : rule.name;
    this.do('PUT', `/api/v1/alerts/rules/${encodeURIComponent(name)}`, texts, t('alert.saved', { rule: name }));
  }

  form() {
    const rule = this.edited;
    const close = () => { this.edited = null; this.requestUpdate(); };
    const field = (key) => html`<label class="field">${t(`alert.key.${key}`)} ${CHOICES[key]
      ? html`<select name=${key}>${(rule.fresh ? ['', ...CHOICES[key]] : CHOICES[key]).map((choice) => html`<option value=${choice} ?selected=${choice === (rule[key] ?? '')}>${choice}</option>`)}</select>`
      : html`<input name=${key} autocomplete="off" spellcheck="false" .value=${rule[key] ?? ''}>`}</label>`;
    return html`<dialog class="rule" @close=${close}><form method="dialog" @submit=${(e) => { e.preventDefault(); this.save(e.target); }}>
      <h2>${rule.fresh ? t('alert.new') : rule.name}</h2>
      <div class="terms">
        ${rule.fresh ? html`<label class="field">${t('alert.key.name')} <input name="name" required pattern="[a-z0-9\\-]+" autocomplete="off"></label>` : nothing}
        <label class="field">${t('alert.key.when')} <select name="when">${WHENS.map((when) => html`<option value=${when} ?selected=${when === rule.when}>${t(`alert.when.${when}`)}</option>`)}</select></label>
        ${KEYS.filter((key) => rule.fresh || rule[key] !== undefined).map(field)}
      </div>
      ${this.failed ? html`<p class="banner warn" role="alert">${this.failed}</p>` : nothing}
      <div class="actions">
        ${rule.written ? html`<button type="button" class="quiet" @click=${() => this.do('DELETE', `/api/v1/alerts/rules/${encodeURIComponent(rule.name)}`, undefined, t('alert.removed', { rule: rule.name }))}>${t('alert.remove')}</button>` : nothing}
        <button type="button" class="quiet" @click=${(e) => e.target.closest('dialog').close()}>${t('kill.cancel')}</button>
        <button>${t('alert.save')}</button></div></form></dialog>`;
  }
}

customElements.define('carry-alerts', Alerts);
