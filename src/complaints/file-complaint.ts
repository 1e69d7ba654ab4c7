import type { NewComplaint } from '../ports/complaint-repository';
import type { Mood } from '../understanding/understanding';
import type { Catalogue } from './catalogue';
import type { Complaint, ComplaintSlots, HistoryEntry } from './complaint';
import { isSameThing } from './same-thing';
import { botActor, customerActor } from './state-table';
import { withNextTimer } from './timers';

const day = 86_400_000;

/** What the dialog collected, confirmed by the customer. */
export interface ComplaintDraft {
  readonly type: Complaint['type'];
  readonly subType?: string | undefined;
  readonly candidates?: Complaint['candidates'] | undefined;
  readonly conversationId: string;
  readonly channel: Complaint['channel'];
  readonly language: Complaint['language'];
  /** `undefined`: anonymous. */
  readonly phone?: string | undefined;
  readonly identity: Complaint['identity'];
  readonly story: string;
  readonly slots: Readonly<ComplaintSlots>;
  readonly wantedOutcome?: Complaint['wantedOutcome'] | undefined;
  readonly contact?: Complaint['contact'] | undefined;
  readonly evidence?: readonly string[] | undefined;
  readonly bill?: Complaint['bill'];
  /** Highest anger seen, 0–3. */
  readonly anger: number;
  readonly threat?: Mood['threat'] | undefined;
  /** The open known problem the customer wants to be part of. */
  readonly problem?: Complaint['problem'];
}

export interface FilingContext {
  readonly catalogue: Catalogue;
  readonly now: number;
  readonly id: string;
  /** Idempotency key of the act that files it. */
  readonly createdBy: string;
  /** Complaints of the same phone; those about another thing, of another phone, withdrawn or too old do not count. */
  readonly earlier: readonly Complaint[];
  /** Whether new complaints of a department may go to this member of staff; absent: to everybody. */
  readonly mayHandle?: ((name: string, department: string) => boolean) | undefined;
  /** Complaints filed already out of the same story. */
  readonly sameConversation?: readonly Complaint[];
}

/**
 * Makes the complaint that is stored: acknowledged at once (L1), with the promise of the service standard, recognised
 * and linked as a repeat, and raised where the standard says so; its first timer is set. The store numbers it.
 */
export function fileComplaint(draft: ComplaintDraft, context: FilingContext): NewComplaint {
  const { catalogue, now } = context;
  const slots = { ...draft.slots };
  const subType = draft.subType ?? catalogue.subTypeOf(draft.type, draft.story, slots);
  const repeats = repeatsOf({ ...draft, subType }, context);
  const promise = catalogue.promise(draft.type, now, { subType, place: draft.slots.place });
  const complaint: NewComplaint = {
    id: context.id,
    createdBy: context.createdBy,
    createdAt: now,
    type: draft.type,
    ...defined({ subType }),
    candidates: draft.candidates ?? [],
    status: 'acknowledged',
    history: firstHistory(now, draft.problem),
    conversationId: draft.conversationId,
    channel: draft.channel,
    language: draft.language,
    ...defined({ phone: draft.phone, wantedOutcome: draft.wantedOutcome, contact: draft.contact }),
    identity: draft.identity,
    story: draft.story,
    slots,
    linked: [
      ...(context.sameConversation ?? []).map(({ id, number }) => ({
        id,
        number,
        relation: 'same_conversation' as const,
      })),
      ...repeats.map(({ id, number }) => ({ id, number, relation: 'repeat' as const })),
    ],
    priority: priorityOf(draft, repeats.length, catalogue),
    repeatCount: repeats.length,
    evidence: draft.evidence ?? [],
    ...defined({ bill: draft.bill }),
    additions: [],
    promise,
    marks: { recorded: { at: now, actor: botActor.id } },
    anger: draft.anger,
    ...seniorOf(repeats, (name) => context.mayHandle?.(name, promise.owner) !== false),
    ...defined({ area: catalogue.areas.of(slots.place, draft.story), problem: draft.problem }),
  };
  return withNextTimer(complaint, catalogue);
}

/**
 * The same thing again goes to whoever had it last, one step of the ladder up: they know it, and it did not help. Who has left
 * or works elsewhere now gets none: it is the team's.
 */
function seniorOf(
  repeats: readonly Complaint[],
  mayHandle: (name: string) => boolean,
): Pick<NewComplaint, 'handler' | 'level'> {
  if (repeats.length === 0) return {};
  const latest = [...repeats].sort((a, b) => b.createdAt - a.createdAt).find(({ handler }) => handler !== undefined);
  const level = repeats.some((repeat) => (repeat.level ?? 0) > 0) ? 2 : 1;
  return { ...(latest?.handler !== undefined && mayHandle(latest.handler) && { handler: latest.handler }), level };
}

function firstHistory(now: number, problem: Complaint['problem']): readonly HistoryEntry[] {
  const to = 'acknowledged' as const;
  const attached = { at: now, actor: customerActor.id, event: 'attach', from: to, to, note: problem?.number ?? '' };
  return [
    { at: now, actor: customerActor.id, event: 'receive', to: 'received' },
    { at: now, actor: botActor.id, event: 'acknowledge', from: 'received', to },
    ...(problem === undefined ? [] : [attached]),
  ];
}

function repeatsOf(
  draft: ComplaintDraft,
  { catalogue, earlier, now, sameConversation = [] }: FilingContext,
): readonly Complaint[] {
  if (draft.phone === undefined) return [];
  const since = now - catalogue.standard.repeat.days * day;
  const own = new Set(sameConversation.map(({ id }) => id));
  return earlier.filter(
    (other) =>
      other.phone === draft.phone &&
      isSameThing(other, draft) &&
      other.status !== 'withdrawn' &&
      other.createdAt >= since &&
      other.createdAt <= now &&
      !own.has(other.id),
  );
}

function priorityOf(draft: ComplaintDraft, repeats: number, { standard }: Catalogue): Complaint['priority'] {
  const { repeat, urgent_threats: threats, raised_anger: anger } = standard;
  if (repeats >= repeat.urgent_from || (draft.threat !== undefined && threats.includes(draft.threat))) return 2;
  return repeats >= repeat.raised_from || draft.anger >= anger ? 1 : 0;
}

/** The same object without its undefined fields, as `exactOptionalPropertyTypes` wants it. */
function defined<Fields extends object>(fields: Fields): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };
}
