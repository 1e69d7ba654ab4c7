import { useRef } from 'preact/hooks';
import type { HandoffSummary } from '../../../../src/desk/desk-api';
import { useKeptFocus } from '../../../components/use-kept-focus';
import { useDesk } from '../../desk-context';
import { chosenOf, groupsOf } from '../../state/groups';
import { StartServing } from '../start-serving';
import { InboxEntry } from './inbox-entry';
import { OfferedEntry } from './offered-entry';
import { Waiting } from './waiting';

/** Who is offered, who is mine, who waits. */
export function Inbox() {
  const { state, wording } = useDesk();
  const words = wording.inbox;
  const { offered, mine } = groupsOf(state);
  const chosen = chosenOf(state)?.id;
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box);
  const entries = (list: readonly HandoffSummary[]) => (
    <ul>
      {list.map((one) => (
        <InboxEntry key={one.id} summary={one} chosen={one.id === chosen} />
      ))}
    </ul>
  );
  return (
    <section class="inbox" aria-label={words.label} ref={box}>
      {state.me && state.me.presence.status !== 'available' ? (
        <div class="start only-narrow">
          <StartServing />
        </div>
      ) : null}
      {offered.length > 0 ? (
        <section class="group offered" aria-labelledby="group-offered">
          <h2 id="group-offered">
            {words.offered} <span class="count alert">{offered.length}</span>
          </h2>
          <ul>
            {offered.map((one) => (
              <OfferedEntry key={one.id} summary={one} chosen={one.id === chosen} />
            ))}
          </ul>
        </section>
      ) : null}
      <section class="group mine" aria-labelledby="group-mine">
        <h2 id="group-mine">
          {words.mine} <span class="count">{mine.filter(({ status }) => status === 'assigned').length}</span>
        </h2>
        {mine.length > 0 ? entries(mine) : <p class="empty">{words.nobodyMine}</p>}
      </section>
      <Waiting inbox={box} />
    </section>
  );
}
