import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { HandoffSummary } from '../../../../src/desk/desk-api';
import { NewsBar } from '../../../components/news-bar';
import { useKeptFocus } from '../../../components/use-kept-focus';
import { useSteady } from '../../../components/use-steady';
import { filled } from '../../../wording/wording';
import { useDesk } from '../../desk-context';
import { chosenOf, groupsOf } from '../../state/groups';
import { InboxEntry } from './inbox-entry';

const keyOf = ({ id }: HandoffSummary) => id;

/** The line: it moves all the time, but not while somebody reads it. @param inbox where the focus stays */
export function Waiting({ inbox }: { inbox: RefObject<HTMLElement> }) {
  const { state, desk, wording } = useDesk();
  const words = wording.inbox;
  const { offered, mine, waiting } = groupsOf(state);
  const chosen = chosenOf(state)?.id;
  const box = useRef<HTMLElement>(null);
  const elsewhere = new Set([...offered, ...mine].map(keyOf));
  const { shown, changes, isGone, release } = useSteady({ latest: waiting, keyOf, box, elsewhere });
  useKeptFocus(inbox);
  useEffect(() => {
    desk.shows(shown.filter((one) => !isGone(one)).map(keyOf));
    return () => desk.shows(undefined);
  });
  return (
    <section class="group waiting" aria-labelledby="group-waiting" ref={box}>
      <h2 id="group-waiting">
        {words.waiting} <span class="count">{waiting.length + state.unlisted}</span>
      </h2>
      {shown.length === 0 ? <p class="empty">{words.nobodyWaiting}</p> : null}
      <ul>
        {shown.map((one) => (
          <InboxEntry key={one.id} summary={one} chosen={one.id === chosen} isGone={isGone(one)} />
        ))}
      </ul>
      {state.unlisted > 0 ? <p class="empty">{filled(words.moreWaiting, { n: state.unlisted })}</p> : null}
      <NewsBar words={wording.news} changes={changes} release={release} />
    </section>
  );
}
