import { useEffect, useRef } from 'preact/hooks';
import type { ProblemActBodies, ProblemView } from '../../../../src/desk/board-api';
import { Bar } from '../../../components/bar';
import { Chip } from '../../../components/chip';
import { dateAndTime } from '../../../shared/times';
import { label } from '../../../wording/board/board-wording';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { behindHash } from '../../state/behind';
import { count } from '../../state/figure-text';
import { ComplaintLink } from '../parts/complaint-link';
import { Counted } from '../parts/counted';
import { problemTone } from './problem-tone';

const acts = ['open', 'update', 'repair', 'close', 'attach', 'detach', 'dismiss'] as const;
const strongActs: readonly string[] = ['open', 'repair', 'close'];
const mostNumbers = 6;

export interface ProblemCardProps {
  readonly problem: ProblemView;
  readonly isChosen: boolean;
  readonly act: (act: keyof ProblemActBodies) => void;
}

/** One problem: where, since when, what customers are told, how many it is about, what can be done. */
export function ProblemCard({ problem, isChosen, act }: ProblemCardProps) {
  const { wording, language, names } = useBoard();
  const words = wording.problems;
  const box = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) box.current?.scrollIntoView({ block: 'center' });
  }, [isChosen]);
  const { number, status, type, subTypes, areas, since, known, repairBy, repair, suggestion, history, progress, may } =
    problem;
  const isLate = status === 'open' && repairBy !== undefined && repairBy < Date.now();
  return (
    <li ref={box} class={isChosen ? 'entry-card chosen' : 'entry-card'}>
      <header class="line">
        <h4 class="number">{number}</h4>
        <Chip tone={problemTone[status]}>{words.status[status]}</Chip>
        <span>{[names.of('type', type), ...subTypes.map((code) => names.of('subType', code))].join(' · ')}</span>
        <span class="quiet-text">
          {areas.length === 0 ? words.everywhere : areas.map((code) => names.of('area', code)).join(' · ')} ·{' '}
          {since === undefined ? words.noSince : filled(words.since, { time: dateAndTime(since, language) })}
        </span>
      </header>
      {status === 'suggested' && suggestion ? (
        <p>
          {filled(words.suggestion, { time: dateAndTime(suggestion.at, language), count: suggestion.count })}
          {wording.colon}
          {suggestion.numbers.slice(0, mostNumbers).map((one) => (
            <span key={one} class="listed">
              <ComplaintLink number={one} />
            </span>
          ))}
          <a class="number" href={behindHash({ kind: 'problem', problem: problem.id, part: 'suggested' })}>
            {filled(words.moreNumbers, { n: suggestion.numbers.length })}
          </a>
        </p>
      ) : null}
      {known ? (
        <p class="quoted">
          <ToldIn told={known} />
          <small>
            {names.staff(known.by)} · {dateAndTime(known.at, language)}
          </small>
        </p>
      ) : status === 'open' ? (
        <p class="soon">{words.noKnown}</p>
      ) : null}
      {repair ? (
        <p class="quoted">
          <ToldIn told={repair} />
          <small>
            {words.repaired} · {dateAndTime(repair.at, language)} ·{' '}
            {filled(words.cause, { cause: names.of('cause', repair.cause) })}
          </small>
        </p>
      ) : repairBy === undefined ? null : (
        <p class={isLate ? 'late' : ''}>
          {filled(isLate ? words.repairLate : words.repairBy, { time: dateAndTime(repairBy, language) })}
        </p>
      )}
      {status === 'suggested' || status === 'dismissed' ? null : (
        <dl class="counts">
          {(['attached', 'solved', 'notSolved', 'noWord'] as const).map((name) => (
            <div key={name}>
              <dt>{words[name]}</dt>
              <dd class={name === 'notSolved' && problem[name] > 0 ? 'number late' : 'number'}>
                <Counted
                  n={problem[name]}
                  href={behindHash({ kind: 'problem', problem: problem.id, part: name })}
                  label={`${words[name]}${wording.colon}${count(problem[name], language)}`}
                >
                  {count(problem[name], language)}
                </Counted>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {progress ? (
        <div class="progress" role="status">
          <Bar part={progress.of === 0 ? 1 : progress.done / progress.of} tone="accent" />
          <span class="number">{filled(words.progress, progress)}</span>
        </div>
      ) : null}
      <div class="line acts">
        {acts
          .filter((one) => may.includes(one))
          .map((one) => (
            <button
              key={one}
              type="button"
              class={strongActs.includes(one) ? 'strong small' : 'quiet small'}
              data-act={one}
              onClick={() => act(one)}
            >
              {words.act[one]}
            </button>
          ))}
      </div>
      <details class="past">
        <summary>{words.history}</summary>
        <ol>
          {history.map(({ at, actor, event, note }, index) => (
            <li key={index}>
              {filled(words.historyLine, {
                time: dateAndTime(at, language),
                who: names.staff(actor),
                what: label(words.events, event),
              })}
              {note === undefined ? null : <span class="words quiet-text"> {note}</span>}
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}

/** As customers are told it, in the languages it was written in. */
const ToldIn = ({ told: { text, english } }: { told: Pick<NonNullable<ProblemView['known']>, 'text' | 'english'> }) => (
  <>
    <span class="words" lang="zh-Hans">
      {text}
    </span>
    {english === undefined ? null : (
      <span class="words" lang="en">
        {english}
      </span>
    )}
  </>
);
