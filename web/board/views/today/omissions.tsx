import { useRef } from 'preact/hooks';
import type { BoardToday } from '../../../../src/desk/board-api';
import { Chip } from '../../../components/chip';
import { spanOf } from '../../../shared/spans';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { fileAddress } from '../../state/filter';
import { useSteady } from '../../use-steady';
import { ComplaintLink } from '../parts/complaint-link';
import { Files } from '../parts/files';
import { Panel } from '../parts/panel';
import { LongList } from './long-list';
import { Renew } from './renew';

/** What should have been done and was not: which mark, how late, whose. */
export function Omissions({ today, at }: { today: BoardToday; at: number }) {
  const { wording, language, names } = useBoard();
  const words = wording.today;
  const box = useRef<HTMLElement>(null);
  const { shown, isHeld, release } = useSteady(today.omissions, ({ number, mark }) => `${number} ${mark}`, box);
  const now = today.now + (Date.now() - at);
  const title = (
    <>
      {words.omissions} <span class={today.omissionsInAll > 0 ? 'count bad' : 'count'}>{today.omissionsInAll}</span>
    </>
  );
  return (
    <Panel
      title={title}
      hint={words.omissionsHint}
      id="omissions"
      box={box}
      tools={<Files title={words.omissions} path="board/today" />}
    >
      <Renew isHeld={isHeld} release={release} />
      {shown.length === 0 ? <p class="empty good-news">{words.noOmissions}</p> : null}
      <LongList items={shown}>
        {({ number, mark, dueAt, handler, owner }) => (
          <li key={`${number} ${mark}`} class="item">
            <ComplaintLink number={number} />
            <Chip tone="bad">{filled(words.missing, { mark: wording.marks[mark] })}</Chip>
            <span class="late">{filled(words.late, { time: spanOf(now - dueAt, wording) })}</span>
            <span class="whose">
              {filled(words.whose, {
                handler: handler === undefined ? words.nobody : names.staff(handler),
                owner: names.of('team', owner),
              })}
            </span>
          </li>
        )}
      </LongList>
      {today.omissionsInAll > shown.length ? (
        <p>
          <a class="link" href={fileAddress('board/today', 'csv', language)} download>
            {filled(words.moreOmissions, { n: today.omissionsInAll })}
          </a>
        </p>
      ) : null}
    </Panel>
  );
}
