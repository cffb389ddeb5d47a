// The analyst: what it says of an opportunity, what it cost, and how its verdicts stood.
import { html, nothing } from 'lit';
import { store } from './store.js';
import { t, lang } from './i18n.js';
import * as f from './format.js';
import { told } from './phrases.js';
import { Part } from './parts.js';
import { act } from './actions.js';

const ASKED_EVERY_MILLIS = 5000;

/** A verdict as a mark: its word, and a colour that says the same. */
export const verdict = (a) => html`<span class="verdict ${a.verdict} ${a.grounded ? '' : 'void'}" title=${t('analyst.risk', { risk: a.risk })}>${t(`analyst.${a.verdict}`)}</span>`;

const by = (a) => (a.source === 'rules' ? t('analyst.byRules') : t('analyst.byModel', { model: a.model }));

/** Words with the numbers marked that were made up. */
function marked(text, ungrounded) {
  if (!ungrounded.length) {
    return text;
  }
  const escaped = ungrounded.map((number) => number.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const parts = text.split(new RegExp(`(${escaped.join('|')})`));
  return parts.map((part, i) => (i % 2 ? html`<mark>${part}</mark>` : part));
}

/** What stands beside an opportunity, in its drawer. What rules say is asked for in the page's language. */
class Said extends Part {
  static properties = { finding: { attribute: false } };

  constructor() {
    super();
    this.finding = null;
    this.translated = null;
  }

  async translate(said) {
    const wanted = `${said.finding}/${said.at}/${lang()}`;
    if (this.wanted === wanted) {
      return;
    }
    this.wanted = wanted;
    try {
      const answer = await fetch(`/api/v1/analyses/rules?finding=${encodeURIComponent(said.finding)}&language=${lang()}`);
      this.translated = answer.ok ? await answer.json() : null;
    } catch {
      this.translated = null; // the header already tells that the connection is lost
    }
    this.requestUpdate();
  }

  /** Has it judged now: what is said comes as everything else does. */
  async judge() {
    this.asking = true;
    this.failed = '';
    this.requestUpdate();
    try {
      await act('POST', '/api/v1/analyses', { finding: this.finding.id, language: lang() });
    } catch (e) {
      this.failed = t('alert.failed', { why: String(e.message ?? e) });
    }
    this.asking = false;
    this.requestUpdate();
  }

  heading() {
    return html`<div class="inline"><h3>${t('analyst.title')}</h3>
      <button type="button" class="quiet ask" ?disabled=${this.asking} @click=${() => this.judge()}>${t(this.asking ? 'analyst.asking' : 'analyst.ask')}</button></div>
      ${this.failed ? html`<p class="banner warn" role="alert">${this.failed}</p>` : nothing}`;
  }

  render() {
    const said = store.rows.analyses.get(this.finding?.id);
    if (!said) {
      return html`<section>${this.heading()}<p class="muted">${t('analyst.none')}</p></section>`;
    }
    const foreign = said.source === 'rules' && said.language !== lang();
    if (foreign) {
      this.translate(said);
    }
    const other = this.translated;
    const a = foreign && other?.finding === said.finding && other.language === lang() ? { ...other, at: said.at, because: said.because } : said;
    return html`<section class="said">${this.heading()}
      <p>${verdict(a)} <b>${t('analyst.risk', { risk: a.risk })}</b>, ${t('analyst.share', { share: f.plain(a.share, 1) })}
        <span class="muted">${by(a)}, ${t('ago', { age: f.age(Date.now() - Date.parse(a.at)) })}</span></p>
      ${a.grounded ? nothing : html`<p class="banner warn">${t('analyst.ungrounded')}</p>`}
      <p>${marked(a.reasoning, a.ungrounded)}</p>
      ${a.riskFactors.length ? html`<ul class="risks">${a.riskFactors.map((risk) => html`<li>${marked(risk, a.ungrounded)}</li>`)}</ul>` : nothing}
      <p><span class="muted">${t('analyst.timing')}:</span> ${marked(a.timing, a.ungrounded)}</p>
      <p class="note">${a.because ? t('analyst.because', { why: told(a.because) }) : nothing} ${t('analyst.note')}</p>
    </section>`;
  }
}

class Analyst extends Part {
  constructor() {
    super();
    this.about = null;
    this.latest = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.ask();
    this.asking = setInterval(() => this.ask(), ASKED_EVERY_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.asking);
  }

  async ask() {
    const read = async (path) => {
      const answer = await fetch(path);
      return answer.ok ? answer.json() : null;
    };
    try {
      this.about = await read('/api/v1/analyses/about');
      this.latest = (await read('/api/v1/analyses?limit=100'))?.items ?? [];
    } catch {
      // the header already tells that the connection is lost
    }
    this.requestUpdate();
  }

  render() {
    const about = this.about;
    if (!about) {
      return html`<p class="empty loading">${t('loading')}</p>`;
    }
    const figure = (key, value) => html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>`;
    const of = (spent, budget) => t('analyst.of', { spent: f.plain(spent, 4), budget: f.plain(budget, 2) });
    return html`<dl class="figures paper" aria-label=${t('tab.analyst')}>
        ${figure('analyst.who', about.model ?? t('analyst.rules'))}
        ${figure('analyst.today', of(about.spentToday, about.budgetDay))}
        ${figure('analyst.month', of(about.spentThisMonth, about.budgetMonth))}
      </dl>
      <p class="positions-note">${about.because ? t('analyst.because', { why: told(about.because) }) : nothing} ${t('analyst.note')}</p>
      ${this.scores(about.scores)} ${this.costs(about.costs)} ${this.said()}`;
  }

  sheet(title, columns, rows, none) {
    return html`<h2 class="section">${t(title)}</h2>
      ${rows.length === 0 ? html`<p class="positions-note muted">${t(none)}</p>` : html`<table class="sheet facts" aria-label=${t(title)}>
        <thead><tr>${columns.map(([key, num]) => html`<th scope="col" class=${num ? 'num' : ''}>${t(`col.${key}`)}</th>`)}</tr></thead>
        <tbody>${rows.map((cells) => html`<tr>${cells.map((cell, i) => html`<td class="c-${columns[i][0]} ${columns[i][1] ? 'num' : ''}" data-label=${t(`col.${columns[i][0]}`)}>${cell}</td>`)}</tr>`)}</tbody></table>`}`;
  }

  scores(scores) {
    const dollars = (x) => html`<span class=${x > 0 ? 'receive' : x < 0 ? 'pay' : ''}>${f.signed(x)}</span>`;
    const rows = scores.map((s) => [s.model, html`<code>${s.promptVersion}</code>`, f.plain(s.scored), f.plain(s.unscored),
      f.known(s.paidShare) ? f.share(s.paidShare, 0) : '–', f.known(s.brier) ? f.plain(s.brier, 3) : '–', f.known(s.brierOfAll) ? f.plain(s.brierOfAll, 3) : '–',
      dollars(s.support), dollars(s.caution), dollars(s.veto)]);
    return html`${this.sheet('analyst.scores', [['model'], ['prompt'], ['scored', 1], ['unscored', 1], ['paidShare', 1], ['brier', 1], ['brierOfAll', 1], ['ofSupport', 1], ['ofCaution', 1], ['ofVeto', 1]], rows, 'analyst.nothingScored')}
      <p class="positions-note muted">${t('analyst.scores.note')}</p>`;
  }

  costs(costs) {
    return this.sheet('analyst.costs', [['day'], ['model'], ['calls', 1], ['unknown', 1], ['tokensIn', 1], ['tokensOut', 1], ['dollars', 1]],
      costs.map((c) => [c.day, c.model, f.plain(c.calls), f.plain(c.unknown), f.plain(c.inputTokens), f.plain(c.outputTokens), f.plain(c.cost, 4)]), 'analyst.nothingSpent');
  }

  said() {
    const rows = this.latest.filter((a) => !a.asset || store.wantsAsset(a.asset)).map((a) => [a.asset ?? a.finding, verdict(a), f.plain(a.risk),
      html`${marked(a.reasoning, a.ungrounded)}${a.grounded ? nothing : html` <span class="sub warn">${t('analyst.ungrounded')}</span>`}`,
      by(a), f.plain(a.cost, 4), f.age(Date.now() - Date.parse(a.at))]);
    return this.sheet('analyst.latest', [['asset'], ['verdict'], ['risk', 1], ['said'], ['source'], ['cost', 1], ['since', 1]], rows, 'analyst.nothingSaid');
  }
}

customElements.define('carry-said', Said);
customElements.define('carry-analyst', Analyst);
