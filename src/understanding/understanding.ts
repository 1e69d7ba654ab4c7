import type { ComplaintType } from '../complaints/complaint';
import type { Language } from '../ports/language';

/** What one message means. Plain data: it is stored with the turn and shown to agents. */
export interface Understanding {
  readonly text: string;
  readonly language: Language;
  /** Best intent, `None` when none fits. Names are the contract of docs/architecture.md. */
  readonly intent: string;
  /** Calibrated 0–1. */
  readonly score: number;
  readonly alternatives: readonly ScoredIntent[];
  /** Complaint types above their threshold over the whole message, likeliest first; empty when it is no complaint. */
  readonly complaintTypes: readonly ScoredType[];
  /** The message in parts, each with a meaning of its own; one part when it is a single thought. */
  readonly clauses: readonly Clause[];
  readonly slots: ExtractedSlots;
  readonly mood: Mood;
  /** A word of control or yes/no; set only when the whole message is that and nothing else. */
  readonly control?: Control;
}

export interface ScoredIntent {
  readonly intent: string;
  readonly score: number;
}

export interface ScoredType {
  readonly type: ComplaintType;
  readonly score: number;
}

export interface Clause {
  readonly text: string;
  /** Position in `Understanding.text`, for evidence. */
  readonly start: number;
  readonly end: number;
  readonly intent: string;
  readonly score: number;
  readonly complaintType?: ComplaintType;
}

export type Control = 'yes' | 'no' | 'cancel' | 'back' | 'repeat' | 'help' | 'skip' | 'language';

export interface Mood {
  /** 0 calm – 3 furious. */
  readonly anger: 0 | 1 | 2 | 3;
  readonly urgency: 0 | 1 | 2 | 3;
  readonly threat?: 'regulator' | 'press' | 'leave' | 'legal';
}

/** Everything a message already says, so that nothing is asked twice. Money in fen, data in megabytes. */
export interface ExtractedSlots {
  readonly amountsFen: readonly number[];
  /** Days named, the past preferred: `YYYY-MM-DD`, with the words. */
  readonly dates: readonly { readonly date: string; readonly words: string }[];
  /** Months named, `YYYY-MM`. */
  readonly months: readonly string[];
  /** "三天", "两个星期" in the customer's words. */
  readonly durations: readonly string[];
  readonly phones: readonly string[];
  readonly complaintNumbers: readonly string[];
  readonly dataMb: readonly number[];
  readonly places: readonly string[];
  /** 工号 and the like. */
  readonly staff: readonly string[];
  /** Services and items by lexicon id: `ring_back_tone`, `broadband`, `data`, `signal`, `plan`, … */
  readonly items: readonly string[];
  /** Ages told ("我今年七十了"). */
  readonly ages: readonly number[];
  /** "不是六块是八块": which value the customer takes back and which one holds. */
  readonly correction?: { readonly wrong: string; readonly right: string };
}

/** Turns text into meaning. No I/O after loading. */
export interface Understander {
  /** @param previous language of the conversation so far; a short "ok" does not switch it */
  understand(text: string, previous?: Language): Promise<Understanding>;
}

/** A message that says nothing the desk could collect. */
export const noSlots: ExtractedSlots = {
  amountsFen: [],
  dates: [],
  months: [],
  durations: [],
  phones: [],
  complaintNumbers: [],
  dataMb: [],
  places: [],
  staff: [],
  items: [],
  ages: [],
};
