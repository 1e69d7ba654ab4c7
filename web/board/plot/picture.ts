import type { EChartsCoreOption } from 'echarts/core';

/** Something on a plot that has a number and a list behind it; where it is, in pixels of the plot. */
export interface PlotPoint {
  readonly key: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** What it says when it is pointed at or read out. */
  readonly label: string;
  readonly href: string;
}

export interface Picture {
  readonly option: EChartsCoreOption;
  readonly height: number;
  /** Row by row. */
  readonly points: readonly PlotPoint[];
  /** How many points a row has: what up and down mean; absent: one row. */
  readonly columns?: number;
}

export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Letters, lines and ticks of every axis, in the page's colours. */
export const axisLook = {
  axisLine: { lineStyle: { color: 'var(--line-strong)' } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: 'var(--line)' } },
  axisLabel: { color: 'var(--ink-quiet)', fontSize: 12, hideOverlap: true },
} as const;

/** An equal part of the room between the margins for each of `count`, side by side or one below the other. */
export function bandOf(
  index: number,
  count: number,
  size: { readonly width: number; readonly height: number },
  margins: Margins,
  isUpright = true,
): Pick<PlotPoint, 'left' | 'top' | 'width' | 'height'> {
  const width = size.width - margins.left - margins.right;
  const height = size.height - margins.top - margins.bottom;
  const each = (isUpright ? width : height) / Math.max(1, count);
  return isUpright
    ? { left: margins.left + index * each, top: margins.top, width: each, height }
    : { left: margins.left, top: margins.top + index * each, width, height: each };
}
