import { useRef, useState } from 'preact/hooks';
import type { BoardToday, OwnDataAnswer, OwnDataRequest } from '../../../../src/desk/board-api';
import { longest } from '../../../../src/desk/longest';
import { Chip } from '../../../components/chip';
import { DialogForm } from '../../../components/dialog-form';
import { Field } from '../../../components/field';
import { NewsBar } from '../../../components/news-bar';
import { useKeptFocus } from '../../../components/use-kept-focus';
import { useSteady } from '../../../components/use-steady';
import { spanOf } from '../../../shared/spans';
import { dateAndTime } from '../../../shared/times';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { useAct } from '../../use-act';
import { Panel } from '../parts/panel';
import { LongList } from './long-list';

const keyOf = ({ number }: OwnDataRequest) => number;
const soonMs = 3 * 86_400_000;

/** Customers who asked for their own data, or that it is erased: 15 days each. */
export function OwnData({ today, at, again }: { today: BoardToday; at: number; again: () => void }) {
  const { wording, language, names } = useBoard();
  const words = wording.today;
  const box = useRef<HTMLElement>(null);
  const { shown, changes, isGone, release } = useSteady({ latest: today.ownData, keyOf, box });
  useKeptFocus(box);
  const [answering, setAnswering] = useState<string | undefined>();
  const now = today.now + (Date.now() - at);
  const isLate = today.ownData.some(({ dueAt }) => dueAt <= now);
  return (
    <Panel
      title={
        <>
          {words.ownData} <span class={isLate ? 'count bad' : 'count'}>{today.ownData.length}</span>
        </>
      }
      hint={words.ownDataHint}
      id="own-data"
      box={box}
    >
      {shown.length === 0 ? <p class="empty good-news">{words.noOwnData}</p> : null}
      <LongList items={shown}>
        {(one) => (
          <li key={one.number} class={isGone(one) ? 'item gone' : 'item'}>
            <b class="number">{one.number}</b>
            <Chip>{words.ownDataWhat[one.what]}</Chip>
            {isGone(one) ? <Chip>{wording.news.gone}</Chip> : <Left left={one.dueAt - now} />}
            <span class="whose">
              {filled(words.ownDataFrom, {
                phone: one.phone,
                channel: names.of('channel', one.channel),
                day: dateAndTime(one.askedAt, language),
              })}
            </span>
            {isGone(one) ? null : (
              <button type="button" class="quiet small" onClick={() => setAnswering(one.number)}>
                {words.ownDataAnswer}
              </button>
            )}
          </li>
        )}
      </LongList>
      <NewsBar words={wording.news} changes={changes} release={release} />
      {answering === undefined ? null : (
        <AnswerDialog
          number={answering}
          onClose={() => {
            setAnswering(undefined);
            again();
          }}
        />
      )}
    </Panel>
  );
}

function Left({ left }: { left: number }) {
  const { wording } = useBoard();
  const words = wording.today;
  const text = filled(left <= 0 ? words.late : words.left, { time: spanOf(Math.abs(left), wording) });
  return <Chip tone={left <= 0 ? 'bad' : left <= soonMs ? 'warn' : 'plain'}>{text}</Chip>;
}

function AnswerDialog({ number, onClose }: { number: string; onClose: () => void }) {
  const { wording } = useBoard();
  const words = wording.today;
  const [told, setTold] = useState('');
  const send = useAct();
  const body: OwnDataAnswer = { words: told.trim() };
  return (
    <DialogForm
      words={wording}
      title={filled(words.ownDataTitle, { number })}
      hint={words.ownDataAnswerHint}
      submit={wording.save}
      onClose={onClose}
      onSubmit={() => send(`board/own-data/${number}/answer`, body, words.ownDataDone)}
    >
      <Field label={words.ownDataWords}>
        <textarea
          rows={3}
          required
          maxLength={longest.why}
          value={told}
          onInput={(event) => setTold(event.currentTarget.value)}
        />
      </Field>
    </DialogForm>
  );
}
