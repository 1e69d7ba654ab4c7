import { element, label, picture } from '../../src/understanding/cli/plots/svg';
import type { LoadResult } from './load-bench';
import type { StepResult } from './steps';

const [width, height] = [760, 440];
const area = { left: 70, top: 56, width: 520, height: 310 };
const colours = ['#0b6e99', '#b44d12', '#5b3f9e'];
const grey = '#52606d';

/** How long a turn takes by how many are answered a second, for every store that was measured; times are logarithmic. */
export function latencyPlot({ embedded, mongo }: LoadResult): string {
  const series = [
    ...(embedded ? [{ name: 'embedded store', steps: embedded.steps }] : []),
    ...mongo.map(({ nodes, steps }) => ({ name: `MongoDB, ${nodes} node${nodes === 1 ? '' : 's'}`, steps })),
  ];
  const all = series.flatMap(({ steps }) => steps);
  const maxX = roundUp(Math.max(1, ...all.map(({ answered }) => answered)));
  const decades = Math.max(2, Math.ceil(Math.log10(Math.max(10, ...all.map((step) => step.all.p99)))));
  const x = (value: number): number => area.left + (value / maxX) * area.width;
  const y = (ms: number): number => area.top + area.height * (1 - Math.max(0, Math.log10(ms)) / decades);
  const grid = [
    ...Array.from({ length: decades + 1 }, (_, power) => horizontal(y(10 ** power), `${10 ** power}`)),
    ...[0, 0.25, 0.5, 0.75, 1].map((share) => vertical(x(maxX * share), `${Math.round(maxX * share)}`)),
  ];
  const line = (points: readonly [number, number][], colour: string, dash?: string): string =>
    element('polyline', {
      points: points.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(' '),
      fill: 'none',
      stroke: colour,
      'stroke-width': 2,
      ...(dash !== undefined && { 'stroke-dasharray': dash }),
    });
  const lines = series.flatMap(({ name, steps }, index) => {
    const colour = colours[index % colours.length] as string;
    const points = (pick: (step: StepResult) => number) =>
      steps.map((step): [number, number] => [step.answered, pick(step)]);
    const top = area.top + 20 + index * 22;
    return [
      line(
        points(({ all: { p99 } }) => p99),
        colour,
      ),
      line(
        points(({ all: { p50 } }) => p50),
        colour,
        '4 4',
      ),
      ...steps.map(({ answered, all: { p99 } }) =>
        element('circle', { cx: x(answered), cy: y(p99), r: 3.5, fill: colour }),
      ),
      element('rect', { x: area.left + area.width + 16, y: top - 10, width: 12, height: 12, fill: colour }),
      label(area.left + area.width + 34, top, name),
    ];
  });
  const legend = area.top + 20 + series.length * 22 + 10;
  return picture(width, height, 'How long a turn takes under load', [
    label(area.left, 28, 'How long a turn takes under load', { 'font-size': 17, 'font-weight': 600 }),
    ...grid,
    ...lines,
    label(area.left + area.width + 16, legend, 'solid: p99', { fill: grey }),
    label(area.left + area.width + 16, legend + 20, 'dashed: p50', { fill: grey }),
    label(area.left + area.width / 2, area.top + area.height + 46, 'turns answered a second', {
      'text-anchor': 'middle',
    }),
    label(0, 0, 'ms, logarithmic', {
      'text-anchor': 'middle',
      transform: `translate(22 ${area.top + area.height / 2}) rotate(-90)`,
    }),
  ]);
}

const horizontal = (at: number, name: string): string =>
  element('line', { x1: area.left, x2: area.left + area.width, y1: at, y2: at, stroke: '#e4e7eb' }) +
  label(area.left - 8, at + 4, name, { 'text-anchor': 'end', fill: grey });

const vertical = (at: number, name: string): string =>
  element('line', { x1: at, x2: at, y1: area.top, y2: area.top + area.height, stroke: '#e4e7eb' }) +
  label(at, area.top + area.height + 20, name, { 'text-anchor': 'middle', fill: grey });

/** 1, 2, 4, 5 or 10 times a power of ten. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 4, 5, 10].find((factor) => value <= factor * power) ?? 10);
}
