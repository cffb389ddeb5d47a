// What a pair's own past says of it: how long it paid, what it left, where its prices stood.
import { html, nothing } from 'lit';
import { t } from './i18n.js';
import * as f from './format.js';

/** A section of the drawer; nothing where nothing is known. */
export function past(o) {
  const h = o.history;
  if (!h) {
    return nothing;
  }
  return html`<section><h3>${t('past.title')}</h3><ul class="past">
    ${f.known(h.episodes) ? html`<li>${t('past.lived', { lived: h.lived, episodes: h.episodes, since: f.moment(Date.parse(h.since)) })}
      ${h.lived / h.episodes > 0.5 ? t('past.caution') : nothing}</li>` : nothing}
    ${f.known(h.holdings) ? holdings(h, o) : nothing}
    ${f.known(h.gaps) ? html`<li>${t('past.gaps', { n: h.gaps, low: f.bps(h.gapLow), median: f.bps(h.gapMedian), high: f.bps(h.gapHigh) })}</li>` : nothing}
  </ul></section>`;
}

function holdings(h, o) {
  const horizon = f.duration(f.millis(o.horizon));
  return html`
    <li>${t('past.held', { n: h.holdings, horizon, winning: f.share(h.winning, 0), expected: f.share(h.expected) })}
      ${t('past.parts', { win: f.share(h.win), loss: f.share(h.loss) })}</li>
    ${f.known(h.shortfall) ? html`<li>${t('past.shortfall', { shortfall: f.share(h.shortfall) })}
      ${f.known(h.size) ? t('past.size', { size: f.plain(h.size, 2) }) : nothing}</li>` : nothing}`;
}
