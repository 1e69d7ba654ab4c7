import { setTimeout as pause } from 'node:timers/promises';
import type { Conversations } from '../conversation/conversations';
import { hubAgent } from '../handoff/actor';
import type { ActResult, HandoffActs } from '../handoff/acts';
import type { Handoff } from '../handoff/handoff';
import { type AgentMessageValue, agentMessageEventName, handoffStatusEventName } from '../handoff/protocol';
import { type HubEvents, HubFault } from '../ports/agent-hub';
import type { LoggedActivity } from '../ports/conversation-store';
import type { HandoffQueue } from '../ports/handoff-queue';
import { readHubReference } from './hub-reference';

export interface HubEventsDeps {
  /** Name of the hub these events come from. */
  readonly hub: string;
  readonly queue: Pick<HandoffQueue, 'byId'>;
  readonly acts: Pick<HandoffActs, 'hubOpened' | 'hubAccepted' | 'hubResolved'>;
  readonly conversations: Pick<Conversations, 'receive' | 'read'>;
  /** How long a first message waits until the customer has been told who answers. Default 2,000 ms. */
  readonly introductionMs?: number;
}

const page = 200;
const lookEveryMs = 40;
const nameLimit = 60;
const textLimit = 8000;

/**
 * Brings what people of another desk do into the customer's conversation. A message has the desk's own id there, so it
 * comes once however often it is told; acts that have happened already change nothing.
 */
export function createHubEvents({ hub, queue, acts, conversations, introductionMs = 2000 }: HubEventsDeps): HubEvents {
  /** @throws HubFault when the reference leads to none of this hub's hand-overs */
  async function handoffOf(reference: string): Promise<Handoff> {
    const read = readHubReference(reference);
    const handoff = read && (await queue.byId(read.handoffId));
    const known = handoff?.hub?.reference;
    if (!handoff || (known !== undefined && known !== reference)) throw gone();
    // Somebody over there was faster than our own note of having opened it.
    if (handoff.hub?.name === hub && known === undefined && handoff.status === 'waiting') {
      const opened = await acts.hubOpened(handoff.id, hub, reference);
      return opened.ok ? opened.handoff : refuse(opened);
    }
    return handoff;
  }

  const isWith = (handoff: Handoff): boolean => handoff.hub?.name === hub && handoff.status === 'assigned';

  async function accept(handoff: Handoff, agent: string): Promise<void> {
    if (handoff.hub?.name !== hub || handoff.status !== 'waiting') return;
    const accepted = await acts.hubAccepted(handoff.id, named(agent, hub));
    if (!accepted.ok && accepted.reason !== 'not_now') refuse(accepted);
  }

  /** Whether the log has such an entry; it is read from the beginning, conversations are short. */
  async function logHas(id: string, fits: (activity: LoggedActivity['activity']) => boolean): Promise<boolean> {
    for (let after = 0; ; ) {
      const entries = await conversations.read(id, after, page);
      if (entries.some(({ activity }) => fits(activity))) return true;
      const last = entries.at(-1);
      if (last === undefined || entries.length < page) return false;
      after = last.seq;
    }
  }

  /** The acceptance travels through the outbox; the customer is to hear who answers before the first words. */
  async function introduced({ id, conversationId }: Handoff): Promise<void> {
    const isAcceptance = ({ activity: { name, value } }: LoggedActivity): boolean =>
      name === handoffStatusEventName && isOf(value, id);
    let after = 0;
    for (let waited = 0; waited < introductionMs; ) {
      const entries = await conversations.read(conversationId, after, page);
      if (entries.some(isAcceptance)) return;
      // Read once, from there on only what is new.
      after = entries.at(-1)?.seq ?? after;
      if (entries.length === page) continue;
      await pause(lookEveryMs);
      waited += lookEveryMs;
    }
  }

  /** What is told of one conversation is done in the order it came in, whatever each has to wait for. */
  const tails = new Map<string, Promise<unknown>>();
  function inTurn(reference: string, work: () => Promise<void>): Promise<void> {
    const done = (tails.get(reference) ?? Promise.resolve()).then(work, work);
    tails.set(reference, done);
    const forget = (): void => {
      if (tails.get(reference) === done) tails.delete(reference);
    };
    done.then(forget, forget);
    return done;
  }

  const events: HubEvents = {
    async accepted(reference, _id, agent) {
      await accept(await handoffOf(reference), agent);
    },
    async agentSaid(reference, id, agent, text) {
      let handoff = await handoffOf(reference);
      await accept(handoff, agent);
      if (!isWith(handoff)) handoff = await handoffOf(reference);
      const externalId = `hub:${hub}:${id}`;
      if (!isWith(handoff)) {
        // Told again after the end: the customer has it, nothing is amiss.
        if (await logHas(handoff.conversationId, ({ channelData }) => channelData?.hubMessage === externalId)) return;
        throw gone();
      }
      await introduced(handoff);
      const name = named(agent, hub);
      const value: AgentMessageValue = {
        handoffId: handoff.id,
        text: text.slice(0, textLimit),
        agent: { id: hubAgent(hub, name), name },
      };
      const channelData = { hubMessage: externalId };
      const event = { type: 'event', name: agentMessageEventName, value, channelData };
      const taken = await conversations.receive(handoff.conversationId, externalId, event);
      if (taken.ok) taken.turn.catch(() => undefined);
      // The same message in other words: the customer has the first.
      else if (taken.reason !== 'key_reused')
        throw new HubFault(`conversation: ${taken.reason}`, taken.reason === 'no_conversation');
    },
    async resolved(reference, _id, wrapUp) {
      const handoff = await handoffOf(reference);
      if (handoff.hub?.name !== hub) return;
      const resolved = await acts.hubResolved(handoff.id, wrapUp);
      if (!resolved.ok && resolved.reason !== 'not_now') refuse(resolved);
    },
  };
  return {
    accepted: (reference, id, agent) => inTurn(reference, () => events.accepted(reference, id, agent)),
    agentSaid: (reference, id, agent, text) => inTurn(reference, () => events.agentSaid(reference, id, agent, text)),
    resolved: (reference, id, wrapUp) => inTurn(reference, () => events.resolved(reference, id, wrapUp)),
  };
}

const gone = (): HubFault => new HubFault('The customer is not in this conversation any more.', true);

function refuse({ reason }: Extract<ActResult, { ok: false }>): never {
  throw new HubFault(`hand-over: ${reason}`, reason !== 'busy');
}

/** A name fit to be shown; the hub's own where there is none. */
const named = (agent: string, hub: string): string =>
  agent
    .replace(/[\p{Cc}\p{Cf}<>]/gu, '')
    .trim()
    .slice(0, nameLimit) || hub;

const isOf = (value: unknown, handoffId: string): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'handoffId' in value &&
  value.handoffId === handoffId &&
  'state' in value &&
  value.state === 'accepted';
