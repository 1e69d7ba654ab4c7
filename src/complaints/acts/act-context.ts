import type { AgentProfile } from '../../handoff/agent';
import type { WrapUpData } from '../../handoff/wrap-up-data';
import { type ActKey, heardBefore, underKey } from '../../ports/act-key';
import type { Clock } from '../../ports/clock';
import type { ComplaintRepository } from '../../ports/complaint-repository';
import type { NewOutboxEntry } from '../../ports/outbox';
import { promisedAnew } from '../amend';
import { applyEvent, type EventResult, type StepDetails } from '../apply-event';
import type { Catalogue } from '../catalogue';
import { changeComplaint, type Decision } from '../change-complaint';
import type { Complaint } from '../complaint';
import type { ComplaintActor, ComplaintActResult, ComplaintActs } from '../complaint-acts';
import { deskActor } from '../fire-timers';
import type { ProgressValue } from '../protocol';
import { type Actor, type ComplaintEvent, customerActor } from '../state-table';
import { type Told, toldEntries } from '../told';

export interface ComplaintActsDeps {
  readonly complaints: ComplaintRepository;
  /** Read with the calendar: `loadCatalogue(dir, loadWorkingDays(handoffDir))`. */
  readonly catalogue: Catalogue;
  /** nlp-models/handoff/wrap-up.yaml: the coded causes. */
  readonly wrapUp: Pick<WrapUpData, 'isCause'>;
  readonly clock: Clock;
  /** Everybody who may be given complaints, as they are now. */
  readonly staff: () => readonly AgentProfile[];
  /** Whether the customer agreed to a word some days after closing; absent: nobody did. */
  readonly mayGreet?: (complaint: Complaint) => Promise<boolean>;
  /** What leaves because a complaint has climbed (`climbEntries`), stored by the same write; absent: nothing. */
  readonly climbed?: (before: Complaint, after: Complaint, now: number) => readonly NewOutboxEntry[];
  /** Called after every change, so that desks show it at once. */
  readonly changed?: (complaint: Complaint) => void;
}

/** What all acts are made of. */
export interface ActContext extends ComplaintActsDeps {
  act(id: string, decide: (complaint: Complaint, now: number) => Decision): Promise<ComplaintActResult>;
  /** One step of the table, written with what the customer hears of it. */
  step(
    complaint: Complaint,
    event: ComplaintEvent,
    by: ComplaintActor,
    now: number,
    details?: StepDetails & { readonly note?: string; readonly told?: readonly Told[] },
  ): Decision;
  /** Back to work with a senior and a new promise; `result`: of the step that led there. */
  again(complaint: Complaint, result: EventResult, by: ComplaintActor, now: number): Decision;
  /** Whoever works on what is nobody's has it from then on; who has left has it no more. */
  handledBy(complaint: Complaint, by: AgentProfile): { readonly handler?: string };
  isStaff(name: string): boolean;
}

export const refuse = (reason: Extract<ComplaintActResult, { ok: false }>['reason']): Decision => ({
  ok: false,
  reason,
});
export const asIs: Decision = { ok: true, change: undefined };
export const write = (
  before: Complaint,
  complaint: Complaint,
  told: readonly Told[] = [],
  outbox: readonly NewOutboxEntry[] = [],
): Decision => ({ ok: true, change: { complaint, outbox: [...toldEntries(before, told), ...outbox] } });

export const progress = (
  step: ProgressValue['step'],
  by?: number,
  more: Pick<ProgressValue, 'amountFen' | 'into'> = {},
): Told => ({ event: 'progress', step, ...(by === undefined ? {} : { by }), ...more });

/** Longest text of an answer, a question or a reason; a longer one is cut. */
const textLimit = 5_000;
export const cut = (text: string): string => text.trim().slice(0, textLimit);

/** What was said under this key before happens no second time. */
function decideOnce(
  key: ActKey,
  complaint: Complaint,
  now: number,
  decide: (complaint: Complaint, now: number) => Decision,
): Decision {
  const heard = heardBefore(complaint.history, key);
  if (heard !== undefined) return heard === 'same' ? asIs : refuse('key_reused');
  const decided = decide(complaint, now);
  if (!decided.ok || decided.change === undefined) return decided;
  return {
    ok: true,
    change: { ...decided.change, complaint: underKey(decided.change.complaint, complaint.history, key) },
  };
}

/** The step taken by somebody. Administrators run the desk and handle no complaint. */
export function applyBy(
  by: ComplaintActor,
  complaint: Complaint,
  event: ComplaintEvent,
  now: number,
  note?: string,
  details: StepDetails = {},
): EventResult {
  const actor = actorFor(by);
  return actor === undefined
    ? { ok: false, reason: 'not_allowed' }
    : applyEvent(complaint, event, actor, now, note, details);
}

export function actorFor(by: ComplaintActor): Actor | undefined {
  if (by === 'customer') return customerActor;
  if (by === 'desk') return deskActor;
  return by.role === 'admin' ? undefined : { role: by.role, id: by.name };
}

/** @param key of the request whose acts these are; see {@link ComplaintActs.once} */
export function actContext(deps: ComplaintActsDeps, key?: ActKey): ActContext {
  const isStaff = (name: string) => deps.staff().some((profile) => profile.name === name && profile.role !== 'admin');
  /** Whoever it did not end well with has it no more, unless a senior: it is for those who see what climbed. */
  function toSeniors(complaint: Complaint): Complaint {
    const { handler, ...rest } = complaint;
    const isSenior = deps.staff().some(({ name, role }) => name === handler && role === 'supervisor');
    return handler === undefined || isSenior ? complaint : rest;
  }

  return {
    ...deps,
    isStaff,
    async act(id, decide) {
      let isChanged = false;
      const result = await changeComplaint(deps, id, (complaint, now) => {
        const decided = key === undefined ? decide(complaint, now) : decideOnce(key, complaint, now, decide);
        if (!decided.ok || decided.change === undefined) {
          isChanged = false;
          return decided;
        }
        isChanged = true;
        const climbs = deps.climbed?.(complaint, decided.change.complaint, now) ?? [];
        return { ok: true, change: { ...decided.change, outbox: [...(decided.change.outbox ?? []), ...climbs] } };
      });
      if (result.ok && isChanged) deps.changed?.(result.complaint);
      return result;
    },
    step(complaint, event, by, now, { note, told = [], ...details } = {}) {
      const result = applyBy(by, complaint, event, now, note, details);
      return result.ok ? write(complaint, result.complaint, told) : refuse(result.reason);
    },
    again(complaint, result, by, now) {
      if (!result.ok) return refuse(result.reason);
      const raised = toSeniors(promisedAnew(result.complaint, now, deps.catalogue));
      return write(complaint, raised, by === 'customer' ? [] : [progress('reopened', raised.promise.resolveBy)]);
    },
    handledBy: ({ handler }, by) => (handler === undefined || !isStaff(handler) ? { handler: by.name } : {}),
  };
}
