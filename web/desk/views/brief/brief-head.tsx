import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { Chip } from '../../../components/chip';
import { Icon } from '../../../components/icon';
import { useTick } from '../../../components/use-tick';
import { clockTime } from '../../../shared/times';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, spanOf, whenOf } from '../../format';

/** Who, proved how, since when, and why a person is needed. */
export function BriefHead({ detail }: { detail: HandoffDetail }) {
  const { state, desk, wording, language, ask } = useDesk();
  useTick(15_000);
  const words = wording.brief;
  const now = serverNow(state);
  const { identity, age, name, phone } = detail.brief.customer;
  const revealed = state.revealed.get(detail.id);
  const waits = detail.status === 'waiting' || detail.status === 'offered';
  return (
    <header class="brief-head">
      <div class="line">
        <h2>
          <span class="number">{revealed?.phone ?? phone ?? detail.phone ?? wording.inbox.anonymous}</span>
          {(revealed?.name ?? name) ? <span class="words"> {revealed?.name ?? name}</span> : null}
        </h2>
        {revealed ? (
          <button type="button" class="bare labelled" onClick={() => desk.hide(detail.id)}>
            <Icon name="eye" />
            {words.hide}
          </button>
        ) : detail.may.includes('reveal') ? (
          <button
            type="button"
            class="bare"
            aria-label={words.reveal}
            title={words.reveal}
            onClick={() => ask('reveal')}
          >
            <Icon name="eye" />
          </button>
        ) : null}
      </div>
      <p class="chips">
        <Chip tone={identity === 'verified' ? 'good' : identity === 'none' ? 'plain' : 'warn'}>
          {label(wording.identity, identity)}
        </Chip>
        {detail.priority > 0 ? (
          <Chip tone={detail.priority === 2 ? 'bad' : 'warn'}>{wording.priority[detail.priority]}</Chip>
        ) : null}
        <Chip>{label(wording.reason, detail.reason)}</Chip>
        <Chip>{nameOf(state.words?.teams, detail.skill, language) ?? label(wording.skill, detail.skill)}</Chip>
      </p>
      <p class="facts">
        {[
          label(wording.channel, detail.channel),
          label(wording.language, detail.language),
          ...(age === undefined ? [] : [filled(words.age, { n: age })]),
        ].join(' · ')}
      </p>
      <p class="facts">
        {[
          filled(words.waitingSince, { time: whenOf(detail.createdAt, now, language) }),
          waits
            ? filled(wording.inbox.waited, { time: spanOf(now - detail.createdAt, wording) })
            : filled(words.waitedBefore, {
                time: spanOf((detail.acceptedAt ?? detail.createdAt) - detail.createdAt, wording),
              }),
        ].join(' · ')}
      </p>
      {detail.callBack ? (
        <p class="facts">
          {filled(words.callBack, {
            from: whenOf(detail.callBack.from, now, language),
            until: clockTime(detail.callBack.until),
          })}
        </p>
      ) : null}
    </header>
  );
}
