import { join } from 'node:path';
import { createConsents } from '../../src/consents/create-consents';
import type { AccountEvent } from '../../src/notices/notice';
import { createNoticeJob, type NoticeJobDeps } from '../../src/notices/notice-job';
import { createNoticeQueue } from '../../src/notices/notice-queue';
import { loadNoticeRules } from '../../src/notices/notice-rules';
import { createRepairVisits } from '../../src/notices/repair-visits';
import type { AccountGateway } from '../../src/ports/account-gateway';
import type { IdGenerator } from '../../src/ports/id-generator';
import { silentLog } from '../../src/ports/log';
import { noMetrics } from '../../src/ports/metrics';
import type { OutboxEntry } from '../../src/ports/outbox';
import type { Store } from '../../src/storage/store';
import type { ManualClock } from '../support/manual-clock';

export const dataDir = join(__dirname, '../../nlp-models');
export const rules = loadNoticeRules(dataDir);
export const shanghai = (text: string): number => Date.parse(`${text}:00+08:00`);

type Wrap = <T extends object>(port: T) => T;

/** One node's job over a store. @param wrap put around each port: to let it die somewhere */
export function noticeNode(
  store: Pick<Store, 'documents' | 'records' | 'outbox'>,
  {
    clock,
    ids,
    accounts,
    wrap = (same) => same,
    more = {},
  }: {
    clock: ManualClock;
    ids: IdGenerator;
    accounts: AccountGateway;
    wrap?: Wrap;
    more?: Partial<NoticeJobDeps>;
  },
) {
  const documents = wrap(store.documents);
  const queue = createNoticeQueue(documents, clock);
  const consents = createConsents(store);
  const counted: string[] = [];
  const job = createNoticeJob({
    documents,
    queue,
    visits: createRepairVisits(documents, rules),
    rules,
    accounts: wrap(accounts),
    consents: wrap(consents),
    outbox: wrap(store.outbox),
    sms: { available: () => true },
    placeOf: async (phone) => ({ conversationId: `sms_${phone.slice(-1)}`, to: phone }),
    clock,
    ids,
    log: silentLog,
    metrics: { ...noMetrics, count: (_name, labels = {}) => void counted.push(Object.values(labels).join(' ')) },
    ...more,
  });
  return {
    queue,
    consents,
    /** What became of each finding: rule and outcome. */
    counted,
    run: () => job.run(new AbortController().signal),
    accept: (...events: AccountEvent[]) => queue.accept(events),
  };
}

/** What was put into the outbox, oldest first. */
export async function told(store: Pick<Store, 'outbox'>) {
  const entries: readonly OutboxEntry[] = await store.outbox.list('waiting', 1000);
  return entries.toReversed().map(({ payload }) => {
    const { value, to } = payload as { value: { rule: string; facts: Record<string, unknown> }; to?: string };
    return { rule: value.rule, facts: value.facts, to };
  });
}
