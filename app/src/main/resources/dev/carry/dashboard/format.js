// Numbers and times as people read them. Rates and APRs come in as fractions; percent and basis
// points exist only here. What is absent stays absent: the dash is the caller's business.
import { t, locale } from './i18n.js';

const cache = new Map();

function number(options) {
  const key = locale() + JSON.stringify(options);
  let format = cache.get(key);
  if (!format) {
    cache.set(key, (format = new Intl.NumberFormat(locale(), options)));
  }
  return format;
}

export const known = (x) => x !== undefined && x !== null && Number.isFinite(x);

/** A signed share of a year: `+10.95%`. */
export function apr(x) {
  const digits = Math.abs(x) >= 10 ? 0 : Math.abs(x) >= 1 ? 1 : 2;
  return number({
    style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'exceptZero',
  }).format(x).replace('-', '−');
}

/** Digits of a rate: more where four would hide it. */
const fine = (x) => (x !== 0 && Math.abs(x) < 1e-6 ? 6 : 4);

/** An unsigned share: `0.0100%`. */
export function share(x, digits = fine(x)) {
  return number({
    style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits,
  }).format(x).replace('-', '−');
}

/** A funding rate of one period, signed: `+0.0100%`. */
export function rate(x) {
  return number({
    style: 'percent', minimumFractionDigits: fine(x), maximumFractionDigits: fine(x), signDisplay: 'exceptZero',
  }).format(x).replace('-', '−');
}

/** Basis points, signed: `+4.64 bps`. */
export function bps(x, sign = 'exceptZero') {
  const text = number({ minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: sign }).format(x * 10000);
  return `${text.replace('-', '−')} ${t('unit.bps')}`;
}

/** A price with the digits that matter. */
export const price = (x) => number({ maximumSignificantDigits: 8 }).format(x).replace('-', '−');

/** An amount of money in some coin, without cents from 1000 on. */
export function money(x, coin = '') {
  const digits = Math.abs(x) >= 1000 ? 0 : 2;
  const text = number({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(x);
  return `${text.replace('-', '−')}${coin ? ` ${coin}` : ''}`;
}

/** An amount of money gained or lost: `+12.40`. */
export const signed = (x) => `${x > 0 ? '+' : ''}${money(x)}`;

export const plain = (x, digits = 0) => number({ maximumFractionDigits: digits }).format(x).replace('-', '−');

/** Milliseconds of an ISO-8601 duration such as `PT8H` or `PT0.25S`. */
export function millis(iso) {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(iso ?? '');
  if (!parts) {
    return NaN;
  }
  const [d, h, m, s] = parts.slice(1).map((x) => Number(x ?? 0));
  return (((d * 24 + h) * 60 + m) * 60 + s) * 1000;
}

/** A funding period: `8 h`. */
export function period(ms) {
  if (ms % 3600000 === 0) {
    return `${ms / 3600000} ${t('unit.h')}`;
  }
  return `${plain(ms / 60000, 1)} ${t('unit.min')}`;
}

/** How long something takes, two units at most: `2 d 6 h`. */
export function duration(ms) {
  const minutes = Math.round(ms / 60000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  if (days > 0) {
    return `${days} ${t('unit.d')}${hours ? ` ${hours} ${t('unit.h')}` : ''}`;
  }
  if (hours > 0) {
    return `${hours} ${t('unit.h')}${rest ? ` ${rest} ${t('unit.min')}` : ''}`;
  }
  const seconds = Math.round(ms / 1000);
  if (seconds >= 60 && seconds < 600 && seconds % 60) {
    return `${Math.floor(seconds / 60)} ${t('unit.min')} ${seconds % 60} ${t('unit.s')}`;
  }
  return seconds >= 60 ? `${minutes} ${t('unit.min')}` : `${seconds} ${t('unit.s')}`;
}

/** An age, one unit: `3 s`. */
export function age(ms) {
  const s = Math.max(0, ms) / 1000;
  if (s < 120) {
    return `${Math.floor(s)} ${t('unit.s')}`;
  }
  if (s < 7200) {
    return `${Math.floor(s / 60)} ${t('unit.min')}`;
  }
  return s < 172800 ? `${Math.floor(s / 3600)} ${t('unit.h')}` : `${Math.floor(s / 86400)} ${t('unit.d')}`;
}

/** A countdown: `03:12:44`. */
export function countdown(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (x) => String(x).padStart(2, '0');
  return `${two(Math.floor(s / 3600))}:${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`;
}

const dates = new Map();

function date(options) {
  const key = locale() + JSON.stringify(options);
  let format = dates.get(key);
  if (!format) {
    dates.set(key, (format = new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', hourCycle: 'h23', ...options })));
  }
  return format;
}

/** `09:26:53`, UTC. */
export const clock = (ms) => date({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(ms);

/** `14 Mar 2026`, UTC. */
export const day = (ms) => date({ day: 'numeric', month: 'short', year: 'numeric' }).format(ms);

/** `14 Mar, 09:26`, UTC. */
export const moment = (ms) => date({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(ms);

/** `16:00`, UTC. */
export const minute = (ms) => date({ hour: '2-digit', minute: '2-digit' }).format(ms);
