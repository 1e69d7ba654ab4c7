import type { Complaint } from '../complaints/complaint';
import type { DataRequest } from '../data-requests/data-request';
import type { Figure, FiguresAnswer, FiguresList, Measure, MeasureWords } from '../figures/figures';
import type { KnownProblem } from '../known-problems/known-problem';
import type { CorrectiveAction, DidItStop, Digest, KnowledgeDraft } from '../learning/learning';

export type { ActionActBodies, Digest, DraftActBodies, LearningView, NewAction } from '../learning/learning';

import type { Localized } from '../ports/language';
import type { OutboxKind } from '../ports/outbox';
import type { ComplaintLine, LedgerView } from './complaint-api';

/**
 * The supervisor's board as JSON, beside `desk-api.ts` and by its rules (masked, audited, `x-desk: 1` for acts, refusals
 * with a code). Supervisors only, unless noted; everybody else gets 403. A filter is `<dimension>=value,value`, at most 50
 * values (an empty one: rows without a value); `from` and `until` are days, both included, at most 400, the last 30 unless
 * told. What is not of this form, an unknown name too, is refused with 400 `BadArgument`.
 *
 * | request | body → answer | who |
 * |---|---|---|
 * | `GET /desk/api/board/words` | → {@link BoardWords}: names and definitions | |
 * | `GET /desk/api/board/today` | → {@link BoardToday} | |
 * | `GET /desk/api/board/figures?measures=a,b&by=x,y&from=&until=&type=&channel=…` | → {@link FiguresAnswer} | |
 * | `GET /desk/api/board/list?measure=&part=n\|of&after=&…filter` | → {@link BoardList} | |
 * | `GET /desk/api/board/attached?problem=&part=&after=` | → {@link BoardList}: complaints behind a number of a problem ({@link attachedParts}, or `suggested`) | |
 * | `GET /desk/api/board/waiting?what=approvals\|deadlines&after=` | → {@link BoardList}: complaints behind a number of today | |
 * | `GET /desk/api/board/missed?question=&after=&from=&until=` | → {@link BoardList}: each time that question had no answer | |
 * | `GET /desk/api/board/rated?topic=&part=n\|of&after=&from=&until=` | → {@link BoardList}: answers rated down (`n`), or rated at all | |
 * | `GET /desk/api/board/unsent?after=` | → {@link BoardList}: what could not be sent, without its text | |
 * | `GET /desk/api/board/gaps?from=&until=` | → {@link BoardGaps}: questions without an answer, thumbs down | |
 * | `GET /desk/api/board/voices?from=&until=&score=&before=` | → {@link BoardVoices}: survey words, masked | |
 * | `GET /desk/api/board/week?week=2026-W47` | → {@link BoardWeek}: what the printable report shows | |
 * | each of figures, all lists, gaps, voices, today with `&format=csv\|xlsx&lang=` | → a file (S14) with all rows, names and headings in that language (`language` is a filter); 413 `TooManyRows` above 50,000 | |
 * | `POST /desk/api/board/own-data/:number/answer` | {@link OwnDataAnswer} → those that are open then | answered without the command, with what the customer was told |
 * | `GET /desk/api/problems` · `POST /desk/api/problems/:id/:act` | → {@link ProblemsView} · {@link ProblemActBodies} → {@link ProblemView} | |
 * | `POST /desk/api/problems` | {@link NewProblem} → {@link ProblemView} | |
 * | `GET /desk/api/learning` · `POST /desk/api/learning/actions` · `POST /desk/api/learning/actions/:id/:act` | → {@link LearningView} · {@link NewAction} · {@link ActionActBodies} | all staff read |
 * | `GET /desk/api/learning/digest?week=&owner=&format=json\|csv` | → {@link DigestView} | all staff |
 * | `GET /desk/api/learning/drafts` · `POST /desk/api/learning/drafts/:id/:act` | → {@link DraftsView} · {@link DraftActBodies} | supervisors |
 */
export interface BoardWords {
  readonly measures: readonly MeasureWords[];
  readonly names: Readonly<
    Record<
      'type' | 'subType' | 'channel' | 'area' | 'team' | 'cause' | 'topic' | 'reason',
      Readonly<Record<string, Localized>>
    >
  >;
  /** Data files whose review is overdue: file, date. */
  readonly reviewDue: readonly { readonly file: string; readonly due: string }[];
}

/** Missed marks first, then what runs out next. */
export interface BoardToday {
  readonly now: number;
  readonly omissions: LedgerView['omissions'];
  readonly omissionsInAll: number;
  /**
   * Complaints by what runs out next, the first to run out first: a clock, those already run out at the head, or what is owed
   * soon after the decision (`owed`), also where the complaint is closed by now.
   */
  readonly deadlines: readonly ComplaintLine[];
  readonly deadlinesInAll: number;
  readonly approvals: number;
  readonly senior: number;
  readonly open: number;
  readonly problems: readonly {
    readonly id: string;
    readonly number: string;
    readonly status: KnownProblem['status'];
    readonly attached: number;
  }[];
  readonly deadLetters: number;
  /** Customers who asked for a copy of their own data, or that it is erased, and were not answered yet; the first to run out first. */
  readonly ownData: readonly OwnDataRequest[];
}

/** @property phone masked; the commands of docs/data.md take the number of the request instead */
export interface OwnDataRequest
  extends Pick<DataRequest, 'number' | 'what' | 'channel' | 'language' | 'askedAt' | 'dueAt'> {
  readonly phone: string;
}

/** What the customer was told. */
export interface OwnDataAnswer {
  readonly words: string;
}

export interface BoardList extends Pick<FiguresList, 'total' | 'next'> {
  readonly items: readonly (
    | { readonly kind: 'complaint'; readonly complaint: ComplaintLine & { readonly channel: Complaint['channel'] } }
    | {
        readonly kind: 'contact' | 'handoff';
        readonly id: string;
        readonly at: number;
        readonly channel: Complaint['channel'];
        /** Masked first words, or what it was about. */
        readonly about: string;
      }
    | MissedItem
    | RatedItem
    | UnsentItem
  )[];
}

/** Something of a conversation, which can be opened where a person had it. */
interface OfConversation {
  readonly id: string;
  readonly at: number;
  /** Absent where the conversation was erased meanwhile. */
  readonly channel?: Complaint['channel'];
  /** Newest hand-over of the conversation. */
  readonly handoff?: string;
}

/** One time somebody asked and had no answer. */
export interface MissedItem extends OfConversation {
  readonly kind: 'missed';
  readonly language: string;
  /** Masked, as that customer put it. */
  readonly about: string;
}

/** One answer somebody rated; the last thumb counts. */
export interface RatedItem extends OfConversation {
  readonly kind: 'rated';
  readonly isDown: boolean;
  readonly topic: string;
  /** What was asked, what was answered, and what was said about it; masked, first words. */
  readonly about: string;
  readonly answer?: string;
  readonly comment?: string;
}

/** One thing that could not be sent: never its text, nor a number in full. `at`: when it was to leave. */
export interface UnsentItem extends Omit<OfConversation, 'channel'> {
  readonly kind: 'unsent';
  readonly entry: OutboxKind;
  /** Masked. */
  readonly phone?: string;
  /** Of a complaint. */
  readonly number?: string;
  readonly givenUpAt?: number;
  readonly attempts: number;
  readonly why: UnsentReason;
  /** What the other side answered, as HTTP or SMTP number it. */
  readonly status?: number;
}

/**
 * `refused`: the other side will not take it. `unreachable`: it did not answer, or not in time. `limited`: our own limits of
 * text messages. `not_allowed`: we send nothing there. `not_set_up`: nothing sends such entries here. `gone`: what it was
 * about is there no more. `unfit`: it is not of the form it has to be.
 */
export const unsentReasons = [
  ...(['refused', 'unreachable', 'limited', 'not_allowed'] as const),
  ...(['not_set_up', 'gone', 'unfit', 'other'] as const),
] as const;
export type UnsentReason = (typeof unsentReasons)[number];

export interface BoardGaps {
  /** Masked questions nobody had an answer to, alike ones together, the most frequent first. */
  readonly missed: readonly {
    /** The same for all wordings that are alike: `question` of the list of them. */
    readonly id: string;
    readonly text: string;
    readonly count: number;
    readonly lastAt: number;
    readonly language: string;
  }[];
  readonly thumbsDown: readonly { readonly topic: string; readonly count: number; readonly of: number }[];
}

export interface BoardVoices {
  readonly voices: readonly {
    readonly at: number;
    readonly about: 'complaint' | 'person';
    readonly score: 'satisfied' | 'neutral' | 'unsatisfied';
    readonly words?: string;
    readonly number?: string;
  }[];
  readonly next?: string;
}

export interface BoardWeek {
  readonly week: string;
  readonly from: string;
  readonly until: string;
  readonly measures: readonly { readonly measure: Measure; readonly now: Figure; readonly before: Figure }[];
  readonly byType: FiguresAnswer;
  readonly byTeam: FiguresAnswer;
  readonly causes: FiguresAnswer;
  readonly omissions: BoardToday['omissions'];
  readonly problems: readonly KnownProblem[];
  readonly actions: readonly (CorrectiveAction & { readonly effect?: DidItStop })[];
  readonly voices: BoardVoices['voices'];
}

export interface ProblemView extends KnownProblem {
  readonly attached: number;
  readonly solved: number;
  readonly notSolved: number;
  readonly noWord: number;
  /** How far telling or closing everybody has come, while it goes on. */
  readonly progress?: { readonly done: number; readonly of: number };
  /** Coded causes troubles of this kind usually have, the likeliest first: for whoever tells the repair. */
  readonly likelyCauses: readonly string[];
  readonly may: readonly (keyof ProblemActBodies)[];
}
export interface ProblemsView {
  readonly problems: readonly ProblemView[];
  readonly areas: readonly { readonly area: string; readonly names: Localized }[];
}
export interface NewProblem {
  readonly type: Complaint['type'];
  readonly subTypes: readonly string[];
  readonly areas: readonly string[];
  /** What customers are told, in Simplified Chinese. */
  readonly known: string;
  /** The same in English, without Chinese characters; none: customers of English hear what is known without it. */
  readonly english?: string;
  readonly repairBy?: number;
  /**
   * When it began: not ahead and at most 14 days ago. None: when the first complaint came that it is opened with or was
   * suggested for; where there is none either, customers are told no beginning.
   */
  readonly since?: number;
  /** Complaints to attach at once. */
  readonly numbers?: readonly string[];
}
export interface ProblemActBodies {
  readonly open: Omit<NewProblem, 'type'>;
  readonly dismiss: { readonly why: string };
  /** Without `since` its beginning stays as it was; another one is no news for those attached. */
  readonly update: Pick<NewProblem, 'known' | 'english' | 'repairBy' | 'since'>;
  readonly attach: { readonly number: string };
  readonly detach: { readonly number: string };
  readonly repair: { readonly text: string; readonly english?: string; readonly cause: string };
  readonly close: Record<string, never>;
}

/** With what its measures are called and mean: staff who read it have no other source of that. */
export interface DigestView extends Digest {
  readonly measures: readonly MeasureWords[];
}
export interface DraftsView {
  readonly drafts: readonly KnowledgeDraft[];
}
