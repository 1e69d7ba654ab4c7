import { heatOf } from './heat';
import { axisLook, type Picture } from './picture';

export interface HeatCell {
  readonly key: string;
  readonly row: number;
  readonly column: number;
  readonly value: number;
  readonly label: string;
  readonly href: string;
}

const margins = { left: 44, right: 8, top: 8, bottom: 28 };
const rowHeight = 34;
const roomForNumbers = 26;

/** Cells of rows and columns, the darker the more. */
export function heatPicture(
  cells: readonly HeatCell[],
  rows: readonly string[],
  columns: readonly string[],
  width: number,
): Picture {
  const height = margins.top + margins.bottom + rows.length * rowHeight;
  const each = (width - margins.left - margins.right) / columns.length;
  const most = Math.max(0, ...cells.map(({ value }) => value));
  return {
    height,
    columns: columns.length,
    points: cells.map(({ key, row, column, label, href }) => ({
      key,
      label,
      href,
      left: margins.left + column * each,
      top: margins.top + row * rowHeight,
      width: each,
      height: rowHeight,
    })),
    option: {
      grid: { ...margins, containLabel: false },
      xAxis: {
        type: 'category',
        data: [...columns],
        ...axisLook,
        axisLine: { show: false },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'category',
        data: [...rows],
        inverse: true,
        ...axisLook,
        axisLine: { show: false },
        splitLine: { show: false },
        axisLabel: { ...axisLook.axisLabel, color: 'var(--ink)' },
      },
      series: [
        {
          // Cells are squares of a scatter plot: the library's own heat map mixes colours itself, and knows no CSS variables.
          type: 'scatter',
          symbol: 'rect',
          symbolSize: [each - 1, rowHeight - 1],
          silent: true,
          data: cells.map(({ row, column, value }) => {
            const step = heatOf(value, most);
            return {
              value: [column, row, value],
              itemStyle: { color: `var(--heat-${step})`, opacity: 1 },
              label: { show: value > 0 && each >= roomForNumbers, color: `var(--heat-ink-${step})`, fontSize: 11 },
            };
          }),
          label: { formatter: ({ value }: { value: readonly number[] }) => String(value[2] ?? '') },
        },
      ],
    },
  };
}
