import { useRef } from 'preact/hooks';
import type { HandoffSummary } from '../../../../src/desk/desk-api';
import type { LiveView } from '../../../../src/desk/supervisor-api';
import { NewsBar } from '../../../components/news-bar';
import { useKeptFocus } from '../../../components/use-kept-focus';
import { useSteady } from '../../../components/use-steady';
import { useDesk } from '../../desk-context';
import { InboxEntry } from '../inbox/inbox-entry';

const keyOf = ({ id }: HandoffSummary) => id;

/** Who waits, in the order of need. */
export function LiveQueue({ waiting, inAll }: { waiting: LiveView['waiting']; inAll: number }) {
  const { wording } = useDesk();
  const words = wording.live;
  const box = useRef<HTMLElement>(null);
  const { shown, changes, isGone, release } = useSteady({ latest: waiting, keyOf, box });
  useKeptFocus(box);
  return (
    <section class="panel" aria-labelledby="live-queue" ref={box}>
      <h3 id="live-queue">
        {words.queue} <span class="count">{inAll}</span>
      </h3>
      {shown.length === 0 ? <p class="empty">{words.nobody}</p> : null}
      <ul class="queue">
        {shown.map((one) => (
          <InboxEntry key={one.id} summary={one} chosen={false} isGone={isGone(one)} />
        ))}
      </ul>
      <NewsBar words={wording.news} changes={changes} release={release} />
    </section>
  );
}
