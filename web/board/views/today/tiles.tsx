import type { BoardToday } from '../../../../src/desk/board-api';
import { useBoard } from '../../board-context';
import { behindHash } from '../../state/behind';
import { count } from '../../state/figure-text';
import { hashOf } from '../../state/route';

function toPanel(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

/** The day in seven numbers; each opens the list behind it. */
export function Tiles({ today }: { today: BoardToday }) {
  const { wording, language } = useBoard();
  const words = wording.today;
  const onDesk = (group: string) => `/desk#/complaints?group=${group}`;
  const tile = (name: string, n: number, to: string | (() => void), tone: '' | 'bad' | 'warn' = '') => {
    const inside = (
      <>
        <span>{name}</span>
        <b class={n > 0 ? `number ${tone}` : 'number'}>{count(n, language)}</b>
      </>
    );
    return (
      <li key={name}>
        {typeof to === 'function' ? (
          <button type="button" class="tile" onClick={to}>
            {inside}
          </button>
        ) : (
          <a class="tile" href={to}>
            {inside}
          </a>
        )}
      </li>
    );
  };
  const isLate = today.ownData.some(({ dueAt }) => dueAt <= today.now);
  return (
    <ul class="tiles" aria-label={words.tiles}>
      {tile(words.omissions, today.omissionsInAll, () => toPanel('omissions'), 'bad')}
      {tile(words.open, today.open, onDesk('open'))}
      {tile(words.approvals, today.approvals, behindHash({ kind: 'waiting', what: 'approvals' }), 'warn')}
      {tile(words.senior, today.senior, onDesk('senior'), 'warn')}
      {tile(words.problems, today.problems.length, hashOf('problems', new Map()), 'warn')}
      {tile(words.ownData, today.ownData.length, () => toPanel('own-data'), isLate ? 'bad' : 'warn')}
      {tile(words.deadLetters, today.deadLetters, behindHash({ kind: 'unsent' }), 'bad')}
    </ul>
  );
}
