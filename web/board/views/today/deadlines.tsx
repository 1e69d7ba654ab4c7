import { useRef } from 'preact/hooks';
import type { BoardToday } from '../../../../src/desk/board-api';
import type { ComplaintLine } from '../../../../src/desk/complaint-api';
import { Chip } from '../../../components/chip';
import { NewsBar } from '../../../components/news-bar';
import { useKeptFocus } from '../../../components/use-kept-focus';
import { useSteady } from '../../../components/use-steady';
import { inOneLine } from '../../../shared/in-one-line';
import { spanOf } from '../../../shared/spans';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { behindHash } from '../../state/behind';
import { ComplaintLink } from '../parts/complaint-link';
import { Panel } from '../parts/panel';
import { LongList } from './long-list';

const soonShare = 0.8;
const keyOf = ({ number }: ComplaintLine) => number;

/** Open complaints by the clock that runs out next. */
export function Deadlines({ today, at }: { today: BoardToday; at: number }) {
  const { wording, names } = useBoard();
  const words = wording.today;
  const box = useRef<HTMLElement>(null);
  const { shown, changes, isGone, release } = useSteady({ latest: today.deadlines, keyOf, box });
  useKeptFocus(box);
  const now = today.now + (Date.now() - at);
  return (
    <Panel
      title={
        <>
          {words.deadlines} <span class="count">{today.deadlinesInAll}</span>
        </>
      }
      hint={words.deadlinesHint}
      box={box}
    >
      {shown.length === 0 ? <p class="empty good-news">{words.noDeadlines}</p> : null}
      <LongList items={shown}>
        {(line) => (
          <li key={line.number} class={isGone(line) ? 'item gone' : 'item'}>
            <ComplaintLink number={line.number} />
            {isGone(line) ? <Chip>{wording.news.gone}</Chip> : <ClockChip clock={line.clock} now={now} />}
            <span class="whose">
              {names.of('type', line.type)} · {line.handler === undefined ? words.nobody : names.staff(line.handler)}
            </span>
            <p class="story">{inOneLine(line.story)}</p>
          </li>
        )}
      </LongList>
      {today.deadlinesInAll > shown.length ? (
        <p>
          <a class="link" href={behindHash({ kind: 'waiting', what: 'deadlines' })}>
            {filled(words.more, { n: today.deadlinesInAll })}
          </a>
        </p>
      ) : null}
      <NewsBar words={wording.news} changes={changes} release={release} />
    </Panel>
  );
}

function ClockChip({ clock, now }: { clock: ComplaintLine['clock']; now: number }) {
  const { wording } = useBoard();
  const words = wording.today;
  if (!clock) return null;
  const left = clock.dueAt - now;
  const text = clock.paused
    ? words.paused
    : filled(left < 0 ? words.late : words.left, { time: spanOf(Math.abs(left), wording) });
  return (
    <Chip tone={clock.paused ? 'plain' : left < 0 ? 'bad' : clock.used >= soonShare ? 'warn' : 'plain'}>
      {wording.clocks[clock.name]} · {text}
    </Chip>
  );
}
