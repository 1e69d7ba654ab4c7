import type { Catalogue } from '../../complaints/catalogue';
import { type ComplaintType, complaintTypes, type SlotName } from '../../complaints/complaint';
import type { Brief, Handoff, HandoffNote, WrapUp } from '../../handoff/handoff';
import { withoutKeys } from '../../ports/act-key';
import { maskName, maskPhone } from '../../ports/mask';
import { maskedSpeech, maskedText, maskedValue } from '../../ports/masked';
import type { ComplaintCard, HandoffDetail } from '../desk-api';
import type { DeskContext } from '../desk-context';
import { actsOf, relationsOf } from '../rights';
import type { StaffIdentity } from '../staff-account';
import { complaintCards } from './complaint-cards';
import { fillInOf } from './fill-in';
import { handoffSummary } from './handoff-summary';

/** The brief, one screen: composed of the hand-over, its complaints and what the records know; masked. */
export async function handoffDetail(
  context: DeskContext,
  handoff: Handoff,
  identity: StaffIdentity,
): Promise<HandoffDetail> {
  const [complaints, notUnderstood] = await Promise.all([
    complaintCards(context, handoff),
    notUnderstoodIn(context, handoff),
  ]);
  return {
    ...handoffSummary(handoff, identity),
    brief: maskedBrief(handoff.brief),
    complaints,
    missing: missingSlots(context.catalogue, handoff.brief, complaints),
    notUnderstood,
    notes: notesFor(handoff, identity),
    history: withoutKeys(handoff.history ?? []).map((entry) =>
      entry.note === undefined ? entry : { ...entry, note: maskedText(entry.note) },
    ),
    ...(handoff.wrapUp ? { wrapUp: maskedValue(handoff.wrapUp) as WrapUp } : {}),
    may: actsOf(identity, handoff),
    fillIn: fillInOf(context.catalogue, handoff.brief, complaints, context.clock.now()),
  };
}

/** Whispers are between a supervisor and whoever has the conversation. */
const notesFor = (handoff: Handoff, identity: StaffIdentity): readonly HandoffNote[] => {
  const relations = relationsOf(identity, handoff);
  const hears = relations.includes('supervisor') || relations.includes('agent');
  return (handoff.notes ?? [])
    .filter(({ kind }) => kind !== 'whisper' || hears)
    .map((note) => ({ ...note, text: maskedText(note.text) }));
};

/** Field by field: what is added to a brief is shown once somebody has said how it is masked. */
function maskedBrief(brief: Brief): HandoffDetail['brief'] {
  const { phone, name, ...customer } = brief.customer;
  return {
    customer: {
      ...customer,
      ...(phone === undefined ? {} : { phone: maskPhone(phone) }),
      ...(name === undefined ? {} : { name: maskName(name) }),
    },
    slots: maskedValue(brief.slots) as Record<string, unknown>,
    answered: brief.answered.map(maskedText),
    mood: brief.mood,
    ...(brief.wantedOutcome === undefined ? {} : { wantedOutcome: maskedText(brief.wantedOutcome) }),
    promises: brief.promises.map(maskedText),
    attachments: brief.attachments.map((file) => ({ ...file, name: maskedText(file.name) })),
    transcript: brief.transcript.map((line) => ({ ...line, text: maskedSpeech(line.text) })),
    ...(brief.evidenceSpans ? { evidenceSpans: brief.evidenceSpans.map(maskedText) } : {}),
    ...(brief.notUnderstood ? { notUnderstood: brief.notUnderstood.map(maskedSpeech) } : {}),
    suggestedOpening: maskedText(brief.suggestedOpening),
  };
}

/** What a complaint of this kind should say and this one does not, in the asking order of its type. */
function missingSlots(catalogue: Catalogue, brief: Brief, cards: readonly ComplaintCard[]): readonly SlotName[] {
  const here = cards.find((card) => card.here);
  const type = here?.type ?? likeliest(brief);
  if (type === undefined) return [];
  const missing: SlotName[] = [];
  const told = new Set<string>();
  for (let next = question(); next !== undefined; next = question()) {
    missing.push(next);
    told.add(`skip:${next}`);
  }
  return missing;

  function question(): SlotName | undefined {
    return catalogue.missing(type as ComplaintType, brief.slots, told, here?.subType)?.slot;
  }
}

function likeliest({ topic }: Brief): ComplaintType | undefined {
  const best = [...topic.complaintTypes].sort((a, b) => b.score - a.score)[0]?.type;
  return complaintTypes.find((type) => type === best || topic.intent === `complaint.${type}`);
}

const recentMisses = 500;

/**
 * What the brief says, and what the bot missed since. The newest misses of all conversations are few; older ones than
 * these are of conversations long over.
 */
async function notUnderstoodIn(
  { records }: DeskContext,
  { brief, conversationId }: Handoff,
): Promise<readonly string[]> {
  const misses = (await records.list('miss', recentMisses))
    .filter((miss) => miss.conversationId === conversationId && miss.data['retyped'] === undefined)
    .map(({ data }) => maskedSpeech(typeof data['text'] === 'string' ? data['text'] : ''))
    .reverse();
  return [...new Set([...(brief.notUnderstood ?? []).map(maskedSpeech), ...misses])].filter((text) => text !== '');
}
