import type { ComplaintSlots, ComplaintType } from '../complaints/complaint';
import type { PresenceStatus, StaffRole } from '../handoff/agent';
import type { Brief, Handoff, HandoffNote, WrapUp, WrapUpResult } from '../handoff/handoff';
import type { Bill, DataUsage, OrderedService, Subscriber } from '../ports/account-gateway';
import type { ChannelId } from '../ports/channel';
import type { Language, Localized } from '../ports/language';

/**
 * The agents' side as JSON: what `/desk/api/*` answers; what travels on the WebSocket `/desk/events` is in desk-events.ts,
 * what is for supervisors and administrators alone (`LiveView`, …) in supervisor-api.ts. The page imports these types and
 * nothing else of the server. Everything personal is masked; the full values come from `reveal` only,
 * which is audited (L7). Times are epoch ms. Every changing request carries `x-desk: 1`;
 * what the page looks up of its own accord carries `x-desk-quiet: 1` and keeps no session awake. Every act may carry
 * `Idempotency-Key` (src/desk/act-key.ts): the same again by the same person is answered as the first time, with what it is
 * now, and happens once; the key for another act or body is 422 `KeyReused`, what is none 400. How much people may write:
 * longest.ts, for page and API alike.
 *
 * | request | body → answer | who |
 * |---|---|---|
 * | `POST /desk/api/sign-in` | {@link Credentials} → {@link Me} | anyone; 401, 423 locked, 429 |
 * | `POST /desk/api/sign-out` | → 204 | staff |
 * | `GET /desk/api/sign-in-ways` | → {@link SignInWays} | anyone |
 * | `GET /desk/oidc/start`, `/desk/oidc/callback` | redirects | anyone |
 * | `GET /desk/api/me` | → {@link Me} | staff |
 * | `POST /desk/api/presence` | {@link PresenceWish} → {@link Me} | staff |
 * | `GET /desk/api/handoffs` | → {@link Inbox} | staff |
 * | `GET /desk/api/handoffs/:id` | → {@link HandoffDetail} | whoever may see it, else 404 |
 * | `GET /desk/api/handoffs/:id/account` | → {@link AccountFacts} (audited) | its agent, supervisors |
 * | `GET /desk/api/handoffs/:id/similar` | → {@link SimilarCases} | as detail |
 * | `POST /desk/api/handoffs/:id/accept`, `/decline`, `/take` | → {@link HandoffDetail}, 409 {@link Refusal} | |
 * | `POST /desk/api/handoffs/:id/messages` | {@link NewMessage} → 202 `{ id }` | its agent |
 * | `POST /desk/api/handoffs/:id/notes` | {@link NewNote} → {@link HandoffDetail} | as detail; whisper: supervisors |
 * | `POST /desk/api/handoffs/:id/transfer` | {@link Transfer} → 204 | its agent, supervisors |
 * | `POST /desk/api/handoffs/:id/reassign` | {@link Transfer} → 204 | supervisors |
 * | `POST /desk/api/handoffs/:id/call-back` | {@link CallBackWish} → {@link HandoffDetail} | its agent, supervisors |
 * | `POST /desk/api/handoffs/:id/finish` | {@link NewWrapUp} → {@link HandoffDetail} | its agent, supervisors |
 * | `POST /desk/api/handoffs/:id/reveal` | {@link RevealWish} → {@link Revealed} (audited) | its agent, supervisors |
 * | `POST /desk/api/handoffs/:id/type` | {@link TypeCorrection} → {@link HandoffDetail} | as detail |
 * | `GET /desk/api/conversations/:conversationId/handoff` | → `{ id }` (screen pop) | as detail |
 * | `GET /desk/api/attachments/:id?complaint=` | the file | as the detail of its conversation |
 * | `GET /desk/api/knowledge?q=&language=` | → {@link KnowledgeHits} | staff |
 * | `GET /desk/api/words` | → {@link DeskWords} | staff |
 * | `GET /desk/api/colleagues` | → {@link Colleagues} | staff |
 * | `GET /desk/api/live` | → `LiveView` | supervisors |
 * | `GET /desk/api/audit?before=` | → `AuditPage` | supervisors, administrators |
 * | `GET /desk/api/outbox`, `POST /desk/api/outbox/resend` | → `DeadLetters`, `{ key }` → 204 | administrators |
 */
export interface Credentials {
  readonly name: string;
  readonly password: string;
}
export interface SignInWays {
  readonly password: boolean;
  /** What the company calls its own sign-in; absent: none is set up. */
  readonly oidc?: string;
}
/**
 * Why the company's own sign-in did not let somebody in, as `/desk#sign-in-failed=<code>`: it took too long or was begun
 * in another window (`stale`), was broken off over there (`refused`), let in somebody who is no staff here (`unknown`),
 * does not answer (`unavailable`), or answered something wrong (`failed`; the log says what).
 */
export const signInFailures = ['stale', 'refused', 'unknown', 'unavailable', 'failed'] as const;
export type SignInFailure = (typeof signInFailures)[number];

export interface Me {
  readonly name: string;
  readonly displayName: string;
  readonly role: StaffRole;
  readonly teams: readonly string[];
  readonly capacity: number;
  readonly presence: PresenceView;
}
export interface PresenceView {
  readonly status: PresenceStatus;
  readonly reason?: string;
  readonly since: number;
}
export interface PresenceWish {
  readonly status: PresenceStatus;
  readonly reason?: string;
}

/** Three groups; `mine` holds what is assigned and what was finished in the last hours (`status` tells). */
export interface Inbox {
  readonly now: number;
  readonly offered: readonly HandoffSummary[];
  readonly mine: readonly HandoffSummary[];
  readonly waiting: readonly HandoffSummary[];
  /** More wait than are listed. */
  readonly waitingInAll: number;
}

/** One line of the inbox. */
export interface HandoffSummary {
  readonly id: string;
  readonly version: number;
  readonly status: Handoff['status'];
  readonly reason: Handoff['reason'];
  readonly priority: Handoff['priority'];
  readonly skill: string;
  readonly createdAt: number;
  /** When the wait ended, where it has. */
  readonly acceptedAt?: number;
  /** While it is offered to whoever asks. */
  readonly offer?: { readonly until: number };
  /** While `offered`: who is asked; it stands under `waiting` for everybody else. */
  readonly offeredTo?: string;
  readonly agent?: string;
  readonly channel: ChannelId;
  readonly language: Language;
  readonly topic: Brief['topic'];
  /** As it was stored; `summaries` where it is known in each language of the page. */
  readonly summary: string;
  readonly summaries?: Localized;
  readonly conversationId: string;
  readonly customerLeftAt?: number;
  /** Masked. */
  readonly phone?: string;
  readonly callBack?: { readonly from: number; readonly until: number; readonly attempts: number };
  /** Another desk has it. */
  readonly hub?: string;
}

/** The brief, one screen. The transcript comes over the stream (`open`), these are the rest. */
export interface HandoffDetail extends HandoffSummary {
  readonly brief: Omit<Brief, 'channel' | 'language' | 'topic' | 'summary' | 'summaries' | 'complaints'>;
  /** This conversation's first, then earlier ones. */
  readonly complaints: readonly ComplaintCard[];
  /** Kinds of slots the matter still lacks, by complaint type. */
  readonly missing: readonly (keyof ComplaintSlots)[];
  /** Where the bot failed: what the customer wrote and it did not understand, oldest first. */
  readonly notUnderstood: readonly string[];
  readonly notes: readonly HandoffNote[];
  readonly history: NonNullable<Handoff['history']>;
  readonly wrapUp?: WrapUp;
  /** What may be done by whoever asks: buttons are shown by it. */
  readonly may: readonly DeskAct[];
  /** Of the matter, in the customer's language, to be put into canned replies: `6元`, `彩铃`, `明天下午3点`. */
  readonly fillIn?: { readonly item?: string; readonly amount?: string; readonly deadline?: string };
}
export type DeskAct =
  | 'accept'
  | 'decline'
  | 'take'
  | 'message'
  | 'note'
  | 'whisper'
  | 'transfer'
  | 'reassign'
  | 'call_back'
  | 'finish'
  | 'reveal'
  | 'correct_type';

/** One complaint as the brief shows it. */
export interface ComplaintCard {
  readonly number: string;
  readonly type: ComplaintType;
  readonly subType?: string;
  /** How sure the classifier was of `type`, 0–1; absent once a person has said so. */
  readonly score?: number;
  readonly alternatives: readonly { readonly type: ComplaintType; readonly score: number }[];
  readonly status: string;
  readonly createdAt: number;
  /** Filed in this conversation. */
  readonly here: boolean;
  readonly repeatCount: number;
  readonly anger: number;
  readonly owner: string;
  /** The customer's words that show the grievance, masked: highlighted in the transcript. */
  readonly evidenceSpans: readonly string[];
  /** Promises with the time each runs out. */
  readonly promises: readonly { readonly what: 'first_reply' | 'resolve' | 'answer'; readonly by: number }[];
  /** Remedies that fit type and severity, with the limit an agent may give alone. */
  readonly remedies: readonly { readonly code: string; readonly names: Localized; readonly limitFen?: number }[];
}

export interface AccountFacts {
  /** Why there are none: nobody proved the number, or the business system is away. */
  readonly unavailable?: 'no_phone' | 'not_proved' | 'system_away';
  readonly subscriber?: Pick<Subscriber, 'brand' | 'plan' | 'balanceFen' | 'status' | 'arrearsFen' | 'age'> & {
    /** Masked. */
    readonly name: string;
  };
  /** `disputed`: the line the complaint is about. */
  readonly bills: readonly (Omit<Bill, 'items'> & {
    readonly items: readonly (Bill['items'][number] & { readonly disputed: boolean })[];
  })[];
  readonly usage?: DataUsage;
  readonly services: readonly (OrderedService & { readonly disputed: boolean })[];
}

export interface SimilarCases {
  readonly cases: readonly {
    readonly number: string;
    readonly type: ComplaintType;
    readonly subType?: string;
    readonly closedAt: number;
    /** Masked words of the story. */
    readonly story: string;
    readonly cause?: string;
    readonly remedy?: string;
    readonly agreed?: string;
  }[];
}

export interface NewMessage {
  /** Made by the page; the same again is the same message (R1). */
  readonly id: string;
  readonly text: string;
}
export interface NewNote {
  readonly id: string;
  readonly kind: 'note' | 'whisper';
  readonly text: string;
}
/** Either to a person or to a team. */
export interface Transfer {
  readonly agent?: string;
  readonly team?: string;
  readonly note: string;
}
export interface CallBackWish {
  readonly from: number;
  readonly until: number;
}
export interface NewWrapUp extends Omit<WrapUp, 'at' | 'by'> {
  readonly result: WrapUpResult;
}
export interface RevealWish {
  readonly what: 'phone' | 'name' | 'conversation';
  readonly why: string;
}
export interface Revealed {
  readonly phone?: string;
  readonly name?: string;
  /** By `seq` of the entries. */
  readonly conversation?: readonly { readonly seq: number; readonly text: string }[];
}
export interface TypeCorrection {
  readonly number: string;
  readonly type: ComplaintType;
  readonly subType?: string;
}

export interface KnowledgeHits {
  readonly hits: readonly { readonly intent: string; readonly title: string; readonly text: string }[];
}
/** What the page offers to choose from, from the data files. */
export interface DeskWords {
  readonly canned: readonly {
    readonly code: string;
    readonly names: Localized;
    /** With `{agent}`, `{number}`, `{deadline}`, `{item}`, `{amount}`, `{phone}` (masked) to be filled by the page. */
    readonly texts: Localized;
  }[];
  readonly causes: readonly {
    readonly code: string;
    readonly names: Localized;
    /** Complaint types it is offered for; empty: all, and questions. */
    readonly types: readonly ComplaintType[];
    readonly causes: readonly { readonly code: string; readonly names: Localized }[];
  }[];
  readonly results: readonly { readonly code: WrapUpResult; readonly names: Localized }[];
  readonly remedies: readonly { readonly code: string; readonly names: Localized }[];
  readonly awayReasons: readonly { readonly code: string; readonly names: Localized }[];
  readonly teams: readonly { readonly code: string; readonly names: Localized }[];
  readonly subTypes: readonly { readonly type: ComplaintType; readonly code: string; readonly names: Localized }[];
  /** Departments ({@link ComplaintCard.owner}) and things (slots `item`, `service`) by code. */
  readonly owners?: readonly { readonly code: string; readonly names: Localized }[];
  readonly items?: readonly { readonly code: string; readonly names: Localized }[];
  /** Why a complaint's clocks may stand still (`pause_reasons` of complaints/standard.yaml). */
  readonly pauseReasons?: readonly { readonly code: string; readonly names: Localized }[];
  /** The next spans a call back can be booked for. */
  readonly callBacks: readonly { readonly from: number; readonly until: number }[];
}

export interface Colleagues {
  readonly colleagues: readonly Colleague[];
}
export interface Colleague {
  readonly name: string;
  readonly displayName: string;
  readonly role: StaffRole;
  readonly teams: readonly string[];
  readonly presence: PresenceView | undefined;
  readonly load: number;
  readonly capacity: number;
}

/** Body of every refusal: `code` is stable, the page has words for it. */
export interface Refusal {
  readonly error: { readonly code: string; readonly message: string };
}
/** 409: somebody else was faster (`taken`, `agent` says who), or the state forbids it (`not_now`). */
export type ConflictCode = 'taken' | 'not_now' | 'full' | 'unknown_agent' | 'wrap_up_incomplete';
