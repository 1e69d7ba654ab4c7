import { axisLook, bandOf, type Picture } from './picture';

export interface LinePoint {
  readonly key: string;
  /** Below the axis. */
  readonly name: string;
  readonly value: number | undefined;
  /** The same place of the span before. */
  readonly before?: number | undefined;
  readonly label: string;
  readonly href: string;
  /** Of `before`. */
  readonly beforeHref?: string;
}

const margins = { left: 56, right: 16, top: 16, bottom: 32 };
const height = 280;
const mostMarks = 62;

/** One measure over time; days without a value leave a gap. */
export function linePicture(
  points: readonly LinePoint[],
  axis: { readonly text: (value: number) => string; readonly isWhole: boolean },
  width: number,
): Picture {
  const size = { width, height };
  const hasBefore = points.some(({ before }) => before !== undefined);
  const series = (values: readonly (number | undefined)[], isNow: boolean) => ({
    type: 'line',
    silent: true,
    data: values.map((value) => value ?? '-'),
    showSymbol: isNow && points.length <= mostMarks,
    symbol: 'circle',
    symbolSize: 6,
    lineStyle: {
      color: isNow ? 'var(--accent-text)' : 'var(--line-strong)',
      width: isNow ? 2 : 1.5,
      type: isNow ? 'solid' : [4, 4],
    },
    itemStyle: { color: 'var(--accent-text)', borderColor: 'var(--panel)', borderWidth: 1 },
    z: isNow ? 3 : 2,
  });
  return {
    height,
    points: points.map(({ key, label, href }, index) => ({
      key,
      label,
      href,
      ...bandOf(index, points.length, size, margins),
    })),
    option: {
      grid: { ...margins, containLabel: false },
      xAxis: { type: 'category', data: points.map(({ name }) => name), ...axisLook, splitLine: { show: false } },
      yAxis: {
        type: 'value',
        min: 0,
        ...(axis.isWhole ? { minInterval: 1 } : {}),
        splitNumber: 4,
        ...axisLook,
        axisLine: { show: false },
        axisLabel: { ...axisLook.axisLabel, formatter: axis.text },
      },
      series: [
        ...(hasBefore
          ? [
              series(
                points.map(({ before }) => before),
                false,
              ),
            ]
          : []),
        series(
          points.map(({ value }) => value),
          true,
        ),
      ],
    },
  };
}
