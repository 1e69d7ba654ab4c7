import { z } from 'zod';
import type { ComplaintActResult } from '../../src/complaints/complaint-acts';
import type { TestDesk } from './desk';
import { staff } from './staff';

const who = z.string().default('agent1');

/** What the people at the desk do with the complaint told last, in place of the customer's own act. */
export const complaintStep = z.union([
  z.strictObject({ assess: z.literal(true), who }),
  z.strictObject({ investigate: z.literal(true), who }),
  z.strictObject({ ask: z.string(), who }),
  z.strictObject({ answer: z.string(), who }),
  /** Whatever is due by now. */
  z.strictObject({ timers: z.literal(true), who }),
  /** A call that reached nobody. */
  z.strictObject({ tried: z.literal(true), who }),
  z.strictObject({ close: z.literal(true), who }),
  /** What the customer is to have said to one of ours, on the telephone for example. */
  z.strictObject({ noted: z.enum(['solved', 'withdrawn']), who }),
  /** Money back, in fen. */
  z.strictObject({ pay: z.number(), who }),
  /** Into the customer's oldest one. */
  z.strictObject({ merge: z.string(), who }),
]);
export type ComplaintStep = z.output<typeof complaintStep>;

const assessment = { severity: 'low', complexity: 'simple', impact: 'one', actAtOnce: false } as const;

/** Does it. @throws Error when it is refused */
export async function complaintGoesOn(desk: TestDesk, number: string, step: ComplaintStep): Promise<void> {
  const { complaintActs: acts, handoffs, store } = desk;
  const by = staff.find(({ name }) => name === step.who);
  const found = await store.complaints.byNumber(number);
  if (!found || !by) throw new Error(`Nothing to do for ${step.who}: no complaint ${number}, or no such person.`);
  const { id } = found;
  const [cause = ''] = Object.keys(Object.values(handoffs.wrapUp.causes)[0]?.causes ?? {});
  const done = await act();
  if (!done.ok) throw new Error(`Refused ${JSON.stringify(step)}: ${done.reason}`);

  async function act(): Promise<ComplaintActResult> {
    if (!by) throw new Error('unreachable');
    if ('assess' in step) return acts.assess(id, by, assessment);
    if ('investigate' in step) return acts.investigate(id, by);
    if ('ask' in step) return acts.askCustomer(id, by, 'details', step.ask);
    if ('tried' in step) return acts.contact(id, by, { way: 'phone', outcome: 'no_answer' });
    if ('noted' in step)
      return step.noted === 'solved' ? acts.recheck(id, by, true, '电话里说的') : acts.withdraw(id, by, '电话里说的');
    if ('close' in step) return acts.close(id, by);
    if ('timers' in step) return acts.fireTimers(id);
    if ('pay' in step) return acts.giveRemedy(id, by, { id: 'remedy_1', code: 'fee_waiver', amountFen: step.pay });
    if ('merge' in step) {
      const oldest = (await desk.store.complaints.ofPhone(found?.phone ?? '', 0)).at(-1);
      return acts.merge(id, by, oldest?.number ?? '', step.merge);
    }
    return acts.answer(id, by, { text: step.answer, cause });
  }
}

/** All the steps to a decision the customer is told. */
export async function complaintAnswered(desk: TestDesk, number: string, text: string): Promise<void> {
  const found = await desk.store.complaints.byNumber(number);
  if (found?.status === 'acknowledged') await complaintGoesOn(desk, number, { assess: true, who: 'agent1' });
  if (found?.status !== 'investigating') await complaintGoesOn(desk, number, { investigate: true, who: 'agent1' });
  await complaintGoesOn(desk, number, { answer: text, who: 'agent1' });
}
