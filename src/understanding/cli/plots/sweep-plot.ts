import type { Evaluation } from '../measure/evaluation';
import { chart } from './chart';
import { element, label, picture } from './svg';

/** What each threshold `acceptIntent` would give; the cheapest and the one in use are marked. */
export function sweepPlot({ points, acceptIntent }: NonNullable<Evaluation['sweep']>): string {
  const area = chart({
    left: 80,
    top: 76,
    width: 560,
    height: 380,
    nameX: 'acceptIntent',
    nameY: 'share, or mean cost of a message',
    maxY: Math.max(1, Math.ceil(Math.max(...points.map(({ cost }) => cost)) * 2) / 2),
  });
  const best = points.reduce((least, point) => (point.cost <= least.cost ? point : least));
  const lines: readonly [string, string, (point: (typeof points)[number]) => number | null][] = [
    ['mean cost', '#b42318', ({ cost }) => cost],
    ['strict', '#1d6fb8', ({ strict }) => strict],
    ['lenient', '#5b9bd5', ({ lenient }) => lenient],
    ['out of scope accepted', '#b7791f', ({ outsideAccepted }) => outsideAccepted],
    ['asked again', '#6b46c1', ({ askedAgain }) => askedAgain],
  ];
  const upright = (at: number, words: string, colour: string, side: -1 | 1): string =>
    area.line(
      [
        [at, 0],
        [at, area.maxY],
      ],
      colour,
      '5 4',
    ) +
    label(area.x(at) + 6 * side, 92, words, {
      fill: colour,
      'font-size': 12,
      'text-anchor': side < 0 ? 'end' : 'start',
    });
  const parts = [
    label(80, 28, 'How sure must an answer be?', { 'font-size': 18, 'font-weight': 600 }),
    label(80, 50, `least cost ${best.cost.toFixed(3)} at ${best.acceptIntent.toFixed(2)}`, { fill: '#52606d' }),
    area.frame,
    upright(best.acceptIntent, 'least cost', '#b42318', 1),
    ...(acceptIntent === undefined ? [] : [upright(acceptIntent, 'in use', '#3e4c59', -1)]),
    ...lines.map(([, colour, value]) =>
      area.line(
        points.flatMap((point) => {
          const share = value(point);
          return share === null ? [] : [[point.acceptIntent, share] as const];
        }),
        colour,
      ),
    ),
    ...lines.map(([name, colour], index) =>
      [
        element('line', {
          x1: 664,
          x2: 688,
          y1: 92 + index * 24,
          y2: 92 + index * 24,
          stroke: colour,
          'stroke-width': 3,
        }),
        label(696, 96 + index * 24, name),
      ].join(''),
    ),
  ];
  return picture(860, 520, 'Threshold sweep', parts);
}
