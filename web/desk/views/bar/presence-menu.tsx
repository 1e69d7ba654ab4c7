import type { PresenceStatus } from '../../../../src/handoff/agent';
import { Menu } from '../../../components/menu';
import { useTick } from '../../../components/use-tick';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, whenOf } from '../../format';

/** Whether new customers come; away wants a reason. */
export function PresenceMenu() {
  const { state, desk, wording, language } = useDesk();
  useTick(60_000);
  const { me, words } = state;
  if (!me) return null;
  const { status, reason, since } = me.presence;
  const reasonText =
    reason === 'no_answer' ? wording.presence.noAnswer : nameOf(words?.awayReasons, reason ?? '', language);
  const text = [label(wording.presence, status), reasonText].filter(Boolean).join(' · ');
  const entry = (
    wish: PresenceStatus,
    name: string,
    hint: string,
    reasonCode: string | undefined,
    close: () => void,
  ) => (
    <button
      type="button"
      class="choice"
      aria-pressed={status === wish && (reasonCode === undefined || reasonCode === reason)}
      onClick={() => {
        close();
        void desk.presence(reasonCode === undefined ? { status: wish } : { status: wish, reason: reasonCode });
      }}
    >
      <i class={`dot ${wish}`} />
      <span>
        {name}
        {hint === '' ? null : <small>{hint}</small>}
      </span>
    </button>
  );
  return (
    <Menu
      label={filled(wording.presence.label, { status: text })}
      class="quiet presence"
      button={
        <>
          <i class={`dot ${status}`} />
          <span>{text}</span>
        </>
      }
    >
      {(close) => (
        <>
          {entry('available', wording.presence.available, wording.presence.availableHint, undefined, close)}
          {entry('busy', wording.presence.busy, wording.presence.busyHint, undefined, close)}
          {words && words.awayReasons.length > 0 ? (
            <>
              <p class="menu-title">{wording.presence.away}</p>
              {words.awayReasons.map(({ code, names }) => entry('away', names[language], '', code, close))}
            </>
          ) : (
            entry('away', wording.presence.away, '', undefined, close)
          )}
          <p class="menu-note">
            {text} · {filled(wording.presence.since, { time: whenOf(since, serverNow(state), language) })}
          </p>
        </>
      )}
    </Menu>
  );
}
