import type { AgentProfile } from '../handoff/agent';
import type { ActKey } from '../ports/act-key';
import type { Refusal } from './apply-event';
import type { ClosingLacks } from './before-closing';
import type { Answer, Assessment, Complaint, ContactAttempt, GivenRemedy, RemedyFailure, Survey } from './complaint';
import type { ProblemChildActs } from './problem-acts';

/**
 * What was done, or why not. `busy`: others kept changing it; `unknown`: no such cause, remedy, reason or colleague;
 * `needs_amount`: money without an amount, a gift without a worth; `taken`: a colleague was quicker; `key_reused`: another
 * request had this key ({@link ComplaintActs.once}).
 * @property lacks of `needs_recheck`: what has to come before closing
 */
export type ComplaintActResult =
  | { readonly ok: true; readonly complaint: Complaint }
  | { readonly ok: false; readonly reason: Refusal | ComplaintActFault; readonly lacks?: ClosingLacks };

export type ComplaintActFault =
  | 'not_found'
  | 'unknown'
  | 'needs_amount'
  | 'above_limit'
  | 'taken'
  | 'key_reused'
  | 'busy';

/** @param reference the business system's own */
export type RemedyOutcome =
  | { readonly ok: true; readonly reference: string }
  | { readonly ok: false; readonly reason: RemedyFailure };

/** Who does it: a member of staff, the customer, or a timer (`desk`). */
export type ComplaintActor = AgentProfile | 'customer' | 'desk';

/**
 * Everything that can be done with a recorded complaint, the same for the agents' page, the bot and the timers. Each act
 * reads, applies the state table, works out the next timer (`dueAt`), and writes on condition of the version (R4, five
 * tries); what the customer is told of it (`complaint.*` events, src/complaints/protocol.ts) is stored by the same write
 * as an outbox entry whose key is derived from id and version, so that no crash loses or doubles it.
 */
export interface ComplaintActs extends ProblemChildActs {
  /**
   * The same acts for one request of a member of staff: said again under its key they change nothing and answer the
   * complaint as it is now, whoever did what to it since.
   */
  once(key: ActKey): ComplaintActs;
  /**
   * To oneself, a colleague, or nobody in particular (`undefined`). An agent gives away what is nobody's or his own, else it
   * is `taken`. @param onlyIfFree anybody: only while it is nobody's @param why for the history
   */
  assign(
    id: string,
    by: ComplaintActor,
    handler: string | undefined,
    onlyIfFree?: boolean,
    why?: string,
  ): Promise<ComplaintActResult>;
  assess(id: string, by: AgentProfile, assessment: Omit<Assessment, 'at' | 'by'>): Promise<ComplaintActResult>;
  investigate(id: string, by: AgentProfile): Promise<ComplaintActResult>;
  /** Our clocks stand still until the customer answers. @param question told to the customer as it is */
  askCustomer(id: string, by: AgentProfile, reason: string, question: string): Promise<ComplaintActResult>;
  customerAnswered(id: string, by: ComplaintActor, words: string): Promise<ComplaintActResult>;
  /** Decides and tells in one go: `answer`, then `communicate` and `ask_recheck` when the message has been handed over. */
  answer(id: string, by: AgentProfile, answer: Pick<Answer, 'text' | 'cause'>): Promise<ComplaintActResult>;
  /** The customer has been told, by this message. Called by whoever told it. */
  communicated(id: string, told: NonNullable<Answer['told']>): Promise<ComplaintActResult>;
  /** Whether it is solved: yes leads to `rechecked`, no back to work with a senior. */
  recheck(id: string, by: ComplaintActor, solved: boolean, words?: string): Promise<ComplaintActResult>;
  /** A try to reach the customer; those that failed count for closing when two were at different times of day. */
  contact(id: string, by: AgentProfile, attempt: Pick<ContactAttempt, 'way' | 'outcome'>): Promise<ComplaintActResult>;
  close(id: string, by: ComplaintActor): Promise<ComplaintActResult>;
  withdraw(id: string, by: ComplaintActor, why?: string): Promise<ComplaintActResult>;
  reopen(id: string, by: ComplaintActor, why: string): Promise<ComplaintActResult>;
  /** The same matter is told twice: this one goes into the older one, whose handler sees both; never the other way round. */
  merge(id: string, by: AgentProfile, intoNumber: string, why: string): Promise<ComplaintActResult>;
  /** Merged by mistake: taken up again where it was before, and the two name each other no more. */
  separate(id: string, by: AgentProfile, why: string): Promise<ComplaintActResult>;
  /** The department that caused it has learnt of it (四不漏: 反馈). */
  feedBack(id: string, by: AgentProfile, note: string): Promise<ComplaintActResult>;
  escalate(id: string, by: ComplaintActor, why: string): Promise<ComplaintActResult>;
  /** Above the limit of its kind it waits for a supervisor; money is paid out through the outbox, once. */
  giveRemedy(
    id: string,
    by: AgentProfile,
    remedy: Pick<GivenRemedy, 'id' | 'code' | 'amountFen'>,
  ): Promise<ComplaintActResult>;
  /** What could not be paid may be dropped by a supervisor as well. */
  decideRemedy(id: string, by: AgentProfile, remedyId: string, approve: boolean): Promise<ComplaintActResult>;
  /** What could not be paid is tried again. */
  payAgain(id: string, by: AgentProfile, remedyId: string): Promise<ComplaintActResult>;
  /** What became of the payment: the customer hears of money that is there. Called by the sender of the outbox kind `remedy`. */
  remedyPaid(id: string, remedyId: string, outcome: RemedyOutcome): Promise<ComplaintActResult>;
  /** How the customer liked it; a bad score opens it again. Once for each resolution; words may come after the score. */
  survey(id: string, survey: Pick<Survey, 'score' | 'words'>): Promise<ComplaintActResult>;
  /** Fires every timer that is due by now, each once. */
  fireTimers(id: string): Promise<ComplaintActResult>;
}
