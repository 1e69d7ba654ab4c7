import { axisLook, bandOf, type Picture } from './picture';

export interface ParetoBar {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  /** Share of all up to and with this one. */
  readonly cumulated: number;
  readonly label: string;
  readonly href: string;
}

const readableBar = 76;
const percent = (value: number) => `${Math.round(value * 100)}%`;

/** Bars by size and what they add up to; upright where names fit below, lying where they do not. */
export function paretoPicture(bars: readonly ParetoBar[], width: number): Picture {
  const isUpright = (width - 100) / Math.max(1, bars.length) >= readableBar;
  const margins = isUpright
    ? { left: 44, right: 48, top: 24, bottom: 60 }
    : { left: Math.min(150, Math.round(width * 0.36)), right: 36, top: 28, bottom: 28 };
  const height = isUpright ? 320 : 60 + bars.length * 34;
  const each = (width - margins.left - margins.right) / Math.max(1, bars.length);
  const names = {
    type: 'category',
    data: bars.map(({ name }) => name),
    ...axisLook,
    splitLine: { show: false },
    axisLabel: {
      ...axisLook.axisLabel,
      color: 'var(--ink)',
      interval: 0,
      hideOverlap: false,
      width: isUpright ? each - 8 : margins.left - 12,
      overflow: 'break',
      // Two lines lying, three upright; what is longer is in the table.
      height: isUpright ? 44 : 30,
      lineHeight: 14,
      lineOverflow: 'truncate',
      ellipsis: '…',
    },
  };
  const counts = { type: 'value', minInterval: 1, splitNumber: 4, ...axisLook, axisLine: { show: false } };
  const shares = {
    type: 'value',
    min: 0,
    max: 1,
    interval: 0.25,
    ...axisLook,
    axisLine: { show: false },
    splitLine: { show: false },
    axisLabel: { ...axisLook.axisLabel, formatter: percent },
  };
  return {
    height,
    points: bars.map(({ key, label, href }, index) => ({
      key,
      label,
      href,
      ...bandOf(index, bars.length, { width, height }, margins, isUpright),
    })),
    option: {
      grid: { ...margins, containLabel: false },
      xAxis: isUpright ? names : [counts, { ...shares, position: 'top' }],
      yAxis: isUpright ? [counts, shares] : { ...names, inverse: true },
      series: [
        {
          type: 'bar',
          silent: true,
          data: bars.map(({ value }) => value),
          barCategoryGap: '38%',
          barMaxWidth: 56,
          itemStyle: { color: 'var(--bar)' },
          label: {
            show: true,
            position: isUpright ? 'top' : 'right',
            color: 'var(--ink)',
            textBorderColor: 'var(--panel)',
            textBorderWidth: 3,
            fontSize: 12,
          },
        },
        {
          type: 'line',
          silent: true,
          ...(isUpright ? { yAxisIndex: 1 } : { xAxisIndex: 1 }),
          data: bars.map(({ cumulated }) => cumulated),
          symbol: 'circle',
          symbolSize: 5,
          lineStyle: { color: 'var(--second)', width: 2 },
          itemStyle: { color: 'var(--second)' },
        },
      ],
    },
  };
}
