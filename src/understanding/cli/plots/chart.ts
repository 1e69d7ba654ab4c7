import { element, label } from './svg';

/** A square or wide plotting area whose both axes go from 0 to a maximum. */
export interface Chart {
  x(value: number): number;
  y(value: number): number;
  readonly maxY: number;
  /** Grid, numbers and names of both axes. */
  readonly frame: string;
  /** A line through points given in the chart's values. */
  line(points: readonly (readonly [number, number])[], colour: string, dash?: string): string;
}

export interface ChartShape {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly maxX?: number;
  readonly maxY?: number;
  readonly nameX: string;
  readonly nameY: string;
}

/** Lays out the axes of a picture. */
export function chart({ left, top, width, height, maxX = 1, maxY = 1, nameX, nameY }: ChartShape): Chart {
  const x = (value: number): number => left + (value / maxX) * width;
  const y = (value: number): number => top + height - (value / maxY) * height;
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const grid = ticks.flatMap((share) => [
    element('line', { x1: left, x2: left + width, y1: y(share * maxY), y2: y(share * maxY), stroke: '#e4e7eb' }),
    element('line', { x1: x(share * maxX), x2: x(share * maxX), y1: top, y2: top + height, stroke: '#e4e7eb' }),
    label(left - 8, y(share * maxY) + 4, (share * maxY).toFixed(2), { 'text-anchor': 'end', fill: '#52606d' }),
    label(x(share * maxX), top + height + 20, (share * maxX).toFixed(2), { 'text-anchor': 'middle', fill: '#52606d' }),
  ]);
  const names = [
    label(left + width / 2, top + height + 44, nameX, { 'text-anchor': 'middle' }),
    label(0, 0, nameY, {
      'text-anchor': 'middle',
      transform: `translate(${left - 48} ${top + height / 2}) rotate(-90)`,
    }),
  ];
  return {
    x,
    y,
    maxY,
    frame: [...grid, ...names].join('\n'),
    line: (points, colour, dash) =>
      element('polyline', {
        points: points.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(' '),
        fill: 'none',
        stroke: colour,
        'stroke-width': 2,
        ...(dash ? { 'stroke-dasharray': dash } : {}),
      }),
  };
}
