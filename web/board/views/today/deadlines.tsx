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

/** Complaints by what runs out next: a clock, or what is owed after the decision and due soon. */
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
            {isGone(line) ? <Chip>{wording.news.gone}</Chip> : <DueChip line={line} now={now} />}
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

/** The clock, or what is owed soon after the decision where that runs out first: the server tells only then. */
function DueChip({ line: { clock, owed }, now }: { line: ComplaintLine; now: number }) {
  const { wording } = useBoard();
  const words = wording.today;
  const name = owed ? wording.duties[owed.name] : clock && wording.clocks[clock.name];
  const { dueAt, used, paused } = owed ? { ...owed, paused: false } : (clock ?? { dueAt: now, used: 0, paused: true });
  const left = dueAt - now;
  const text = paused
    ? words.paused
    : filled(left < 0 ? words.late : words.left, { time: spanOf(Math.abs(left), wording) });
  const tone = paused ? 'plain' : left < 0 ? 'bad' : used >= soonShare ? 'warn' : 'plain';
  return name === undefined ? null : (
    <Chip tone={tone}>
      {name} · {text}
    </Chip>
  );
}
