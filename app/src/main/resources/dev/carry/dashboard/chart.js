// What views with a chart share: made when there is something to draw, drawn anew when that, the
// language or the theme changes, gone with its view.
import { store } from './store.js';
import { t, lang } from './i18n.js';
import * as f from './format.js';
import { Part } from './parts.js';

export class Chart extends Part {
  static pace = 950;

  constructor() {
    super();
    this.chart = null;
    this.drawn = '';
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.resize?.disconnect();
    this.chart?.dispose();
    this.chart = null;
    this.drawn = '';
  }

  /** Draws in the part's `.chart`, unless what `key` stands for is drawn already. */
  async draw(key, option) {
    const place = this.querySelector('.chart');
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const wanted = `${key} ${lang()} ${store.choices.theme} ${dark}`;
    if (!place || wanted === this.drawn) {
      return;
    }
    this.drawn = wanted;
    const echarts = await import('echarts/dist/echarts.esm.min.mjs');
    if (!this.isConnected) {
      return;
    }
    if (this.chart?.getDom() !== place) {
      this.resize?.disconnect();
      this.chart?.dispose();
      this.chart = echarts.init(place, null, { renderer: 'canvas' });
      this.resize = new ResizeObserver(() => this.chart?.resize());
      this.resize.observe(place);
    }
    this.chart.setOption(option(), { notMerge: true });
  }

  /** What charts over time have in common. */
  overTime(unit, digits, time) {
    const [ink, muted, rule] = ['--ink', '--muted', '--line'].map(paint);
    return {
      textStyle: { fontFamily: getComputedStyle(this).fontFamily, color: ink },
      grid: { left: 8, right: 16, top: 28, bottom: 64, containLabel: true },
      xAxis: { type: 'time', name: t('utc'), nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: muted }, axisLine: { lineStyle: { color: rule } }, axisLabel: { color: muted, hideOverlap: true, formatter: time }, splitLine: { show: false } },
      yAxis: { type: 'value', scale: true, name: unit, nameTextStyle: { color: muted, align: 'left' }, axisLabel: { color: muted, formatter: (x) => f.plain(x, digits) }, splitLine: { lineStyle: { color: rule } } },
      dataZoom: [{ type: 'inside' }, { type: 'slider', height: 18, bottom: 12, borderColor: rule, textStyle: { color: muted }, brushSelect: false, labelFormatter: (x) => f.moment(x) }],
    };
  }

  /** How the numbers under the pointer are shown. */
  tooltip(formatter) {
    return { trigger: 'axis', axisPointer: { type: 'line', lineStyle: { color: paint('--muted') } }, backgroundColor: paint('--panel'), borderColor: paint('--line'), textStyle: { color: paint('--ink') }, formatter };
  }
}

/** A custom property as the colour it comes to in the current theme. */
export function paint(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}
