import type { HandoffSummary } from '../../../../src/desk/desk-api';
import { filled } from '../../../wording/wording';
import { useDesk } from '../../desk-context';
import { chosenOf, groupsOf } from '../../state/groups';
import { StartServing } from '../start-serving';
import { InboxEntry } from './inbox-entry';
import { OfferedEntry } from './offered-entry';

/** Who is offered, who is mine, who waits. */
export function Inbox() {
  const { state, wording } = useDesk();
  const words = wording.inbox;
  const { offered, mine, waiting } = groupsOf(state);
  const chosen = chosenOf(state)?.id;
  const entries = (list: readonly HandoffSummary[]) => (
    <ul>
      {list.map((one) => (
        <InboxEntry key={one.id} summary={one} chosen={one.id === chosen} />
      ))}
    </ul>
  );
  return (
    <section class="inbox" aria-label={words.label}>
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
      <section class="group waiting" aria-labelledby="group-waiting">
        <h2 id="group-waiting">
          {words.waiting} <span class="count">{waiting.length + state.unlisted}</span>
        </h2>
        {waiting.length > 0 ? entries(waiting) : <p class="empty">{words.nobodyWaiting}</p>}
        {state.unlisted > 0 ? <p class="empty">{filled(words.moreWaiting, { n: state.unlisted })}</p> : null}
      </section>
    </section>
  );
}
