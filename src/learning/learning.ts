import type { Figure, Measure } from '../figures/figures';
import type { Heard } from '../ports/act-key';

/** A longer message is a story, and no question that could be asked again. */
export const longestQuestion = 300;

/** What a department does so that a cause goes away, and by when. */
export interface CorrectiveAction {
  readonly id: string;
  /** Coded root cause (second level, nlp-models/handoff/wrap-up.yaml). */
  readonly cause: string;
  /** Department (`owners` of nlp-models/complaints/standard.yaml). */
  readonly owner: string;
  readonly text: string;
  /** Staff name of whoever answers for it. */
  readonly responsible: string;
  /** Days of Asia/Shanghai. */
  readonly dueOn: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly doneAt?: number;
  readonly doneBy?: string;
  readonly droppedAt?: number;
  /** Complaints that led to it. */
  readonly numbers: readonly string[];
  readonly notes: readonly { readonly at: number; readonly by: string; readonly text: string }[];
  /** Requests that changed it; never shown. */
  readonly heard?: Heard;
}

/** Did it stop? Complaints with that cause in the same number of days before and after it was done. */
export interface DidItStop {
  readonly days: number;
  readonly before: number;
  readonly after: number;
  /** Per 10,000 contacts, where there were contacts. */
  readonly rateBefore?: number;
  readonly rateAfter?: number;
  /** `too_early`: fewer days have passed since than nlp-models/learning/learning.yaml asks for. */
  readonly verdict: 'stopped' | 'less' | 'same' | 'more' | 'too_early';
}

/** What an agent answered well to a question the desk had no answer for; it speaks once somebody has reviewed it. */
export interface KnowledgeDraft {
  readonly id: string;
  readonly status: 'draft' | 'published' | 'rejected';
  readonly language: 'zh-Hans' | 'zh-Hant' | 'en';
  /** Masked words of the customer; the reviewer edits them. */
  readonly question: string;
  readonly alternatives: readonly string[];
  readonly answer: string;
  readonly from: {
    readonly handoffId: string;
    /** Whose question it was: erasing that customer takes what was not published with it. */
    readonly conversationId?: string;
    readonly agent: string;
    readonly at: number;
  };
  readonly reviewedBy?: string;
  readonly reviewedAt?: number;
  /** Why it was rejected. */
  readonly why?: string;
  /** Requests that changed it; never shown. */
  readonly heard?: Heard;
}

export interface LearningView {
  readonly actions: readonly (CorrectiveAction & { readonly overdue: boolean; readonly effect?: DidItStop })[];
  /** Causes of the last weeks with what is done about them: published inside the company. */
  readonly causes: readonly {
    readonly cause: string;
    readonly owner: string;
    readonly count: number;
    readonly countBefore: number;
    readonly actions: number;
  }[];
}

export interface NewAction {
  readonly cause: string;
  readonly owner: string;
  readonly text: string;
  readonly responsible: string;
  readonly dueOn: string;
  readonly numbers?: readonly string[];
}

export interface ActionActBodies {
  readonly done: { readonly note?: string };
  readonly drop: { readonly why: string };
  readonly note: { readonly text: string };
  readonly postpone: { readonly dueOn: string; readonly why: string };
}

/** One department's week. */
export interface Digest {
  readonly week: string;
  readonly owner: string;
  readonly complaints: Figure;
  readonly figures: readonly { readonly measure: Measure; readonly now: Figure; readonly before: Figure }[];
  readonly causes: readonly {
    readonly cause: string;
    readonly count: number;
    readonly countBefore: number;
    readonly numbers: readonly string[];
  }[];
  readonly actions: readonly (CorrectiveAction & { readonly overdue: boolean; readonly effect?: DidItStop })[];
  readonly omissions: readonly { readonly number: string; readonly mark: string; readonly dueAt: number }[];
}

export interface DraftActBodies {
  readonly edit: { readonly question: string; readonly alternatives: readonly string[]; readonly answer: string };
  readonly publish: Record<string, never>;
  readonly reject: { readonly why: string };
}
