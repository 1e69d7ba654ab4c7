import type { ActKey } from '../ports/act-key';
import type { Clock } from '../ports/clock';
import type { HandoffQueue } from '../ports/handoff-queue';
import type { IdGenerator } from '../ports/id-generator';
import type { Log } from '../ports/log';
import { customerActor, staffActor } from './actor';
import type { HandoffActs, TransferTo } from './acts';
import type { AgentProfile } from './agent';
import { applyHandoffEvent, type HandoffChanges } from './apply-event';
import { changeHandoff, type HandoffChange } from './change-handoff';
import { hubLeftEntries, statusEntry } from './conversation-entries';
import { asIs, type Decided, refuse } from './decided';
import { decidingOnce } from './deciding-once';
import type { Handoff, HandoffNote, WrapUp } from './handoff';
import type { ServiceHours } from './hours';
import { hubActs } from './hub-acts';
import { passedOn } from './passed-on';
import type { Presences } from './presence';
import { rankAt } from './rank';
import type { Routing } from './routing-data';
import type { HandoffEvent } from './state-table';
import { agreedIn, wrapUpFault } from './wrap-up';
import type { WrapUpData } from './wrap-up-data';

export interface HandoffActsDeps {
  readonly queue: HandoffQueue;
  readonly presence: Presences;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  readonly hours: ServiceHours;
  readonly routing: Routing;
  readonly wrapUp: WrapUpData;
  /** Everybody who may be given customers, as they are now. */
  readonly staff: () => readonly AgentProfile[];
  /** Called after every change, so that routing looks at once: `() => jobs.nudge(routingJobName)`. */
  readonly nudge?: () => void;
}

const offersLooked = 500;

/** Wire one for the whole process, and give it to whoever acts: bot, desk, hotline, connectors. */
export function createHandoffActs(deps: HandoffActsDeps): HandoffActs {
  return actsUnder(deps);
}

function actsUnder(deps: HandoffActsDeps, key?: ActKey): HandoffActs {
  const { queue, presence, routing, staff, hours } = deps;

  async function act(id: string, decide: (handoff: Handoff, now: number) => Decided | Promise<Decided>) {
    const result = await changeHandoff(deps, id, key === undefined ? decide : decidingOnce(key, decide));
    if (result.ok) deps.nudge?.();
    return result;
  }

  /** The step, and what the conversation learns of it. */
  function step(
    handoff: Handoff,
    event: HandoffEvent,
    by: AgentProfile | 'customer',
    now: number,
    changes: HandoffChanges,
    outbox: NonNullable<HandoffChange>['outbox'] = [],
    note?: string,
  ): Decided {
    const actor = by === 'customer' ? customerActor : staffActor(handoff, by);
    const result = applyHandoffEvent(handoff, event, actor, now, changes, note);
    return result.ok ? { ok: true, change: { handoff: result.handoff, outbox } } : refuse(result.reason);
  }

  const handedTo = (handoff: Handoff, by: AgentProfile, now: number): [HandoffChanges, HandoffChange & object] => {
    const agent = { id: by.name, name: by.displayName ?? by.name };
    return [
      { agent: by.name, offer: undefined, reservedFor: undefined, acceptedAt: handoff.acceptedAt ?? now },
      { handoff, outbox: [statusEntry(handoff, { state: 'accepted', agent })] },
    ];
  };

  const isFull = async ({ name, capacity = routing.capacity }: AgentProfile, offersToo: boolean, but: string) => {
    const has = await queue.ofAgent(name, ['assigned'], capacity + 1);
    const offered = offersToo ? await queue.list(['offered'], offersLooked) : [];
    const mine = offered.filter(({ id, offer }) => id !== but && offer?.agent === name);
    return has.length + mine.length >= capacity;
  };

  /** Whoever has nobody left is idle from now on. An answer that never comes costs a turn in the order, no more. */
  async function freed(name: string | undefined): Promise<void> {
    if (name === undefined || !staff().some((profile) => profile.name === name)) return;
    try {
      if ((await queue.ofAgent(name, ['assigned'], 1)).length === 0) await presence.idle(name);
    } catch (error) {
      deps.log.warn({ staff: name, err: error }, 'presence: since when they are idle is not noted');
    }
  }

  const knows = (name: string) => staff().some((profile) => profile.name === name && profile.role !== 'admin');

  function passOn(event: 'transfer' | 'reassign', id: string, by: AgentProfile, to: TransferTo, note: string) {
    return act(id, (handoff, now) => {
      const known = 'agent' in to ? knows(to.agent) : Object.hasOwn(routing.teams, to.team);
      if (!known) return refuse('unknown_agent');
      if (handoff.hub !== undefined) return refuse('not_now');
      const text = note.trim();
      const left: HandoffNote = { id: deps.ids.next('note'), at: now, author: by.name, kind: 'transfer', text };
      const told =
        handoff.status === 'assigned' ? [statusEntry(handoff, { state: 'failed', reason: 'transferred' })] : [];
      const target = 'agent' in to ? to.agent : to.team;
      return step(handoff, event, by, now, passedOn(handoff, to, left, now, routing), told, target);
    });
  }

  return {
    once: (other) => actsUnder(deps, other),

    async accept(id, agent) {
      const result = await act(id, async (handoff, now) => {
        if (handoff.status === 'assigned') return handoff.agent === agent.name ? asIs : refuse('taken', handoff.agent);
        if (handoff.status === 'offered' && handoff.offer?.agent !== agent.name)
          return refuse('taken', handoff.offer?.agent);
        if (handoff.status === 'offered' && (await isFull(agent, false, id))) return refuse('full');
        const [changes, { outbox }] = handedTo(handoff, agent, now);
        return step(handoff, 'accept', agent, now, changes, outbox);
      });
      if (result.ok) await presence.answered(agent.name).catch(() => undefined);
      return result;
    },

    decline: (id, agent) =>
      act(id, (handoff, now) => {
        if (handoff.status === 'offered' && handoff.offer?.agent !== agent.name)
          return refuse('taken', handoff.offer?.agent);
        const until = now + 1000 * routing.passed_over_seconds;
        return step(handoff, 'decline', agent, now, {
          offer: undefined,
          reservedFor: handoff.reservedFor?.agent === agent.name ? undefined : handoff.reservedFor,
          passedOver: [
            ...(handoff.passedOver ?? []).filter((passed) => passed.until > now && passed.agent !== agent.name),
            { agent: agent.name, until },
          ],
        });
      }),

    async take(id, by) {
      let before: string | undefined;
      const result = await act(id, async (handoff, now) => {
        before = handoff.status === 'assigned' ? handoff.agent : undefined;
        if (handoff.status === 'assigned' && handoff.agent === by.name) return asIs;
        if (handoff.status === 'assigned' && by.role !== 'supervisor') return refuse('taken', handoff.agent);
        if (handoff.hub !== undefined) return refuse('not_now');
        const { reservedFor } = handoff;
        if (by.role !== 'supervisor' && reservedFor && reservedFor.agent !== by.name && reservedFor.until > now)
          return refuse('taken', reservedFor.agent);
        // A call is on their telephone already, and a supervisor knows what they do.
        const counts = by.role === 'agent' && handoff.brief.channel !== 'voice';
        if (counts && (await isFull(by, true, id))) return refuse('full');
        const [changes, { outbox }] = handedTo(handoff, by, now);
        return step(handoff, 'take', by, now, changes, outbox, before);
      });
      if (result.ok && before !== undefined && before !== by.name) await freed(before);
      return result;
    },

    async transfer(id, by, to, note) {
      const result = await passOn('transfer', id, by, to, note);
      if (result.ok) await freed(result.handoff.agent);
      return result;
    },
    async reassign(id, by, to, note) {
      const result = await passOn('reassign', id, by, to, note);
      if (result.ok) await freed(result.handoff.agent);
      return result;
    },

    note: (id, by, note) =>
      act(id, (handoff, now) => {
        const { notes = [] } = handoff;
        if (notes.some((known) => known.id === note.id)) return asIs;
        if (note.kind === 'transfer' || (note.kind === 'whisper' && by.role !== 'supervisor'))
          return refuse('not_allowed');
        const added: HandoffNote = { id: note.id, at: now, author: by.name, kind: note.kind, text: note.text };
        return step(handoff, 'note', by, now, { notes: [...notes, added] }, [], note.kind);
      }),

    async bookCallBack(id, by, span, phone) {
      const result = await act(id, (handoff, now) => {
        if (span.until <= now || span.until <= span.from) return refuse('not_now');
        if (handoff.hub !== undefined && by !== 'customer') return refuse('not_now');
        const number = phone ?? handoff.callBack?.phone ?? handoff.brief.customer.phone;
        const callBack = { from: span.from, until: span.until, ...(number === undefined ? {} : { phone: number }) };
        const wasAssigned = handoff.status === 'assigned';
        return step(
          handoff,
          'book_call_back',
          by,
          now,
          {
            callBack,
            // Our own people call back: the other desk has nobody to wait for any more.
            hub: undefined,
            rank: rankAt(handoff, callBack.from),
            offer: undefined,
            reservedFor: undefined,
            passedOver: undefined,
            told: undefined,
            // Who knows the matter calls back, if they are there.
            preferredAgent: wasAssigned ? handoff.agent : handoff.preferredAgent,
          },
          wasAssigned
            ? [statusEntry(handoff, { state: 'failed', reason: 'call_back_booked' })]
            : hubLeftEntries(handoff),
        );
      });
      if (result.ok && by !== 'customer') await freed(result.handoff.agent);
      return result;
    },

    async finish(id, by, given) {
      const result = await act(id, (handoff, now) => {
        if (handoff.status === 'done' && handoff.wrapUp?.by === by.name) return asIs;
        // A supervisor's way out where the other desk has gone silent; it is told, should it still listen.
        if (handoff.hub !== undefined && by.role !== 'supervisor') return refuse('not_now');
        if (wrapUpFault(given, deps.wrapUp, now) !== undefined) return refuse('wrap_up_incomplete');
        if (given.result === 'not_reached' && handoff.callBack !== undefined && handoff.hub === undefined) {
          const attempts = (handoff.callBack.attempts ?? 0) + 1;
          if (attempts < routing.call_back.attempts) return again(handoff, by, given, attempts, now);
        }
        const wrapUp: WrapUp = { ...given, at: now, by: by.name };
        const entries = [statusEntry(handoff, { state: 'completed', ...agreedIn(given) }), ...hubLeftEntries(handoff)];
        return step(handoff, 'finish', by, now, { wrapUp }, entries, `${given.result} ${given.cause}`);
      });
      if (result.ok) await freed(result.handoff.agent);
      return result;
    },

    customerLeft: (id) =>
      act(id, (handoff, now) => {
        // Nobody needs to stay for a call back.
        const isInLine = handoff.status === 'waiting' || handoff.status === 'offered';
        if (handoff.customerLeftAt !== undefined || handoff.status === 'call_back_booked') return asIs;
        const changes = { customerLeftAt: now, ...(isInLine ? { offer: undefined, told: undefined } : {}) };
        if (isInLine && handoff.callBack !== undefined) return asIs;
        const event = isInLine ? 'withdraw' : 'customer_left';
        return step(handoff, event, 'customer', now, changes, hubLeftEntries(handoff), isInLine ? 'left' : undefined);
      }),

    withdraw: (id, by) =>
      act(id, (handoff, now) => {
        if (handoff.status === 'withdrawn') return asIs;
        const told = by === 'customer' ? [] : [statusEntry(handoff, { state: 'failed', reason: 'not_taken' })];
        const entries = [...told, ...hubLeftEntries(handoff)];
        return step(handoff, 'withdraw', by, now, { offer: undefined, told: undefined }, entries);
      }),

    ...hubActs(act, deps),
  };

  /** A call back nobody answered is tried again at the next time for it. */
  function again(
    handoff: Handoff,
    by: AgentProfile,
    { note, cause }: Pick<WrapUp, 'note' | 'cause'>,
    attempts: number,
    now: number,
  ) {
    const next = hours.nextCallBack(now);
    const text = note?.trim() ?? '';
    const left: HandoffNote = { id: deps.ids.next('note'), at: now, author: by.name, kind: 'note', text };
    return step(
      handoff,
      'not_reached',
      by,
      now,
      {
        callBack: { ...handoff.callBack, ...next, attempts },
        rank: rankAt(handoff, next.from),
        preferredAgent: handoff.agent,
        ...(text === '' ? {} : { notes: [...(handoff.notes ?? []), left] }),
      },
      [statusEntry(handoff, { state: 'failed', reason: 'call_back_booked' })],
      cause,
    );
  }
}
