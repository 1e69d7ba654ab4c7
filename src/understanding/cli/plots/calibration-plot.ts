import type { Calibration } from '../measure/calibration';
import { chart } from './chart';
import { element, label, picture } from './svg';

/** Whether scores can be believed: on the diagonal, answers with a score of 0.7 are right in 70 of 100 cases. */
export function calibrationPlot({ bins, error, lenientError }: Calibration): string {
  const area = chart({
    left: 80,
    top: 76,
    width: 420,
    height: 420,
    nameX: 'score (claimed)',
    nameY: 'family right (delivered)',
  });
  const used = bins.filter(({ count }) => count > 0);
  const most = Math.max(1, ...used.map(({ count }) => count));
  const parts = [
    label(80, 28, 'Do scores mean what they say?', { 'font-size': 18, 'font-weight': 600 }),
    label(80, 50, `expected calibration error ${error.toFixed(3)}, lenient ${lenientError.toFixed(3)}; number: texts`, {
      fill: '#52606d',
    }),
    area.frame,
    ...used.map(({ from, to, count }) =>
      element('rect', {
        x: area.x(from) + 2,
        y: area.y((0.3 * count) / most),
        width: area.x(to) - area.x(from) - 4,
        height: area.y(0) - area.y((0.3 * count) / most),
        fill: '#d9e2ec',
      }),
    ),
    area.line(
      [
        [0, 0],
        [1, 1],
      ],
      '#9aa5b1',
      '6 5',
    ),
    area.line(
      used.map(({ claimed, right }) => [claimed, right]),
      '#1d6fb8',
    ),
    ...used.map(({ claimed, right, count }) =>
      [
        element('circle', { cx: area.x(claimed), cy: area.y(right), r: 5, fill: '#1d6fb8' }),
        // Left of the point above the diagonal, right of it below: never on the line itself.
        label(
          area.x(claimed) + (right > claimed ? -10 : 10),
          area.y(right) + (right > claimed ? -6 : 16),
          String(count),
          {
            'text-anchor': right > claimed ? 'end' : 'start',
            'font-size': 12,
          },
        ),
      ].join(''),
    ),
  ];
  return picture(540, 560, 'Calibration', parts);
}
