// Words: two dictionaries, one lookup. A missing key shows itself as the key.
import en from './i18n-en.js';
import th from './i18n-th.js';
import alerts from './i18n-alerts.js';
import analyst from './i18n-analyst.js';
import signals from './i18n-signals.js';
import whatIf from './i18n-whatif.js';

const dictionaries = { en: { ...en, ...alerts.en, ...analyst.en, ...signals.en, ...whatIf.en }, th: { ...th, ...alerts.th, ...analyst.th, ...signals.th, ...whatIf.th } };
export const languages = Object.keys(dictionaries);

let language = dictionaries[document.documentElement.lang] ? document.documentElement.lang : 'en';

/** The language in use: `en` or `th`. */
export const lang = () => language;

export function useLanguage(next) {
  language = dictionaries[next] ? next : 'en';
  document.documentElement.lang = language;
}

/** The locale numbers and dates are written in: Latin digits, Gregorian years. */
export const locale = () => (language === 'th' ? 'th-TH-u-ca-gregory-nu-latn' : 'en-GB');

/** The words under a key, with `{name}` replaced. */
export function t(key, values = {}) {
  const text = dictionaries[language][key] ?? dictionaries.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
