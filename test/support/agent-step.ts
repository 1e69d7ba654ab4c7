import { z } from 'zod';
import type { ActResult } from '../../src/handoff/acts';
import { wrapUpResults } from '../../src/handoff/handoff';
import { agentMessageEventName } from '../../src/handoff/protocol';
import { staff, type TestDesk } from './desk';

const who = z.string().default('agent1');

/** What the people at the desk do about the customer's newest hand-over, in place of the customer's own act. */
export const agentStep = z.union([
  z.strictObject({ accept: z.literal(true), who }),
  z.strictObject({ say: z.string(), who }),
  z.strictObject({ transfer: z.string(), who }),
  /** The page shows no life any more, and the desk notices. */
  z.strictObject({ gone: z.literal(true), who }),
  z.strictObject({
    finish: z.enum(wrapUpResults),
    agreed: z.string().optional(),
    followUpOn: z.string().optional(),
    who,
  }),
  /** Nobody takes it, and a supervisor takes it out of the line. */
  z.strictObject({ remove: z.literal(true), who: z.literal('supervisor') }),
]);
export type AgentStep = z.output<typeof agentStep>;

let messages = 0;

/** Does it. @throws Error when the desk refuses */
export async function agentActs(desk: TestDesk, conversationId: string, step: AgentStep): Promise<void> {
  const { store, handoffs, turns, clock } = desk;
  const { acts, presence, job, wrapUp } = handoffs;
  const by = staff.find(({ name }) => name === step.who);
  const [handoff] = await store.handoffs.ofConversation(conversationId, 1);
  if (!handoff || !by) throw new Error(`Nothing to do for ${step.who}: no such person, or nobody waits.`);
  if ('say' in step) {
    messages += 1;
    const value = { handoffId: handoff.id, text: step.say, agent: { id: by.name, name: by.displayName ?? by.name } };
    const event = { type: 'event', name: agentMessageEventName, value };
    await turns.receive(conversationId, `agent:message ${messages}`, event);
    return;
  }
  if ('gone' in step) {
    const { signal } = new AbortController();
    for (let look = 0; look < 8; look += 1) {
      await job.run(signal);
      clock.advance(4_000);
    }
    return;
  }
  if ('accept' in step) await presence.seen(by.name);
  const done = await act();
  if (!done.ok) throw new Error(`The desk refused ${JSON.stringify(step)}: ${done.reason}`);

  function act(): Promise<ActResult> {
    if (!handoff || !by) throw new Error('unreachable');
    const [cause = ''] = Object.keys(Object.values(wrapUp.causes)[0]?.causes ?? {});
    if ('accept' in step) return acts.take(handoff.id, by);
    if ('transfer' in step) return acts.transfer(handoff.id, by, { agent: step.transfer }, '');
    if ('remove' in step) return acts.withdraw(handoff.id, by);
    if (!('finish' in step)) throw new Error('unreachable');
    const { finish: result, agreed, followUpOn } = step;
    const told = { ...(agreed !== undefined && { agreed }), ...(followUpOn !== undefined && { followUpOn }) };
    return acts.finish(handoff.id, by, { result, cause, ...told });
  }
}
