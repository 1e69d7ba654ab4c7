import type { ActKey } from '../ports/act-key';
import type { AgentProfile } from './agent';
import type { Handoff, HandoffNote, WrapUp } from './handoff';

/**
 * What was done, or why not. `taken`: somebody else has it (`by`); `full`: no capacity left; `busy`: others kept changing
 * it; `key_reused`: another request had this key ({@link HandoffActs.once}).
 */
export type ActResult =
  | { readonly ok: true; readonly handoff: Handoff }
  | {
      readonly ok: false;
      readonly reason:
        | 'not_found'
        | 'not_now'
        | 'not_allowed'
        | 'taken'
        | 'full'
        | 'unknown_agent'
        | 'wrap_up_incomplete'
        | 'key_reused'
        | 'busy';
      readonly by?: string;
    };

/** Either to a person or to a team. */
export type TransferTo = { readonly agent: string } | { readonly team: string };

/**
 * Everything that can be done with a hand-over, the same for the agents' page, the hotline, another desk and timers. Each
 * act reads, applies the state table, and writes on condition of the version (R4, five tries); what the customer's
 * conversation has to learn of it (`handoff.status`, …) is stored by the same write as an outbox entry of kind
 * `conversation`, whose key is derived from id and version, so that no crash loses or doubles it.
 */
export interface HandoffActs {
  /**
   * The same acts for one request of a member of staff: said again under its key they change nothing and answer the
   * hand-over as it is now, whoever did what to it since.
   */
  once(key: ActKey): HandoffActs;
  /** The person it is offered to takes it: of two who click at once one wins, the other is told. */
  accept(id: string, agent: AgentProfile): Promise<ActResult>;
  decline(id: string, agent: AgentProfile): Promise<ActResult>;
  /** Without an offer: out of the line, by a colleague whose team it is; from another agent, by a supervisor only. */
  take(id: string, by: AgentProfile): Promise<ActResult>;
  transfer(id: string, by: AgentProfile, to: TransferTo, note: string): Promise<ActResult>;
  reassign(id: string, by: AgentProfile, to: TransferTo, note: string): Promise<ActResult>;
  note(id: string, by: AgentProfile, note: Pick<HandoffNote, 'id' | 'kind' | 'text'>): Promise<ActResult>;
  /** @param by `customer`, or the person who has it */
  bookCallBack(
    id: string,
    by: AgentProfile | 'customer',
    span: { readonly from: number; readonly until: number },
    phone?: string,
  ): Promise<ActResult>;
  /** Closes it; refused as `wrap_up_incomplete` without result, known cause, and a day for `follow_up`. */
  finish(id: string, by: AgentProfile, wrapUp: Omit<WrapUp, 'at' | 'by'>): Promise<ActResult>;
  /** The customer hung up or went away; whoever has it still wraps up, who only waits leaves the line. */
  customerLeft(id: string): Promise<ActResult>;
  withdraw(id: string, by: AgentProfile | 'customer'): Promise<ActResult>;
  /** Another desk has opened it under `reference`; a person over there took it; it is resolved over there. */
  hubOpened(id: string, hub: string, reference: string): Promise<ActResult>;
  hubAccepted(id: string, agent: string): Promise<ActResult>;
  /** @param wrapUp what its people filled in over there; the rest is a coded default, and so is what is no known code */
  hubResolved(id: string, wrapUp?: Partial<Omit<WrapUp, 'at' | 'by'>>): Promise<ActResult>;
}
