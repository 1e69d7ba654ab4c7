import { useRef } from 'preact/hooks';
import type { HandoffSummary } from '../../../../src/desk/desk-api';
import { Ring } from '../../../components/ring';
import { useTick } from '../../../components/use-tick';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { hashOf } from '../../state/route';
import { EntryText } from './inbox-entry';

/** One who is offered to me: what it is about, how long I have, and the two answers. */
export function OfferedEntry({ summary, chosen }: { summary: HandoffSummary; chosen: boolean }) {
  const { state, desk, wording } = useDesk();
  const words = wording.inbox;
  useTick(1000);
  const until = summary.offer?.until ?? 0;
  const left = Math.max(0, until - serverNow(state));
  // How long the offer was when first seen: the ring starts full, whatever the data file says.
  const whole = useRef({ until, left });
  if (whole.current.until !== until) whole.current = { until, left };
  const seconds = Math.ceil(left / 1000);
  return (
    <li class="offer">
      <a
        class="entry"
        href={hashOf({ view: 'inbox', id: summary.id })}
        aria-current={chosen ? 'true' : undefined}
        data-id={summary.id}
      >
        <EntryText summary={summary} unread={0} />
      </a>
      <div class="answers">
        <Ring part={left / Math.max(1, whole.current.left)} label={filled(words.secondsLeft, { n: seconds })} />
        <span class="seconds" aria-hidden="true">
          {seconds}
        </span>
        <button type="button" class="quiet small" onClick={() => void desk.decline(summary.id)}>
          {words.decline}
        </button>
        <button type="button" class="strong small" onClick={() => void desk.accept(summary.id)}>
          {words.accept}
        </button>
      </div>
    </li>
  );
}
