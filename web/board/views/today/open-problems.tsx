import { useRef } from 'preact/hooks';
import type { BoardToday } from '../../../../src/desk/board-api';
import { Chip } from '../../../components/chip';
import { useKeptFocus } from '../../../components/use-kept-focus';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { behindHash } from '../../state/behind';
import { hashOf } from '../../state/route';
import { Counted } from '../parts/counted';
import { Panel } from '../parts/panel';
import { problemTone } from '../problems/problem-tone';

/** Known problems that are not over. */
export function OpenProblems({ problems }: { problems: BoardToday['problems'] }) {
  const { wording } = useBoard();
  const words = wording.today;
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box);
  return (
    <Panel title={words.problems} box={box}>
      {problems.length === 0 ? <p class="empty good-news">{words.noProblems}</p> : null}
      <ul class="rows">
        {problems.map(({ id, number, status, attached }) => (
          <li key={id} class="item">
            <Chip tone={problemTone[status]}>{wording.problems.status[status]}</Chip>
            <a class="number" href={hashOf('problems', new Map([['id', id]]))}>
              {number}
            </a>
            <span class="whose">
              <Counted n={attached} href={behindHash({ kind: 'problem', problem: id, part: 'attached' })}>
                {filled(words.attached, { n: attached })}
              </Counted>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
