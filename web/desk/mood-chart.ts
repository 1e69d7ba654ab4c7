import { element, svg } from '../shared/element';
import type { DeskWording } from '../wording/wording';
import { filled } from '../wording/wording';

const width = 320;
const height = 96;
const left = 44;
const top = 10;
const step = 25;

/** Anger 0–3 over the customer's messages, calm below, furious above; the words tell the same. */
export function moodChart(mood: readonly { readonly anger: number }[], wording: DeskWording): HTMLElement | undefined {
  const levels = mood.map(({ anger }) => Math.max(0, Math.min(3, Math.round(anger))));
  const last = levels.at(-1);
  if (last === undefined) return undefined;
  const text = filled(wording.moodAlt, {
    n: levels.length,
    max: wording.anger[Math.max(...levels)] ?? '',
    last: wording.anger[last] ?? '',
  });
  const x = (index: number) =>
    levels.length === 1 ? (left + width) / 2 : left + 8 + (index * (width - left - 16)) / (levels.length - 1);
  const y = (level: number) => top + (3 - level) * step;
  const lines = [0, 1, 2, 3].flatMap((level) => [
    svg('line', { class: 'grid', x1: left, x2: width, y1: y(level), y2: y(level) }),
    svg('text', { class: 'scale', x: left - 8, y: y(level) + 4, 'text-anchor': 'end' }, wording.anger[level] ?? ''),
  ]);
  const points = levels.map((level, index) => `${x(index).toFixed(1)},${y(level)}`).join(' ');
  return element(
    'figure',
    { class: 'mood' },
    svg(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': text },
      ...lines,
      svg('polyline', { class: 'curve', points }),
      ...levels.map((level, index) => svg('circle', { class: `dot level-${level}`, cx: x(index), cy: y(level), r: 4 })),
    ),
    element('figcaption', {}, text),
  );
}
