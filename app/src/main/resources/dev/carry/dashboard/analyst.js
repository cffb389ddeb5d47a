// The analyst: what it says of an opportunity, what it cost, and how its verdicts stood.
import { html, nothing } from 'lit';
import { store } from './store.js';
import { t, lang } from './i18n.js';
import * as f from './format.js';
import { told } from './phrases.js';
import { Asking, Part, facts } from './parts.js';
import { act } from './actions.js';

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

class Analyst extends Asking {
  constructor() {
    super();
    this.about = null;
    this.latest = [];
  }

  async ask() {
    this.about = (await this.read('/api/v1/analyses/about')) ?? this.about;
    this.latest = (await this.read('/api/v1/analyses?limit=100'))?.items ?? this.latest;
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

  scores(scores) {
    const dollars = (x) => html`<span class=${x > 0 ? 'receive' : x < 0 ? 'pay' : ''}>${f.signed(x)}</span>`;
    const rows = scores.map((s) => [s.model, html`<code>${s.promptVersion}</code>`, f.plain(s.scored), f.plain(s.unscored),
      f.known(s.paidShare) ? f.share(s.paidShare, 0) : '–', f.known(s.brier) ? f.plain(s.brier, 3) : '–', f.known(s.brierOfAll) ? f.plain(s.brierOfAll, 3) : '–',
      dollars(s.support), dollars(s.caution), dollars(s.veto)]);
    return html`${facts('analyst.scores', ['model', 'prompt', ['scored'], ['unscored'], ['paidShare'], ['brier'], ['brierOfAll'], ['ofSupport'], ['ofCaution'], ['ofVeto']], rows, 'analyst.nothingScored')}
      <p class="positions-note muted">${t('analyst.scores.note')}</p>`;
  }

  costs(costs) {
    return facts('analyst.costs', ['day', 'model', ['calls'], ['unknown'], ['tokensIn'], ['tokensOut'], ['dollars']],
      costs.map((c) => [c.day, c.model, f.plain(c.calls), f.plain(c.unknown), f.plain(c.inputTokens), f.plain(c.outputTokens), f.plain(c.cost, 4)]), 'analyst.nothingSpent');
  }

  said() {
    const rows = this.latest.filter((a) => !a.asset || store.wantsAsset(a.asset)).map((a) => [a.asset ?? a.finding, verdict(a), f.plain(a.risk),
      html`${marked(a.reasoning, a.ungrounded)}${a.grounded ? nothing : html` <span class="sub warn">${t('analyst.ungrounded')}</span>`}`,
      by(a), f.plain(a.cost, 4), f.age(Date.now() - Date.parse(a.at))]);
    return facts('analyst.latest', ['asset', 'verdict', ['risk'], 'said', 'source', ['cost'], ['since']], rows, 'analyst.nothingSaid');
  }
}

customElements.define('carry-said', Said);
customElements.define('carry-analyst', Analyst);
