import type { HandoffSummary } from '../../../../src/desk/desk-api';
import { Chip } from '../../../components/chip';
import { useTick } from '../../../components/use-tick';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, spanOf, summaryText, topicText, whenOf } from '../../format';
import { unreadOf } from '../../state/groups';
import { nameOfStaff } from '../../state/name-of-staff';
import { hashOf } from '../../state/route';

export interface InboxEntryProps {
  readonly summary: HandoffSummary;
  readonly chosen: boolean;
  /** Not in the list any more. */
  readonly isGone?: boolean;
}

/** One customer in the list. */
export function InboxEntry({ summary, chosen, isGone = false }: InboxEntryProps) {
  const { state } = useDesk();
  const unread = unreadOf(state, summary);
  return (
    <li>
      <a
        class={isGone ? 'entry gone' : unread > 0 ? 'entry unread' : 'entry'}
        href={hashOf({ view: 'inbox', id: summary.id })}
        aria-current={chosen ? 'true' : undefined}
        data-id={summary.id}
      >
        <EntryText summary={summary} unread={unread} isGone={isGone} />
      </a>
    </li>
  );
}

export interface EntryTextProps {
  readonly summary: HandoffSummary;
  readonly unread: number;
  readonly isGone?: boolean;
}

export function EntryText({ summary, unread, isGone = false }: EntryTextProps) {
  const { state, wording, language } = useDesk();
  const words = wording.inbox;
  useTick(15_000);
  const now = serverNow(state);
  const { status, priority, callBack } = summary;
  return (
    <>
      <span class="line">
        <b class="number">{summary.phone ?? words.anonymous}</b>
        {priority > 0 ? <Chip tone={priority === 2 ? 'bad' : 'warn'}>{wording.priority[priority]}</Chip> : null}
        {status === 'done' ? <Chip>{words.finished}</Chip> : null}
        {summary.customerLeftAt !== undefined && status === 'assigned' ? <Chip tone="warn">{words.left}</Chip> : null}
        {unread > 0 ? (
          <span class="count alert">
            <span aria-hidden="true">{unread}</span>
            <span class="only-heard">{filled(words.unread, { n: unread })}</span>
          </span>
        ) : (
          <span class="time">
            {isGone
              ? wording.news.gone
              : status === 'call_back_booked' && callBack
                ? filled(words.callBackAt, { time: whenOf(callBack.from, now, language) })
                : status === 'waiting' || status === 'offered'
                  ? filled(words.waited, { time: spanOf(now - summary.createdAt, wording) })
                  : whenOf(summary.acceptedAt ?? summary.createdAt, now, language)}
          </span>
        )}
      </span>
      <span class="topic">
        {topicText(summary.topic, wording, language)} · {label(wording.reason, summary.reason)}
      </span>
      <span class="words summary">{summaryText(summary, language)}</span>
      <span class="where">
        {[
          label(wording.channel, summary.channel),
          ...(summary.language === language ? [] : [label(wording.language, summary.language)]),
          nameOf(state.words?.teams, summary.skill, language) ?? label(wording.skill, summary.skill),
          ...(summary.offeredTo === undefined || summary.offer !== undefined
            ? []
            : [filled(words.offeredTo, { name: nameOfStaff(state, summary.offeredTo) })]),
          ...(summary.hub === undefined ? [] : [filled(words.otherDesk, { hub: summary.hub })]),
        ].join(' · ')}
      </span>
    </>
  );
}
