import { useEffect, useState } from 'preact/hooks';
import { type DialogName, useDesk } from '../desk-context';
import { chosenOf } from '../state/groups';
import type { Route } from '../state/route';
import { TopBar } from './bar/top-bar';
import { Brief } from './brief/brief';
import { Chat } from './chat/chat';
import { Complaints } from './complaints/complaints';
import { Dialogs } from './dialogs/dialogs';
import { Idle } from './idle';
import { Inbox } from './inbox/inbox';
import { Audit } from './supervisor/audit';
import { Live } from './supervisor/live';
import { Outbox } from './supervisor/outbox';

const pages = {
  inbox: () => <Desktop />,
  complaints: () => <Complaints />,
  live: () => <Live />,
  audit: () => <Audit />,
  outbox: () => <Outbox />,
} as const satisfies Record<Route['view'], () => unknown>;

/** Everything behind the sign-in: the bar, and below it the page of the address. */
export function Workplace({ dialog }: { dialog: DialogName | undefined }) {
  const { state, wording } = useDesk();
  const chosen = chosenOf(state);
  const { view } = state.route;
  return (
    <div class="workplace">
      <TopBar />
      {state.connection === 'lost' ? (
        <p class="connection" role="alert">
          {wording.connection.lost}
        </p>
      ) : null}
      {pages[view]()}
      <Dialogs open={dialog} latest={chosen && state.details.get(chosen.id)} />
    </div>
  );
}

/** Inbox, conversation, brief side by side; on a narrow window one at a time. */
function Desktop() {
  const { state, wording } = useDesk();
  const chosen = chosenOf(state);
  const detail = chosen && state.details.get(chosen.id);
  const [pane, setPane] = useState<'chat' | 'brief'>('chat');
  const id = chosen?.id;
  useEffect(() => setPane('chat'), [id]);
  return (
    <main class="desk" data-showing={chosen ? pane : 'list'}>
      <Inbox />
      {chosen ? (
        <>
          <div class="pane-switch">
            {(['chat', 'brief'] as const).map((one) => (
              <button key={one} type="button" aria-pressed={pane === one} data-pane={one} onClick={() => setPane(one)}>
                {wording.act[one]}
              </button>
            ))}
          </div>
          <Chat summary={chosen} />
          {detail ? <Brief key={detail.id} detail={detail} /> : <p class="brief empty">{wording.loading}</p>}
        </>
      ) : (
        <Idle />
      )}
    </main>
  );
}
