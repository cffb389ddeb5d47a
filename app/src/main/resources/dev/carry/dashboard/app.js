// The shell: header, views, filters, the drawer, the stop switch.
import { html, nothing } from 'lit';
import { store } from './store.js';
import { t, lang, languages, useLanguage } from './i18n.js';
import * as f from './format.js';
import { Part } from './parts.js';
import { act, needsToken, useToken } from './actions.js';
import './tables.js';
import './bursts.js';
import './positions.js';
import './analyst.js';
import './alerts.js';
import './signals.js';
import './drawer.js';
import './map.js';
import './history.js';
import './basis.js';
import './coverage.js';
import './markets.js';
import './options.js';
import './feeds.js';

const VIEWS = ['opportunities', 'positions', 'analyst', 'alerts', 'signals', 'map', 'history', 'options', 'views', 'premiums', 'bursts', 'rejections', 'quarantine', 'markets', 'coverage', 'feeds'];
/** Views whose rows open in the drawer, each at an address of its own. */
const OPENING = ['opportunities', 'rejections'];
/** Views of one asset, at an address of its own. */
const ASSETS = ['history', 'options'];
const THEMES = ['system', 'light', 'dark'];

const address = (view, what) => `#/${view}${what ? `/${encodeURIComponent(what)}` : ''}`;

/** A part of an address as it was meant; what is no encoding is nothing. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

class App extends Part {
  constructor() {
    super();
    this.view = 'opportunities';
    this.asset = '';
    this.open = null;
    this.killing = false;
    this.needsToken = false;
    this.killError = '';
    this.route();
    addEventListener('hashchange', () => this.route());
    addEventListener('keydown', (e) => this.key(e));
    this.addEventListener('open-finding', (e) => this.show(e.detail));
    this.addEventListener('close-drawer', () => this.close());
    this.addEventListener('show-options', (e) => { location.hash = address('options', e.detail); });
    this.addEventListener('show-history', (e) => { location.hash = address('history', e.detail); });
    store.connect();
  }

  /** Follows the address: a view, and what is open in it. */
  route() {
    const [view, what] = location.hash.replace(/^#\//, '').split('/').map(decoded);
    this.view = VIEWS.includes(view) ? view : 'opportunities';
    if (view && this.view !== view) {
      history.replaceState(null, '', address(this.view));
    }
    if (ASSETS.includes(this.view) && what) {
      this.asset = what;
    }
    const before = this.open;
    const id = OPENING.includes(this.view) ? what : '';
    if (!id) {
      this.open = null;
    } else if (before?.id !== id) {
      this.open = { id, list: this.view, last: store.rows[this.view].get(id) };
    }
    this.requestUpdate();
    if (this.open !== before) {
      this.updateComplete.then(() => (this.open ? this.focusDrawer() : this.focusRow(before)));
    }
  }

  go(view) {
    location.hash = address(view, ASSETS.includes(view) ? this.asset : '');
  }

  key(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.querySelector('#filter-asset')?.focus();
    } else if (event.key === 'ArrowDown' && document.activeElement === document.body) {
      const row = this.querySelector('tr[data-key][tabindex]');
      if (row) {
        event.preventDefault();
        row.focus();
      }
    } else if (event.key === 'Escape' && this.open && !this.killing) {
      this.close();
    }
  }

  show({ id, list }) {
    location.hash = address(list, id);
  }

  close() {
    this.go(this.view);
  }

  focusDrawer() {
    const drawer = this.querySelector('carry-drawer');
    drawer?.updateComplete.then(() => drawer.focusTitle());
  }

  focusRow({ id, list }) {
    const table = this.querySelector(`carry-opportunities[list="${list}"]`);
    if (!table?.focusRow(id)) {
      table?.querySelector('tr[data-key]')?.focus();
    }
  }

  render() {
    if (this.open) {
      const now = store.rows[this.open.list].get(this.open.id);
      this.open = { ...this.open, last: now ?? this.open.last, gone: !now };
    }
    const drawn = this.open?.last; // an address may name what is not there, or not yet
    return html`
      <a class="skip" href="#main" @click=${(e) => { e.preventDefault(); this.querySelector('#main').focus(); }}>${t('skip')}</a>
      ${this.header()}
      ${store.killedAt ? html`<p class="banner killed" role="status">${t('killed', { time: `${f.moment(Date.parse(store.killedAt))} UTC` })}</p>` : nothing}
      ${store.missedAt ? html`<p class="banner killed" role="status">${t('missed', { time: `${f.moment(Date.parse(store.missedAt))} UTC` })}</p>` : nothing}
      ${this.open && !drawn && store.told.has(this.open.list) ? html`<p class="banner killed" role="status">${t('drawer.notThere')}</p>` : nothing}
      ${this.tabs()} ${this.filters()}
      <div class="stage ${drawn ? 'split' : ''}">
        <main id="main" tabindex="-1" class="view-${this.view} ${store.connection === 'live' ? '' : 'lost'}">${this.body()}
          <footer><span>${t('footer')}</span><span class="keys">${t('keys')}</span><a href="/openapi.yaml">${t('footer.api')}</a></footer></main>
        ${drawn ? html`<carry-drawer .finding=${drawn} ?gone=${this.open.gone}></carry-drawer>` : nothing}
      </div>
      ${this.killDialog()}`;
  }

  updated() {
    if (this.shown !== this.view) {
      this.shown = this.view;
      const tabs = this.querySelector('.tabs');
      if (tabs.scrollWidth > tabs.clientWidth) { // else the first Tab would begin here
        tabs.querySelector('a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
    }
    document.title = `${t(`tab.${this.view}`)} · Carry`;
  }

  body() {
    const selected = this.open?.id ?? '';
    switch (this.view) {
      case 'positions': return html`<carry-positions></carry-positions>`;
      case 'analyst': return html`<carry-analyst></carry-analyst>`;
      case 'alerts': return html`<carry-alerts></carry-alerts>`;
      case 'signals': return html`<carry-signals></carry-signals>`;
      case 'map': return html`<carry-map></carry-map>`;
      case 'history': return html`<carry-history asset=${this.asset}></carry-history><carry-basis asset=${this.asset}></carry-basis>`;
      case 'options': return html`<carry-options asset=${this.asset}></carry-options>`;
      case 'views': return html`<carry-views></carry-views>`;
      case 'premiums': return html`<carry-premiums></carry-premiums>`;
      case 'bursts': return html`<carry-bursts></carry-bursts>`;
      case 'rejections': return html`<carry-opportunities list="rejections" selected=${selected}></carry-opportunities>`;
      case 'quarantine': return html`<carry-quarantine></carry-quarantine>`;
      case 'markets': return html`<carry-markets></carry-markets>`;
      case 'coverage': return html`<carry-coverage></carry-coverage>`;
      case 'feeds': return html`<carry-feeds></carry-feeds>`;
      default: return html`<carry-opportunities list="opportunities" selected=${selected}></carry-opportunities>`;
    }
  }

  header() {
    const about = store.about;
    const what = about ? [t(`mode.${about.mode}`), about.seed !== null ? t('seed', { seed: about.seed }) : '',
      about.speed && about.speed !== 1 ? t('speed', { speed: f.plain(about.speed, 2) }) : ''].filter(Boolean).join(', ') : '';
    const now = store.now();
    return html`<header class="top">
      <div class="brand"><img src="/page/icon.svg" alt="" width="22" height="22"><h1>Carry</h1><span class="what muted">${what}</span></div>
      <div class="health">${this.connection()} ${store.connection === 'live' ? this.feedSummary() : nothing}</div>
      <div class="tools">
        <time class="clock" datetime=${new Date(now).toISOString()}>${about ? html`<span class="day muted">${f.day(now)}</span> ${f.clock(now)} <span class="muted">${t('utc')}</span>` : nothing}</time>
        <label class="pick"><span class="sr">${t('language')}</span><select class="language" @change=${(e) => this.speak(e.target.value)}>
          ${languages.map((l) => html`<option value=${l} ?selected=${l === lang()}>${l === 'en' ? 'English' : 'ไทย'}</option>`)}</select></label>
        <label class="pick"><span class="sr">${t('theme')}</span><select class="theme" @change=${(e) => this.paint(e.target.value)}>
          ${THEMES.map((th) => html`<option value=${th} ?selected=${th === (store.choices.theme ?? 'system')}>${t(`theme.${th}`)}</option>`)}</select></label>
        <button type="button" class="kill" ?disabled=${Boolean(store.killedAt)} @click=${() => this.askKill()}>${t('kill')}</button>
      </div></header>`;
  }

  connection() {
    const state = store.connection;
    return html`<span class="conn ${state}" role="status"><span class="dot" aria-hidden="true"></span>${t(`conn.${state}`, { age: f.age(store.silence()) })}</span>`;
  }

  feedSummary() {
    const feeds = [...store.rows.feeds.values()];
    const live = feeds.filter((row) => row.status === 'live').length;
    const bad = feeds.filter((row) => row.status !== 'live').map((row) => `${row.venue} ${t(`state.${row.status}`)}`);
    return html`<a class="feeds-summary ${bad.length ? 'warn' : ''}" href="#/feeds" title=${bad.join(', ') || nothing}>${feeds.length
      ? html`${t('feeds.summary', { live, all: feeds.length })}${bad.length ? html`<span class="bad">: ${bad.slice(0, 2).join(', ')}${bad.length > 2 ? '…' : ''}</span>` : nothing}`
      : t('feeds.none')}</a>`;
  }

  tabs() {
    const count = (view) => (view === 'positions' ? store.paper?.positions.length ?? null : ['opportunities', 'views', 'premiums', 'bursts', 'rejections', 'quarantine'].includes(view) ? store.rows[view].size : null);
    return html`<nav class="tabs" aria-label=${t('tabs')}>${VIEWS.map((view) => html`<a href="#/${view}" data-view=${view}
        aria-current=${view === this.view ? 'page' : nothing}
        @click=${(e) => { e.preventDefault(); this.go(view); }}>${t(`tab.${view}`)}${count(view) === null ? nothing : html` <span class="count">${f.plain(count(view))}</span>`}</a>`)}</nav>`;
  }

  filters() {
    const set = (change) => { Object.assign(store.filter, change); store.changed(true); };
    const toggle = (venue) => {
      const hidden = new Set(store.filter.hidden);
      if (!hidden.delete(venue)) {
        hidden.add(venue);
      }
      set({ hidden });
    };
    const apr = ['opportunities', 'rejections'].includes(this.view);
    return html`<form class="filters" role="search" @submit=${(e) => e.preventDefault()}>
      ${['feeds', ...ASSETS].includes(this.view) ? nothing : html`<label class="field">${t('filter.asset')}
        <input id="filter-asset" type="search" autocomplete="off" spellcheck="false" placeholder=${t('filter.asset.hint')} .value=${store.filter.asset}
          @input=${(e) => set({ asset: e.target.value })}
          @keydown=${(e) => { if (e.key === 'Escape') { set({ asset: '' }); e.target.blur(); } }}></label>`}
      ${apr ? html`<label class="field">${t('filter.apr')}
        <span class="unit"><input id="filter-apr" type="number" step="1" inputmode="decimal" .value=${store.filter.apr}
          @input=${(e) => set({ apr: e.target.value })}>%</span></label>` : nothing}
      <div class="venue-toggles" role="group" aria-label=${t('filter.venues')}>
        ${store.venues().map((venue) => html`<button type="button" class="toggle" aria-pressed=${store.wantsVenue(venue)} @click=${() => toggle(venue)}>${venue}</button>`)}
      </div>
      ${store.filtering() ? html`<button type="button" class="quiet clear" @click=${() => set({ asset: '', apr: '', hidden: new Set() })}>${t('filter.clear')}</button>` : nothing}
    </form>`;
  }

  speak(language) {
    useLanguage(language);
    store.choose('lang', language);
  }

  paint(theme) {
    if (theme === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = theme;
    }
    store.choose('theme', theme);
  }

  // --- the stop switch ----------------------------------------------------------------------

  askKill() {
    this.killing = true;
    this.killError = '';
    this.requestUpdate();
    this.updateComplete.then(() => this.querySelector('dialog').showModal());
  }

  killDialog() {
    if (!this.killing) {
      return nothing;
    }
    const done = () => { this.killing = false; this.requestUpdate(); };
    return html`<dialog @close=${done}><form method="dialog" @submit=${(e) => { e.preventDefault(); this.kill(); }}>
      <h2>${t('kill.title')}</h2><p>${t('kill.text')}</p>
      ${this.needsToken ? html`<label class="field">${t('kill.token')} <input id="kill-token" type="password" autocomplete="current-password"></label>` : nothing}
      ${this.killError ? html`<p class="banner warn" role="alert">${this.killError}</p>` : nothing}
      <div class="actions"><button type="button" class="quiet" @click=${(e) => e.target.closest('dialog').close()}>${t('kill.cancel')}</button>
        <button class="danger">${t('kill.confirm')}</button></div></form></dialog>`;
  }

  async kill() {
    const token = this.querySelector('#kill-token')?.value;
    if (token !== undefined) {
      useToken(token);
    }
    try {
      await act('POST', '/api/v1/kill');
      this.querySelector('dialog').close();
      return;
    } catch (e) {
      this.needsToken = this.needsToken || needsToken;
      this.killError = t('kill.failed', { why: String(e.message ?? e) });
    }
    this.requestUpdate();
  }
}

customElements.define('carry-app', App);
