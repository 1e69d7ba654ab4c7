import type { Evaluation } from '../measure/evaluation';
import { element, label, picture } from './svg';

const cell = 54;
const left = 260;
const top = 206;

/** The confusion matrix: rows are labels, columns what was understood; colour is the share of the row. */
export function confusionPlot({ labels, counts }: Evaluation['confusion']): string {
  const size = labels.length * cell;
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const parts = [
    label(left, 26, 'What is taken for what', { 'font-size': 18, 'font-weight': 600 }),
    label(left, 48, 'row: label, column: understood; colour: share of the row, green right, red wrong', {
      fill: '#52606d',
    }),
    ...labels.flatMap((name, index) => {
      const middle = index * cell + cell / 2;
      return [
        label(left - 52, top + middle + 5, name, { 'text-anchor': 'end' }),
        label(left - 8, top + middle + 5, String(totals[index] ?? 0), { 'text-anchor': 'end', fill: '#7b8794' }),
        label(0, 0, name, { transform: `translate(${left + middle + 4} ${top - 10}) rotate(-45)` }),
      ];
    }),
    ...counts.flatMap((row, at) =>
      row.map((count, column) => drawn(at, column, count, totals[at] === 0 ? 0 : count / (totals[at] ?? 1))),
    ),
  ];
  return picture(left + size + 130, top + size + 30, 'Confusion matrix', parts);
}

function drawn(row: number, column: number, count: number, share: number): string {
  const [x, y] = [left + column * cell, top + row * cell];
  const colour = row === column ? '16, 128, 84' : '200, 48, 48';
  // Few wrong answers must be seen too: the colour grows faster than the share.
  const strength = count === 0 ? 0 : 0.08 + 0.92 * Math.sqrt(share);
  const box = { x, y, width: cell, height: cell, stroke: '#e4e7eb' };
  const dark = strength > 0.62;
  return [
    element('rect', { ...box, fill: count === 0 ? '#fafbfc' : `rgba(${colour}, ${strength.toFixed(3)})` }),
    ...(count === 0
      ? []
      : [
          label(x + cell / 2, y + 25, String(count), {
            'text-anchor': 'middle',
            'font-weight': 600,
            fill: dark ? '#ffffff' : '#1f2933',
          }),
          label(x + cell / 2, y + 42, `${Math.round(share * 100)} %`, {
            'text-anchor': 'middle',
            'font-size': 11,
            fill: dark ? '#ffffff' : '#52606d',
          }),
        ]),
  ].join('');
}
