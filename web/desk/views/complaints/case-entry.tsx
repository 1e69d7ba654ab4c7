import type { ComplaintLine } from '../../../../src/desk/complaint-api';
import { Chip } from '../../../components/chip';
import { useTick } from '../../../components/use-tick';
import { inOneLine } from '../../../shared/in-one-line';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, whenOf } from '../../format';
import { nameOfStaff } from '../../state/name-of-staff';
import { type ComplaintsRoute, hashOf } from '../../state/route';
import { clockText } from './clock-text';

export interface CaseEntryProps {
  readonly line: ComplaintLine;
  readonly route: ComplaintsRoute;
  /** Not in the list any more. */
  readonly isGone: boolean;
}

/** One complaint in the list. */
export function CaseEntry({ line, route, isGone }: CaseEntryProps) {
  const { state, wording, language } = useDesk();
  useTick(30_000);
  const words = wording.complaints;
  const now = serverNow(state);
  const { number, type, subType, status, priority, level, owed } = line;
  const kinds = state.words?.subTypes.filter((one) => one.type === type);
  // Of what is owed the chip below says what it is.
  const next = owed ? { ...owed, paused: false } : line.clock;
  const left = next && clockText(next, now, wording, (at) => whenOf(at, now, language));
  return (
    <li>
      <a
        class={isGone ? 'entry gone' : 'entry'}
        href={hashOf({ ...route, number })}
        aria-current={route.number === number ? 'true' : undefined}
        data-number={number}
      >
        <span class="line">
          <b class="number words">{number}</b>
          {isGone ? (
            <span class="time">{wording.news.gone}</span>
          ) : left ? (
            <span class={`time ${left.tone}`}>{left.text}</span>
          ) : null}
        </span>
        <span class="topic">
          {[label(wording.complaintType, type), nameOf(kinds, subType ?? '', language) ?? subType]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span class="words summary">{inOneLine(line.story)}</span>
        <span class="chips">
          <Chip>{label(wording.complaintStatus, status)}</Chip>
          {priority > 0 ? <Chip tone={priority === 2 ? 'bad' : 'warn'}>{wording.priority[priority]}</Chip> : null}
          {level > 0 ? <Chip tone="warn">{words.level[level]}</Chip> : null}
          {line.reopened > 0 ? <Chip tone="warn">{filled(words.reopened, { n: line.reopened })}</Chip> : null}
          {line.todo?.map((todo) => (
            <Chip key={todo} tone="accent">
              {label(words.todo, todo)}
            </Chip>
          ))}
          {line.soon?.map((name) => (
            <Chip key={name} tone="warn">
              {filled(words.dueSoon, { clock: words.clock[name] })}
            </Chip>
          ))}
          {line.missed.map((mark) => (
            <Chip key={mark} tone="bad">
              {filled(words.missedOne, { mark: label(words.mark, mark) })}
            </Chip>
          ))}
        </span>
        <span class="where">
          {[
            line.phone ?? words.anonymous,
            line.handler === undefined ? words.nobody : nameOfStaff(state, line.handler),
            nameOf(state.words?.owners, line.owner, language) ?? line.owner,
          ].join(' · ')}
        </span>
      </a>
    </li>
  );
}
