import { useState } from 'preact/hooks';
import type { ActionActBodies } from '../../../../src/desk/board-api';
import { Chip } from '../../../components/chip';
import { dateAndTime } from '../../../shared/times';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { ComplaintLink } from '../parts/complaint-link';
import type { Action } from './actions';
import { Effect } from './effect';

const acts = ['done', 'note', 'postpone', 'drop'] as const;
const mostNumbers = 6;

/** One corrective action. */
export function ActionCard({ action, act }: { action: Action; act?: (act: keyof ActionActBodies) => void }) {
  const { me, wording, language, names } = useBoard();
  const words = wording.learning;
  const [isWhole, setWhole] = useState(false);
  const { cause, owner, text, responsible, dueOn, doneAt, droppedAt, overdue, numbers, notes, effect } = action;
  return (
    <li class={overdue && doneAt === undefined && droppedAt === undefined ? 'entry-card overdue' : 'entry-card'}>
      <header class="line">
        <h4>{names.of('cause', cause)}</h4>
        {doneAt !== undefined ? (
          <Chip tone="good">{filled(words.doneOn, { time: dateAndTime(doneAt, language) })}</Chip>
        ) : droppedAt !== undefined ? (
          <Chip>{filled(words.droppedOn, { time: dateAndTime(droppedAt, language) })}</Chip>
        ) : (
          <Chip tone={overdue ? 'bad' : 'plain'}>{filled(overdue ? words.overdue : words.due, { day: dueOn })}</Chip>
        )}
        <span class="quiet-text">
          {filled(words.who, { responsible: names.staff(responsible), owner: names.of('team', owner) })}
        </span>
      </header>
      <p class="words">{text}</p>
      {effect && doneAt !== undefined ? <Effect effect={effect} cause={cause} doneAt={doneAt} /> : null}
      {numbers.length === 0 ? null : (
        <p class="quiet-text">
          {words.from}
          {wording.colon}
          {(isWhole ? numbers : numbers.slice(0, mostNumbers)).map((number) => (
            <span key={number} class="listed">
              {me.role === 'supervisor' ? <ComplaintLink number={number} /> : <span class="number">{number}</span>}
            </span>
          ))}
          {isWhole || numbers.length <= mostNumbers ? null : (
            <button type="button" class="link" onClick={() => setWhole(true)}>
              {filled(wording.today.showAll, { n: numbers.length })}
            </button>
          )}
        </p>
      )}
      {notes.length === 0 ? null : (
        <ul class="action-notes">
          {notes.map(({ at, by, text: said }, index) => (
            <li key={index}>
              <span class="quiet-text">
                {dateAndTime(at, language)} · {names.staff(by)}
              </span>{' '}
              <span class="words">{said}</span>
            </li>
          ))}
        </ul>
      )}
      {act ? (
        <div class="line acts">
          {acts.map((one) => (
            <button
              key={one}
              type="button"
              class={one === 'done' ? 'strong small' : 'quiet small'}
              data-act={one}
              onClick={() => act(one)}
            >
              {words.act[one]}
            </button>
          ))}
        </div>
      ) : null}
    </li>
  );
}
