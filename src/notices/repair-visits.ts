import { timeOfDay } from '../complaints/work-hours';
import { shanghaiDay, startOfShanghaiDay } from '../ports/calendar';
import type { DocumentStore } from '../ports/document-store';
import type { AccountEvent } from './notice';
import type { NoticeRules } from './notice-rules';
import type { Finding } from './weigh';

type AppointmentEvent = Extract<AccountEvent, { readonly kind: 'repair_appointment' }>;
/** The appointment of a number as it stands. */
type Visit = Omit<AppointmentEvent, 'kind'>;

const dayMs = 86_400_000;
const mostTries = 5;
const keyOf = (phone: string): string => `visit:${phone}`;

/** Appointments as the business system told them, one a number: it has no other record of them for us to look at. */
export interface RepairVisits {
  /** @returns what the customer has to hear at once, and when to remind */
  changed(event: AppointmentEvent): Promise<{ readonly told?: Finding; readonly remindAt?: number }>;
  /** @param from the appointment it was planned for; @returns `undefined` when it is not to be any more */
  reminder(phone: string, from: number, now: number): Promise<Finding | undefined>;
}

export function createRepairVisits(
  documents: Pick<DocumentStore, 'get' | 'put'>,
  { rules }: Pick<NoticeRules, 'rules'>,
): RepairVisits {
  /** 18:00 of the day before. */
  const remindAt = (from: number): number =>
    startOfShanghaiDay(shanghaiDay(from - dayMs)) + timeOfDay(rules.repair_reminder.day_before_at);

  return {
    async changed({ kind: _, ...visit }) {
      const before = await keep(visit);
      if (before === 'outdated') return {};
      const { from, at } = visit;
      // Whoever makes an appointment in the evening before needs no reminder.
      const later = visit.cancelled || remindAt(from) <= at ? {} : { remindAt: remindAt(from) };
      const told = changeOf(before, visit);
      return { ...later, ...(told && { told }) };
    },
    async reminder(phone, from, now) {
      const visit = (await documents.get<Visit>('notice', keyOf(phone)))?.value;
      if (!visit || visit.cancelled || visit.from !== from || visit.from <= now) return undefined;
      return { rule: 'repair_reminder', occasion: String(from), facts: factsOf(visit) };
    },
  };

  /** @returns the appointment before; `outdated`: a later event came first */
  async function keep(visit: Visit): Promise<Visit | undefined | 'outdated'> {
    for (let tried = 0; tried < mostTries; tried += 1) {
      const found = await documents.get<Visit & { before?: Visit }>('notice', keyOf(visit.phone));
      const known = found?.value;
      // This very event, run again after a crash: the answer is the same.
      if (known?.id === visit.id) return known.before;
      if (known && known.at > visit.at) return 'outdated';
      const { before: _, ...before } = known ?? {};
      const written = { ...visit, ...(known && { before }) };
      if ((await documents.put('notice', keyOf(visit.phone), written, found?.version ?? 0)) !== undefined)
        return known && (before as Visit);
    }
    throw new Error('A repair appointment could not be written: it changes all the time.');
  }
}

/** Moved or cancelled; a new one was made with the customer. */
function changeOf(before: Visit | undefined, visit: Visit): Finding | undefined {
  const isSame = before?.from === visit.from && before.until === visit.until;
  if (before === undefined || before.cancelled || (isSame && !visit.cancelled)) return undefined;
  // It was over by then: the next one is a new one.
  if (before.until <= visit.at) return undefined;
  const change = visit.cancelled ? 'cancelled' : 'moved';
  return { rule: 'repair_changed', occasion: `${visit.id}`, facts: { change, ...factsOf(visit) } };
}

const factsOf = ({ from, until, place }: Visit): Finding['facts'] => ({
  from,
  until,
  ...(place !== undefined && { place }),
});
