import { useEffect, useState } from 'preact/hooks';
import type { LiveView } from '../../../../src/desk/supervisor-api';
import { clockTime } from '../../../shared/times';
import { filled } from '../../../wording/wording';
import { api } from '../../api';
import { useDesk } from '../../desk-context';
import { LiveAgents } from './live-agents';
import { LiveQueue } from './live-queue';
import { LiveWaits } from './live-waits';

const everyMs = 5000;

/** The floor at a glance: waits against the standard, who has whom, who waits. */
export function Live() {
  const { state, wording } = useDesk();
  const words = wording.live;
  const [view, setView] = useState<LiveView | undefined>();
  // A change anywhere is looked at soon, quiet times every 5 s.
  const { handoffs } = state;
  useEffect(() => {
    let current = true;
    const look = async () => {
      const answer = await api.live();
      if (current && answer.ok) setView(answer.value);
    };
    const soon = setTimeout(look, view === undefined ? 0 : 300);
    const often = setInterval(look, everyMs);
    return () => {
      current = false;
      clearTimeout(soon);
      clearInterval(often);
    };
  }, [handoffs]);
  if (!view)
    return (
      <main class="page">
        <p class="empty">{wording.loading}</p>
      </main>
    );
  return (
    <main class="page live">
      <header class="line">
        <h2>{words.label}</h2>
        <span class="quiet-text">{filled(words.updated, { time: clockTime(view.now) })}</span>
      </header>
      <LiveWaits waits={view.waits} />
      <LiveAgents agents={view.agents} now={view.now} />
      <LiveQueue waiting={view.waiting} inAll={view.waitingInAll} />
    </main>
  );
}
