import { useRef, useState } from 'preact/hooks';
import { filled } from '../../wording/wording';
import { useBoard } from '../board-context';
import { nextPoint } from './next-point';
import type { Picture } from './picture';

const tipRoom = 90;

/** The numbers of a drawing as links over it: one stop of the Tab key, arrow keys between them, Enter opens the list. */
export function Points({ title, picture, width }: { title: string; picture: Picture; width: number }) {
  const { wording } = useBoard();
  const { points, columns } = picture;
  const group = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const [pointed, setPointed] = useState<string | undefined>();
  const chosen = Math.min(at, points.length - 1);
  const tip = points.find(({ key }) => key === pointed);
  const move = (event: KeyboardEvent) => {
    const next = nextPoint(event.key, chosen, points.length, columns);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    group.current?.querySelectorAll('a')[next]?.focus();
  };
  if (points.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <fieldset> is for forms
    <div
      ref={group}
      class="points"
      role="group"
      aria-label={filled(wording.plot.points, { title })}
      onKeyDown={move}
      onPointerLeave={() => setPointed(undefined)}
    >
      {points.map(({ key, label, href, left, top, width, height }, index) => (
        <a
          key={key}
          href={href}
          tabIndex={index === chosen ? 0 : -1}
          style={{ left, top, width, height }}
          onPointerEnter={() => setPointed(key)}
          onFocus={() => {
            setAt(index);
            setPointed(key);
          }}
          onBlur={() => setPointed(undefined)}
        >
          <span class="only-heard">{label}</span>
        </a>
      ))}
      {tip ? (
        <p
          class="tip"
          aria-hidden="true"
          style={{
            left: Math.max(tipRoom, Math.min(width - tipRoom, tip.left + tip.width / 2)),
            top: columns === undefined && tip.height > tip.width ? tip.top : Math.max(0, tip.top),
          }}
        >
          {tip.label}
        </p>
      ) : null}
    </div>
  );
}
