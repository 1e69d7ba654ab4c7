import type { Survey } from './complaint';

/** Why it is not solved, where the customer said no more than that: note of `recheck_failed` and `detach`. */
export const notSolved = 'not solved';
/** Last word of a note of `assess`. */
export const actAtOnce = 'act at once';
/** In a note of `assign`: it was nobody's, or is from then on. */
const nobody = 'nobody';

/** What a note of the history says, where the program made it out of codes; else the words somebody wrote. */
export type HistoryNote =
  /** The event itself says as much. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'notSolved' }
  | ({
      readonly kind: 'assessment';
      /** What it said before, where it was assessed again. */
      readonly from?: Assessed;
    } & Assessed)
  /** Absent `from` or `to`: nobody's. */
  | { readonly kind: 'assignment'; readonly from?: string; readonly to?: string; readonly why?: string }
  | {
      readonly kind: 'remedy';
      readonly status: string;
      readonly code: string;
      readonly amountFen?: number;
      /** Why it could not be paid. */
      readonly reason?: string;
    }
  | { readonly kind: 'told'; readonly way: string; readonly reference: string }
  | { readonly kind: 'contact'; readonly way: string; readonly outcome: string }
  | { readonly kind: 'survey'; readonly score: Survey['score']; readonly words?: string }
  | { readonly kind: 'type'; readonly from: KindOfComplaint; readonly to: KindOfComplaint }
  | { readonly kind: 'words'; readonly words: string };
interface Assessed {
  readonly severity: string;
  readonly complexity: string;
  readonly impact: string;
  readonly actAtOnce: boolean;
}
interface KindOfComplaint {
  readonly type: string;
  readonly subType?: string;
}

const remedy = /^(waiting_approval|refused|given|paid|failed) (\w{1,60})(?: (\d{1,12}) fen)?(?: (\w{1,60}))?$/;
const assignment = /^([\w.@-]{1,80}) → ([\w.@-]{1,80})(?:: ([\s\S]+))?$/;
const survey = /^(satisfied|neutral|unsatisfied)(?:: ([\s\S]+))?$/;
const kinds = /^(\w{1,60})(?:\/(\w{1,60}))? → (\w{1,60})(?:\/(\w{1,60}))?$/;

/** How the note of each event is written (`acts/`, `correct-type.ts`); `undefined`: these are words. */
const readers: Readonly<Record<string, (note: string) => HistoryNote | undefined>> = {
  assess(note) {
    const [first, second, ...more] = note.split(' → ').map(assessed);
    if (first === undefined || more.length > 0) return undefined;
    if (!note.includes(' → ')) return { kind: 'assessment', ...first };
    return second && { kind: 'assessment', from: first, ...second };
  },
  assign(note) {
    const [, from, to, why] = assignment.exec(note) ?? [];
    if (from === undefined || to === undefined) return undefined;
    return {
      kind: 'assignment',
      ...(from === nobody ? {} : { from }),
      ...(to === nobody ? {} : { to }),
      ...(why === undefined ? {} : { why }),
    };
  },
  remedy: remedyNote,
  decide_remedy: remedyNote,
  retry_remedy: remedyNote,
  remedy_paid: remedyNote,
  remedy_failed: remedyNote,
  communicate(note) {
    const [, way, reference] = /^(phone|sms|chat) (.+)$/.exec(note) ?? [];
    return way === undefined || reference === undefined ? undefined : { kind: 'told', way, reference };
  },
  contact(note) {
    const [, way, outcome] = /^(phone|sms|chat) (\w{1,40})$/.exec(note) ?? [];
    return way === undefined || outcome === undefined ? undefined : { kind: 'contact', way, outcome };
  },
  survey: surveyNote,
  reopen: surveyNote,
  recheck_failed: (note) => (note === notSolved ? { kind: 'nothing' } : undefined),
  detach: (note) => (note === notSolved ? { kind: 'notSolved' } : undefined),
  correct_type(note) {
    const [, type, subType, toType, toSubType] = kinds.exec(note) ?? [];
    if (type === undefined || toType === undefined) return undefined;
    return { kind: 'type', from: kindOf(type, subType), to: kindOf(toType, toSubType) };
  },
};

/** Reads what {@link HistoryEntry.note} says. @param event of the same entry */
export function readHistoryNote(event: string, note: string): HistoryNote {
  const reader = Object.hasOwn(readers, event) ? readers[event] : undefined;
  return reader?.(note) ?? { kind: 'words', words: note };
}

/** Of an act `assign`. @param why where whoever did it said so */
export function assignmentNote(from: string | undefined, to: string | undefined, why = ''): string {
  const who = `${from ?? nobody} → ${to ?? nobody}`;
  return why === '' ? who : `${who}: ${why}`;
}

/** Of an act `assess`. @param before what it replaces */
export function assessmentNote(assessment: Assessed, before?: Assessed): string {
  const text = ({ severity, complexity, impact, actAtOnce: isUrgent }: Assessed): string =>
    [severity, complexity, impact, ...(isUrgent ? [actAtOnce] : [])].join(', ');
  return [...(before === undefined ? [] : [text(before)]), text(assessment)].join(' → ');
}

function assessed(text: string): Assessed | undefined {
  const [severity, complexity, impact, atOnce, ...more] = text.split(', ');
  if (severity === undefined || complexity === undefined || impact === undefined || more.length > 0) return undefined;
  if (atOnce !== undefined && atOnce !== actAtOnce) return undefined;
  return { severity, complexity, impact, actAtOnce: atOnce !== undefined };
}

function remedyNote(note: string): HistoryNote | undefined {
  const [, status, code, fen, reason] = remedy.exec(note) ?? [];
  if (status === undefined || code === undefined) return undefined;
  return {
    kind: 'remedy',
    status,
    code,
    ...(fen === undefined ? {} : { amountFen: Number(fen) }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function surveyNote(note: string): HistoryNote | undefined {
  const [, score, words] = survey.exec(note) ?? [];
  if (score === undefined) return undefined;
  return { kind: 'survey', score: score as Survey['score'], ...(words === undefined ? {} : { words }) };
}

const kindOf = (type: string, subType: string | undefined): KindOfComplaint =>
  subType === undefined ? { type } : { type, subType };
