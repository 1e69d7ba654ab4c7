import type { ClosingLacks } from '../complaints/before-closing';
import type { Complaint, ComplaintStatus, ComplaintType, Severity } from '../complaints/complaint';
import type { Language, Localized } from '../ports/language';

/**
 * The work on complaints as JSON, beside `desk-api.ts` and by its rules (masked, audited, `x-desk: 1`, refusals with a
 * code). An agent sees the complaints of the own teams' departments and those they handle; supervisors see all.
 *
 * | request | body → answer | who |
 * |---|---|---|
 * | `GET /desk/api/complaints?group=mine\|team\|climbed\|senior\|due\|open\|done&level=1\|2&before=` | → {@link ComplaintList} | staff |
 * | `GET /desk/api/complaints/:number` | → {@link ComplaintDetail} | whoever may see it, else 404 |
 * | `POST /desk/api/complaints/:number/:act` | {@link ComplaintActBodies} → {@link ComplaintDetail}, 409 {@link Refusal} | |
 * | `GET /desk/api/complaints/:number/packet?format=json\|pdf&language=` | → {@link AppealPacket} or its PDF, masked | its handler, supervisors |
 * | `POST /desk/api/complaints/:number/packet` | {@link PacketWish} → the same with the personal data in full | as above |
 * | `GET /desk/api/ledger` | → {@link LedgerView} | supervisors |
 *
 * 409 codes: {@link ComplaintConflict}. `Idempotency-Key` as in desk-api.ts, kept in the complaint's history. An act that takes the complaint out of one's sight is answered 204. The conversation
 * is followed over the stream with `open {conversationId, after, complaint: number}`, its files come with
 * `GET /desk/api/attachments/:id?complaint=`.
 */
export interface ComplaintList {
  readonly now: number;
  readonly complaints: readonly ComplaintLine[];
  /** Pass as `before` for the next page; absent: no more. */
  readonly next?: string;
  /** By group, at most 999 each. */
  readonly counts: Readonly<Record<'mine' | 'team' | 'senior' | 'due' | 'open', number>> & {
    /** Climbed to whoever asks; supervisors only. */
    readonly climbed?: number;
  };
}

export interface ComplaintLine {
  readonly number: string;
  readonly version: number;
  readonly type: ComplaintType;
  readonly subType?: string;
  readonly status: ComplaintStatus;
  readonly priority: 0 | 1 | 2;
  readonly level: 0 | 1 | 2;
  readonly createdAt: number;
  readonly handler?: string;
  readonly owner: string;
  /** Masked. */
  readonly phone?: string;
  /** Masked, first words. */
  readonly story: string;
  readonly reopened: number;
  /** The clock that runs out next: which, when, and whether it stands still. */
  readonly clock?: ClockView;
  /** Owed after the decision, due soon and sooner than the clock. */
  readonly owed?: OwedView;
  readonly missed: readonly string[];
  /** What is to be done now besides keeping the clock; absent: nothing. */
  readonly todo?: readonly ComplaintTodo[];
  /** Clocks whoever has it was reminded of, and that still run; absent: none. */
  readonly soon?: readonly ClockView['name'][];
}

/** The customer to be told, the re-check, the department to be told: by when, and the share of the time used. */
export interface OwedView {
  readonly name: 'told' | 'rechecked' | 'fedBack';
  readonly dueAt: number;
  readonly used: number;
}

/**
 * Tell the answer, call the customer (re-check), tell the department, decide on a remedy (supervisors), see to money that
 * could not be paid.
 */
export type ComplaintTodo = 'tell' | 'call' | 'feed_back' | 'decide_remedy' | 'pay_again';

/**
 * `taken`: a colleague has it (`agent` says who). `needs_answer`, `needs_recheck`: that has to come first; `lacks`
 * ({@link ClosingLacks}) says what is missing for the second. `unknown`: no such
 * cause, reason, remedy, colleague or complaint. `needs_amount`: money without an amount, a gift without a worth.
 */
export type ComplaintConflict =
  | 'taken'
  | 'not_now'
  | 'reason_needed'
  | 'needs_answer'
  | 'needs_recheck'
  | 'unknown'
  | 'needs_amount'
  | 'above_limit';

export interface ClockView {
  readonly name: 'first_reply' | 'resolve' | 'law';
  readonly startedAt: number;
  readonly dueAt: number;
  readonly paused: boolean;
  /** Share of the time used, 0–1 and above. */
  readonly used: number;
  readonly doneAt?: number;
}

export interface ComplaintDetail extends ComplaintLine {
  /** Masked throughout. */
  readonly complaint: Omit<Complaint, 'createdBy' | 'conversationId'>;
  readonly clocks: readonly ClockView[];
  readonly marks: readonly {
    readonly mark: 'recorded' | 'handled' | 'rechecked' | 'fedBack';
    readonly at?: number;
    readonly actor?: string;
    readonly dueAt: number;
    readonly missed: boolean;
  }[];
  readonly may: readonly (keyof ComplaintActBodies)[];
  /** Closing is theirs to do, and this has to come first; absent also where there is no decision yet. */
  readonly beforeClosing?: ClosingLacks;
  /** When the customer is next called to hear whether it is solved: in a part of the day in which a try counts for closing. */
  readonly nextCall?: { readonly from: number; readonly until: number };
  /**
   * Remedies for its type and severity: what an agent may give alone, above it a supervisor. `gift`: a thing, whose amount is
   * its worth; `worthFen`: it always has this one, and none is given.
   */
  readonly proposed: readonly {
    readonly code: string;
    readonly names: Localized;
    readonly limitFen?: number;
    readonly gift?: true;
    readonly worthFen?: number;
  }[];
  /** The conversation it was told in, for the transcript over the stream. */
  readonly conversationId: string;
}

export interface ComplaintActBodies {
  /** @property free only while it is nobody's, else `taken`: for who takes it from the list; `why`: for the history */
  readonly assign: { readonly handler?: string; readonly free?: true; readonly why?: string };
  readonly assess: {
    readonly severity: Severity;
    readonly complexity: 'simple' | 'complex';
    readonly impact: 'one' | 'several' | 'many';
    readonly actAtOnce: boolean;
  };
  readonly investigate: Record<string, never>;
  readonly ask: { readonly reason: string; readonly question: string };
  readonly answered: { readonly words: string };
  readonly answer: { readonly text: string; readonly cause: string };
  readonly recheck: { readonly solved: boolean; readonly words?: string };
  readonly contact: { readonly way: 'phone' | 'sms' | 'chat'; readonly outcome: string };
  readonly close: Record<string, never>;
  readonly withdraw: { readonly why: string };
  readonly reopen: { readonly why: string };
  readonly merge: { readonly into: string; readonly why: string };
  readonly separate: { readonly why: string };
  readonly feedBack: { readonly note: string };
  readonly escalate: { readonly why: string };
  readonly remedy: { readonly id: string; readonly code: string; readonly amountFen?: number };
  /** One that could not be paid may be dropped (`approve: false`). */
  readonly decideRemedy: { readonly remedyId: string; readonly approve: boolean };
  /** One that could not be paid is tried again. */
  readonly payAgain: { readonly remedyId: string };
}

/** Everything that was left out, by number, the longest overdue first; as old as the list of what is due. */
export interface LedgerView {
  readonly now: number;
  readonly omissions: readonly {
    readonly number: string;
    readonly mark: 'recorded' | 'handled' | 'rechecked' | 'fedBack';
    readonly dueAt: number;
    readonly owner: string;
    readonly handler?: string;
  }[];
}

/** The personal data in full. `why` goes into the trail before anything is shown. */
export interface PacketWish {
  readonly format: 'json' | 'pdf';
  readonly language?: Language;
  readonly why: string;
}

/**
 * What an appeal to the regulator needs (申诉办法 art. 12: who appeals, against whom, what is wanted, why, the facts, when), and
 * what happened since. Names of codes are in the packet's language. Masked unless `full`; one-time codes never shown.
 */
export interface AppealPacket {
  readonly madeAt: number;
  readonly madeBy: string;
  readonly language: Language;
  readonly full: boolean;
  readonly number: string;
  readonly filedAt: number;
  readonly status: string;
  readonly applicant: {
    readonly name?: string;
    readonly phone?: string;
    /** The business system gives none: to be filled in on the printed form. */
    readonly address?: string;
    readonly identity: Complaint['identity'];
  };
  readonly respondent: { readonly name: string; readonly address?: string };
  /** What the customer wants done. */
  readonly request?: string;
  /** Type and sub-type. */
  readonly reason: string;
  readonly facts: {
    readonly story: string;
    readonly details: readonly { readonly label: string; readonly value: string }[];
    readonly additions: readonly { readonly at: number; readonly text: string }[];
  };
  readonly timeline: readonly {
    readonly at: number;
    readonly who: string;
    readonly what: string;
    readonly note?: string;
  }[];
  readonly evidence: readonly {
    readonly id: string;
    /** With the next three absent: no longer kept. */
    readonly name?: string;
    readonly contentType?: string;
    readonly size?: number;
    readonly at?: number;
  }[];
  /** The lines in question, as the bill had them at that time. */
  readonly bill?: {
    readonly at: number;
    /** `YYYY-MM` */
    readonly month: string;
    readonly totalFen: number;
    readonly lines: readonly { readonly name: string; readonly amountFen: number }[];
  };
  readonly answers: readonly {
    readonly at: number;
    readonly by: string;
    readonly text: string;
    readonly cause: string;
    /** 15 days after it was filed, or re-opened. */
    readonly answerBy: number;
    /** Proof that the customer has it. */
    readonly told?: { readonly at: number; readonly way: string; readonly reference: string };
    /** Told by then; `false` also when it is not told and the time is over. Absent: there is time left. */
    readonly inTime?: boolean;
  }[];
  /** The law's clock of the round it is in: answered within 15 days, or not (yet). */
  readonly proof: { readonly answerBy: number; readonly toldAt?: number; readonly inTime?: boolean };
  readonly remedies: readonly { readonly name: string; readonly amountFen?: number; readonly status: string }[];
  /** Fields of art. 12 we do not have. */
  readonly missing: readonly ('name' | 'address' | 'phone' | 'request')[];
}
