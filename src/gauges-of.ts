import type { PrometheusMetrics } from './platform/metrics';
import type { Clock } from './ports/clock';
import type { Store } from './storage/store';

/** How many are counted one by one; more than these say the same: too many. */
const most = 200;

/** What the store holds right now, for `/metrics`. */
export function gaugesOf(metrics: PrometheusMetrics, { handoffs, outbox }: Store, clock: Clock): void {
  metrics.gauge(
    'handoffs_waiting',
    'Customers waiting for a person',
    async () => (await handoffs.list(['waiting', 'offered'], most)).length,
  );
  metrics.gauge(
    'handoffs_assigned',
    'Customers a person has',
    async () => (await handoffs.list(['assigned'], most)).length,
  );
  metrics.gauge('outbox_waiting', 'What is to leave and has not', async () => (await outbox.counts()).waiting);
  metrics.gauge('outbox_dead', 'What was given up and not sent again', async () => (await outbox.counts()).dead);
  metrics.gauge('outbox_oldest_seconds', 'Age of the oldest that waits to leave', async () => {
    const { oldestAt } = await outbox.counts();
    return oldestAt === undefined ? 0 : Math.max(0, (clock.now() - oldestAt) / 1000);
  });
}
