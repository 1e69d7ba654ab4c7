import { whenAwake } from '../complaints/awake';
import { type AccountGateway, AccountUnavailable } from '../ports/account-gateway';
import type { Clock } from '../ports/clock';
import type { Consents } from '../ports/consents';
import type { DocumentStore } from '../ports/document-store';
import type { IdGenerator } from '../ports/id-generator';
import type { Log } from '../ports/log';
import type { Metrics } from '../ports/metrics';
import type { Outbox } from '../ports/outbox';
import type { SmsGateway } from '../ports/sms-gateway';
import { type AccountEvent, type NoticeValue, noticeEventName } from './notice';
import type { NoticeQueue, QueuedTask, Task } from './notice-queue';
import type { NoticeRules, RuleName } from './notice-rules';
import type { RepairVisits } from './repair-visits';
import { type Finding, weigh } from './weigh';

export interface NoticeJobDeps {
  readonly documents: Pick<DocumentStore, 'get' | 'put'>;
  readonly queue: NoticeQueue;
  readonly visits: RepairVisits;
  readonly rules: NoticeRules;
  readonly accounts: Pick<AccountGateway, 'subscriber' | 'bills' | 'dataUsage' | 'services'>;
  readonly consents: Pick<Consents, 'may'>;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly sms: Pick<SmsGateway, 'available'>;
  /** Where the customer is told: the number's SMS conversation, or the page where they are just now. */
  readonly placeOf: (phone: string) => Promise<{ readonly conversationId: string; readonly to?: string }>;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Something was put into the outbox. */
  readonly told?: () => void;
}

/** One notice, stored under its once-key before anything leaves. */
interface Told {
  readonly stage: 'telling' | 'told';
  readonly id: string;
  readonly facts: Finding['facts'];
}

type Outcome = 'told' | 'told_before' | 'refused' | 'unreachable' | 'too_late';

const pageSize = 100;
const hourMs = 3_600_000;
/** What failed is looked at again after a minute, growing to half an hour. */
const againAfterMs = (tries: number): number => Math.min(30, 2 ** Math.min(tries, 10)) * 60_000;

/** Does what is due: whether a customer is to be told, in waking hours, with consent, once for each occasion. */
export function createNoticeJob(deps: NoticeJobDeps): { run(signal: AbortSignal): Promise<void> } {
  const { documents, queue, visits, rules, accounts, clock, log } = deps;

  /** What there is to tell by the account as it is now. */
  async function findings(task: Task, now: number): Promise<Finding | undefined> {
    const found = await visitOrAccount(task, now);
    // Whoever is no customer any more is told nothing.
    return found && (await accounts.subscriber(phoneOf(task))) ? found : undefined;
  }

  async function visitOrAccount(task: Task, now: number): Promise<Finding | undefined> {
    if (task.kind === 'repair_reminder') return visits.reminder(task.phone, task.from, now);
    const { event } = task;
    if (event.kind !== 'repair_appointment') return weigh(event, accounts, rules);
    const { told, remindAt } = await visits.changed(event);
    const { phone, from } = event;
    if (remindAt !== undefined)
      await queue.add({
        task: { kind: 'repair_reminder', phone, from },
        id: event.id,
        dueAt: remindAt,
        since: remindAt,
        tries: 0,
      });
    return told;
  }

  async function doTask(queued: QueuedTask): Promise<void> {
    const { task, tries, since } = queued;
    const now = clock.now();
    const morning = whenAwake(now, rules.awake);
    // An appointment is noted whatever the hour, in the order they come; all else is looked at when it is to be told.
    const isNoted = task.kind === 'event' && task.event.kind === 'repair_appointment';
    if (morning > now && !isNoted) return queue.putOff(queued, morning);
    try {
      const found = await findings(task, now);
      if (found && morning > now) return await queue.putOff(queued, morning);
      if (found) {
        const outcome = await tell(found, phoneOf(task), since);
        deps.metrics.count('notices_total', { rule: found.rule, outcome });
      }
      await queue.done(queued);
    } catch (error) {
      if (error instanceof AccountUnavailable)
        log.warn({ tries, task: task.kind }, 'notices: the business system is away, looked at again later');
      else log.error({ tries, task: task.kind, err: error }, 'notices: failed, looked at again later');
      if (now - since > longestLastsMs(rules)) return queue.done(queued);
      await queue.putOff(queued, now + againAfterMs(tries), tries + 1);
    }
  }

  async function tell({ rule, occasion, facts, unless = [] }: Finding, phone: string, since: number): Promise<Outcome> {
    const { topic, lasts_hours: lasts } = rules.rules[rule];
    if (clock.now() - since > lasts * hourMs) return 'too_late';
    for (const other of unless) if (await documents.get('notice', toldKey(rule, phone, other))) return 'told_before';
    const key = toldKey(rule, phone, occasion);
    if ((await documents.get<Told>('notice', key))?.value.stage === 'told') return 'told_before';
    if (!(await deps.consents.may(phone, topic))) return 'refused';
    if (!deps.sms.available(phone)) return 'unreachable';
    // Left as it is by a run that was cut off, or is under way on another node: what that may have sent is sent again.
    await documents.put('notice', key, { stage: 'telling', id: deps.ids.next('ntc'), facts } satisfies Told, 0);
    const stored = await documents.get<Told>('notice', key);
    if (!stored) throw new Error('A notice was removed while it was being told: it is tried again.');
    const notice = stored.value;
    const { to, conversationId } = await deps.placeOf(phone);
    const value: NoticeValue = { id: notice.id, rule, facts: notice.facts };
    await deps.outbox.add([
      {
        key: `notice:${notice.id}`,
        kind: 'conversation',
        conversationId,
        payload: { name: noticeEventName, value, ...(to !== undefined && { to }) },
      },
    ]);
    await documents.put('notice', key, { ...notice, stage: 'told' } satisfies Told, stored.version);
    deps.told?.();
    return 'told';
  }

  return {
    async run(signal) {
      const tried = new Set<string>();
      for (;;) {
        const due = await queue.due(clock.now(), tried.size + pageSize);
        const fresh = due.filter((queued) => !tried.has(nameOf(queued)));
        if (fresh.length === 0) return;
        for (const queued of byUrgency(fresh, rules)) {
          if (signal.aborted) return;
          tried.add(nameOf(queued));
          try {
            await doTask(queued);
          } catch (error) {
            log.warn({ task: queued.task.kind, err: error }, 'notices: the store is away, done by the next run');
          }
        }
      }
    },
  };
}

const ruleOf: Readonly<Record<AccountEvent['kind'] | 'repair_reminder', RuleName>> = {
  bill_ready: 'abnormal_bill',
  data_used: 'plan_used',
  service_ordered: 'service_ordered',
  repair_appointment: 'repair_changed',
  repair_reminder: 'repair_reminder',
  line_status: 'line_status',
};

/** What is urgent is told first: a number gets only so many messages an hour (S12). Else in the order it happened. */
function byUrgency(due: readonly QueuedTask[], { rules }: NoticeRules): readonly QueuedTask[] {
  const isUrgent = ({ task }: QueuedTask): boolean =>
    rules[ruleOf[task.kind === 'event' ? task.event.kind : task.kind]].urgency === 'high';
  const happened = ({ task, since }: QueuedTask): number => (task.kind === 'event' ? task.event.at : since);
  return due.toSorted((a, b) => Number(isUrgent(b)) - Number(isUrgent(a)) || happened(a) - happened(b));
}

const toldKey = (rule: string, phone: string, occasion: string): string => `told:${rule}:${phone}:${occasion}`;
const phoneOf = (task: Task): string => (task.kind === 'event' ? task.event.phone : task.phone);
const nameOf = ({ dueAt, id }: QueuedTask): string => `${dueAt}:${id}`;
const longestLastsMs = ({ rules }: NoticeRules): number =>
  Math.max(...Object.values(rules).map(({ lasts_hours: hours }) => hours)) * hourMs;
