import type { DeskWording } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';

const width = 340;
const height = 84;
const left = 58;
const top = 8;
const step = 22;

/** Anger 0–3 over the customer's messages, calm below, furious above; the words tell the same. */
export function MoodChart({ mood, wording }: { mood: readonly { readonly anger: number }[]; wording: DeskWording }) {
  const levels = mood.map(({ anger }) => Math.max(0, Math.min(3, Math.round(anger))));
  const last = levels.at(-1);
  if (last === undefined) return null;
  const text = filled(wording.brief.moodAlt, {
    n: levels.length,
    max: wording.anger[Math.max(...levels)] ?? '',
    last: wording.anger[last] ?? '',
  });
  const x = (index: number) =>
    levels.length === 1 ? (left + width) / 2 : left + 8 + (index * (width - left - 16)) / (levels.length - 1);
  const y = (level: number) => top + (3 - level) * step;
  return (
    <figure class="mood">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={text}>
        {[0, 1, 2, 3].map((level) => (
          <g key={level}>
            <line class="grid" x1={left} x2={width} y1={y(level)} y2={y(level)} />
            <text class="scale" x={left - 8} y={y(level) + 4} text-anchor="end">
              {wording.anger[level]}
            </text>
          </g>
        ))}
        <polyline class="curve" points={levels.map((level, at) => `${x(at).toFixed(1)},${y(level)}`).join(' ')} />
        {levels.map((level, at) => (
          <circle key={at} class={`point level-${level}`} cx={x(at)} cy={y(level)} r={levels.length > 24 ? 2 : 3.5} />
        ))}
      </svg>
      <figcaption>{text}</figcaption>
    </figure>
  );
}
