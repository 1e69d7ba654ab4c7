import { z } from 'zod';
import { loadData } from '../data-files/load-data';
import type { Mood, ScoredType } from '../understanding/understanding';
import { type HandoffReason, handoffReasons } from './handoff';
import { loadOpenings, type Openings } from './openings';

const condition = z
  .strictObject({
    asked: z.literal(true),
    system_fault: z.literal(true),
    complaint: z.literal(true),
    failed_turns: z.number().int().positive(),
    anger: z.number().int().min(1).max(3),
    dispute_fen: z.number().int().positive(),
    repeat_count: z.number().int().positive(),
    age: z.number().int().positive(),
    threat: z.array(z.enum(['regulator', 'press', 'leave', 'legal'])).min(1),
  })
  .partial()
  .refine((when) => Object.keys(when).length > 0, 'a line needs a condition');

/** nlp-models/handoff/policy.yaml */
export const policySchema = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        reason: z.enum(handoffReasons),
        when: condition,
        priority: z.union([z.literal(0), z.literal(1), z.literal(2)]),
        mode: z.enum(['direct', 'offer']),
      }),
    )
    .min(1)
    .refine((lines) => handoffReasons.every((reason) => lines.some((line) => line.reason === reason)), {
      message: `every reason needs a line: ${handoffReasons.join(', ')}`,
    }),
  skills: z.strictObject({
    by_type: z.record(z.string(), z.string()),
    by_intent: z.record(z.string(), z.string()),
    default: z.string(),
  }),
});
type PolicyData = z.infer<typeof policySchema>;

/** What is known at the end of a turn. */
export interface HandoffSignals {
  readonly asked?: boolean;
  /** Turns in a row that were not understood. */
  readonly failedTurns?: number;
  readonly anger?: number;
  readonly threat?: Mood['threat'] | undefined;
  /** Amount in dispute, in fen. */
  readonly disputeFen?: number | undefined;
  /** Complaints of the same phone about the same thing before this one within 30 days. */
  readonly repeatCount?: number;
  readonly age?: number | undefined;
  readonly systemFault?: boolean;
  readonly complaintTypes?: readonly ScoredType[];
  readonly intent?: string;
  /** Reasons the customer was offered a person for and declined: not offered again. */
  readonly declined?: readonly HandoffReason[];
}

export interface HandoffDecision {
  readonly reason: HandoffReason;
  readonly priority: 0 | 1 | 2;
  readonly skill: string;
  readonly mode: 'direct' | 'offer';
}

export interface HandoffPolicy {
  /** @returns `undefined`: nobody needs to take over */
  decide(signals: HandoffSignals): HandoffDecision | undefined;
  /** The team for a matter, also when nobody takes over yet. */
  skillFor(signals: Pick<HandoffSignals, 'complaintTypes' | 'intent'>): string;
  /** Wording for the brief. */
  readonly openings: Openings;
}

/**
 * @param dir folder of `policy.yaml` and `openings.yaml`
 * @throws DataFileError when the file is missing or wrong
 */
export function loadHandoffPolicy(dir: string): HandoffPolicy {
  const policy = loadData(dir, 'policy.yaml', policySchema);
  return {
    decide: (signals) => decideHandoff(policy, signals),
    skillFor: (signals) => skillFor(policy, signals),
    openings: loadOpenings(dir),
  };
}

/** The first fitting line gives the reason; the highest priority counts, and `direct` wins over `offer`. */
export function decideHandoff(policy: PolicyData, signals: HandoffSignals): HandoffDecision | undefined {
  const declined = new Set(signals.declined);
  const fitting = policy.lines.filter(
    (line) => fits(line.when, signals) && !(line.mode === 'offer' && declined.has(line.reason)),
  );
  const [first] = fitting;
  if (first === undefined) return undefined;
  const direct = fitting.find(({ mode }) => mode === 'direct');
  return {
    reason: (direct ?? first).reason,
    priority: highest(fitting.map(({ priority }) => priority)),
    skill: skillFor(policy, signals),
    mode: direct === undefined ? 'offer' : 'direct',
  };
}

const highest = (priorities: readonly (0 | 1 | 2)[]): 0 | 1 | 2 =>
  priorities.includes(2) ? 2 : priorities.includes(1) ? 1 : 0;

function fits(when: PolicyData['lines'][number]['when'], signals: HandoffSignals): boolean {
  const atLeast = (limit: number | undefined, value: number | undefined): boolean =>
    limit === undefined || (value !== undefined && value >= limit);
  return (
    (when.asked === undefined || signals.asked === true) &&
    (when.system_fault === undefined || signals.systemFault === true) &&
    (when.complaint === undefined || (signals.complaintTypes ?? []).length > 0) &&
    (when.threat === undefined || (signals.threat !== undefined && when.threat.includes(signals.threat))) &&
    atLeast(when.failed_turns, signals.failedTurns) &&
    atLeast(when.anger, signals.anger) &&
    atLeast(when.dispute_fen, signals.disputeFen) &&
    atLeast(when.repeat_count, signals.repeatCount) &&
    atLeast(when.age, signals.age)
  );
}

function skillFor({ skills }: PolicyData, { complaintTypes = [], intent = '' }: HandoffSignals): string {
  const likeliest = [...complaintTypes].sort((a, b) => b.score - a.score)[0]?.type;
  const type = likeliest ?? intent.replace(/^complaint\./, '');
  if (Object.hasOwn(skills.by_type, type)) return skills.by_type[type] ?? skills.default;
  const start = Object.keys(skills.by_intent)
    .filter((prefix) => intent.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];
  return (start === undefined ? undefined : skills.by_intent[start]) ?? skills.default;
}
