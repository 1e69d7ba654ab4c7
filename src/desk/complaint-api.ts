import type { Complaint, ComplaintStatus, ComplaintType, Severity } from '../complaints/complaint';
import type { Localized } from '../ports/language';

/**
 * The work on complaints as JSON, beside `desk-api.ts` and by its rules (masked, audited, `x-desk: 1`, refusals with a
 * code). An agent sees the complaints of the own teams' departments and those they handle; supervisors see all.
 *
 * | request | body → answer | who |
 * |---|---|---|
 * | `GET /desk/api/complaints?group=mine\|team\|senior\|due\|open\|done&before=` | → {@link ComplaintList} | staff |
 * | `GET /desk/api/complaints/:number` | → {@link ComplaintDetail} | whoever may see it, else 404 |
 * | `POST /desk/api/complaints/:number/:act` | {@link ComplaintActBodies} → {@link ComplaintDetail}, 409 {@link Refusal} | |
 * | `GET /desk/api/complaints/:number/packet?format=json\|pdf` | appeal packet (art. 12), audited | its handler, supervisors |
 * | `GET /desk/api/ledger` | → {@link LedgerView} | supervisors |
 */
export interface ComplaintList {
  readonly now: number;
  readonly complaints: readonly ComplaintLine[];
  /** Pass as `before` for the next page; absent: no more. */
  readonly next?: string;
  /** By group, at most 999 each. */
  readonly counts: Readonly<Record<'mine' | 'team' | 'senior' | 'due' | 'open', number>>;
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
  readonly missed: readonly string[];
}

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
  /** Remedies for its type and severity: what an agent may give alone, above it a supervisor. */
  readonly proposed: readonly { readonly code: string; readonly names: Localized; readonly limitFen?: number }[];
  /** The conversation it was told in, for the transcript over the stream. */
  readonly conversationId: string;
}

export interface ComplaintActBodies {
  readonly assign: { readonly handler?: string };
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
  readonly feedBack: { readonly note: string };
  readonly escalate: { readonly why: string };
  readonly remedy: { readonly id: string; readonly code: string; readonly amountFen?: number };
  readonly decideRemedy: { readonly remedyId: string; readonly approve: boolean };
}

/** Everything that was left out, by number. */
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
