import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';
import type { DataRequests } from './data-requests';

const dataRequestJobName = 'data-requests';
/** How late an overdue request may be noticed. */
const dataRequestEveryMs = 60_000;

/** Watches over the 15 days (L8): what nobody answered in time is marked once, whichever node looks, also after a restart. */
export const createOverdueJob = ({
  dataRequests,
  clock,
  log,
}: {
  readonly dataRequests: Pick<DataRequests, 'markOverdue'>;
  readonly clock: Clock;
  readonly log: Log;
}) => ({
  name: dataRequestJobName,
  everyMs: dataRequestEveryMs,
  async run(): Promise<void> {
    for (const number of await dataRequests.markOverdue(clock.now()))
      log.warn({ number }, 'a request for own data was not answered in 15 days: see /board, and docs/data.md');
  },
});
