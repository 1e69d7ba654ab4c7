import { axisLook, bandOf, type Picture } from './picture';

export interface ParetoBar {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  /** Of all that have a share; absent: it stands apart, last. */
  readonly share?: number;
  /** Shares up to and with this one. */
  readonly cumulated?: number;
  readonly label: string;
  readonly href: string;
}

const readableBar = 76;
const percent = (value: number) => `${Math.round(value * 100)}%`;

const isShared = ({ cumulated }: ParetoBar) => cumulated !== undefined;

/** Bars by size and what they add up to; upright where names fit below, lying where they do not. */
export function paretoPicture(bars: readonly ParetoBar[], width: number): Picture {
  // An empty place keeps what stands apart away from the rest. Beside causes it is a number without a bar: it often is many
  // times the largest of them, and would make them all small.
  const [shared, apart] = [bars.filter(isShared), bars.filter((bar) => !isShared(bar))];
  const places = shared.length === 0 || apart.length === 0 ? bars : [...shared, undefined, ...apart];
  const { length } = places;
  const isUpright = (width - 100) / Math.max(1, length) >= readableBar;
  const margins = isUpright
    ? { left: 44, right: 48, top: 24, bottom: 60 }
    : { left: Math.min(150, Math.round(width * 0.36)), right: 36, top: 28, bottom: 28 };
  const height = isUpright ? 320 : 60 + length * 34;
  const each = (width - margins.left - margins.right) / Math.max(1, length);
  const names = {
    type: 'category',
    data: places.map((bar) => bar?.name ?? ''),
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
    points: places.flatMap((bar, index) =>
      bar === undefined
        ? []
        : [
            {
              ...{ key: bar.key, label: bar.label, href: bar.href },
              ...bandOf(index, length, { width, height }, margins, isUpright),
            },
          ],
    ),
    option: {
      grid: { ...margins, containLabel: false },
      xAxis: isUpright ? names : [counts, { ...shares, position: 'top' }],
      yAxis: isUpright ? [counts, shares] : { ...names, inverse: true },
      series: [
        {
          type: 'bar',
          silent: true,
          data: places.map((bar) =>
            bar === undefined || isShared(bar)
              ? { value: bar?.value ?? null }
              : { value: shared.length === 0 ? bar.value : null, itemStyle: { color: 'var(--apart)' } },
          ),
          barCategoryGap: '38%',
          barMaxWidth: 56,
          itemStyle: { color: 'var(--bar)' },
        },
        {
          type: 'line',
          silent: true,
          ...(isUpright ? { yAxisIndex: 1 } : { xAxisIndex: 1 }),
          data: places.map((bar) => bar?.cumulated ?? null),
          symbol: 'circle',
          symbolSize: 5,
          lineStyle: { color: 'var(--second)', width: 2 },
          itemStyle: { color: 'var(--second)' },
        },
        // The numbers over the line, or it runs through them.
        {
          type: 'bar',
          silent: true,
          z: 5,
          barGap: '-100%',
          barCategoryGap: '38%',
          data: places.map((bar) =>
            bar === undefined || isShared(bar) || shared.length === 0
              ? { value: bar?.value ?? null }
              : { value: 0, label: { formatter: String(bar.value) } },
          ),
          barMaxWidth: 56,
          itemStyle: { color: 'transparent' },
          label: {
            show: true,
            position: isUpright ? 'top' : 'right',
            color: 'var(--ink)',
            textBorderColor: 'var(--panel)',
            textBorderWidth: 3,
            fontSize: 12,
          },
        },
      ],
    },
  };
}
