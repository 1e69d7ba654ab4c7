import { useRef } from 'preact/hooks';
import type { BoardToday } from '../../../../src/desk/board-api';
import { Chip } from '../../../components/chip';
import { NewsBar } from '../../../components/news-bar';
import { useKeptFocus } from '../../../components/use-kept-focus';
import { useSteady } from '../../../components/use-steady';
import { spanOf } from '../../../shared/spans';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { fileAddress } from '../../state/filter';
import { ComplaintLink } from '../parts/complaint-link';
import { Files } from '../parts/files';
import { Panel } from '../parts/panel';
import { LongList } from './long-list';

const keyOf = ({ number, mark }: BoardToday['omissions'][number]) => `${number} ${mark}`;

/** What should have been done and was not: which mark, how late, whose. */
export function Omissions({ today, at }: { today: BoardToday; at: number }) {
  const { wording, language, names } = useBoard();
  const words = wording.today;
  const box = useRef<HTMLElement>(null);
  const { shown, changes, isGone, release } = useSteady({ latest: today.omissions, keyOf, box });
  useKeptFocus(box);
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
      {shown.length === 0 ? <p class="empty good-news">{words.noOmissions}</p> : null}
      <LongList items={shown}>
        {(one) => (
          <li key={keyOf(one)} class={isGone(one) ? 'item gone' : 'item'}>
            <ComplaintLink number={one.number} />
            <Chip tone="bad">{filled(words.missing, { mark: wording.marks[one.mark] })}</Chip>
            {isGone(one) ? (
              <Chip>{wording.news.gone}</Chip>
            ) : (
              <span class="late">{filled(words.late, { time: spanOf(now - one.dueAt, wording) })}</span>
            )}
            <span class="whose">
              {filled(words.whose, {
                handler: one.handler === undefined ? words.nobody : names.staff(one.handler),
                owner: names.of('team', one.owner),
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
      <NewsBar words={wording.news} changes={changes} release={release} />
    </Panel>
  );
}
