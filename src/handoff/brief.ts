import type { Catalogue } from '../complaints/catalogue';
import type { Complaint, ComplaintSlots, ComplaintType } from '../complaints/complaint';
import { complaintTypes } from '../complaints/complaint';
import { say, type TemplateValues } from '../complaints/template';
import type { Language, Localized } from '../ports/language';
import { maskName, maskText } from '../ports/mask';
import type { Understanding } from '../understanding/understanding';
import type { Brief, HandoffReason } from './handoff';
import type { OpeningName, Openings } from './openings';

/** What the conversation knows when a person takes over. */
export interface BriefInput {
  readonly reason: HandoffReason;
  readonly channel: Brief['channel'];
  readonly language: Language;
  readonly customer: Brief['customer'];
  readonly intent: string;
  readonly complaintTypes: Understanding['complaintTypes'];
  readonly subType?: string | undefined;
  readonly slots: Readonly<ComplaintSlots>;
  readonly wantedOutcome?: Complaint['wantedOutcome'] | undefined;
  /** What was answered or tried: intents, in the order of the conversation. */
  readonly answered?: readonly string[];
  readonly mood?: Brief['mood'];
  /** Promises given in this conversation, in words. */
  readonly promises?: readonly string[];
  /** This conversation's complaints first, then earlier ones. */
  readonly complaints?: readonly Complaint[];
  readonly attachments?: Brief['attachments'];
  readonly transcript: Brief['transcript'];
  /** The parts of the customer's messages that show the grievance (clauses with a complaint type). */
  readonly evidenceSpans?: readonly string[];
  /** What the customer wrote and the bot did not understand, oldest first. */
  readonly notUnderstood?: readonly string[];
  /** Language of who has no page to choose one on: another desk, a call. */
  readonly deskLanguage?: Language;
}

const namesOf = (intent: string, { intents }: Openings): { names?: Localized } => {
  const names = intents.get(intent);
  return names ? { names } : {};
};

/** What the customer last said about the matter: neither the wish for a person itself nor a bare number. */
function matterOf({ transcript, reason }: BriefInput): string | undefined {
  const said = transcript.filter(({ from, text }) => from === 'customer' && /\p{L}{2}/u.test(text));
  return (reason === 'customer_asked' ? said.slice(0, -1) : said).at(-1)?.text ?? said.at(-1)?.text;
}

const transcriptLimit = 500;
const wordsLimit = 60;
const spanLimit = 300;
const spansKept = 20;

/** The whole story at a glance; free text is masked (L7), the phone number stays for the audited reveal. */
export function composeBrief(input: BriefInput, catalogue: Catalogue, openings: Openings): Brief {
  const { customer, complaints = [], mood = [], wantedOutcome } = input;
  const { name, ...known } = customer;
  const summaries = summariesOf(input, catalogue, openings);
  return {
    channel: input.channel,
    language: input.language,
    customer: { ...known, ...(name === undefined ? {} : { name: maskName(name) }) },
    topic: {
      intent: input.intent,
      ...namesOf(input.intent, openings),
      complaintTypes: input.complaintTypes.map(({ type, score }) => ({ type, score })),
    },
    summary: summaries[input.deskLanguage ?? 'zh-Hans'],
    summaries,
    slots: maskedSlots(input.slots),
    answered: (input.answered ?? []).map(
      (intent) => openings.intents.get(intent)?.[input.deskLanguage ?? 'zh-Hans'] ?? maskText(intent),
    ),
    mood,
    ...(wantedOutcome === undefined ? {} : { wantedOutcome: maskText(wantedOutcome.words) }),
    promises: input.promises ?? [],
    complaints: complaints.map(({ number, type, status, createdAt }) => ({ number, type, status, createdAt })),
    attachments: input.attachments ?? [],
    transcript: input.transcript.slice(-transcriptLimit).map((line) => ({ ...line, text: maskText(line.text) })),
    ...listOf('evidenceSpans', input.evidenceSpans),
    ...listOf('notUnderstood', input.notUnderstood),
    suggestedOpening: say(
      openings.openings[openingOf(input)],
      input.language,
      valuesFor(input, catalogue, openings, input.language),
    ).text,
  };
}

/** The last ones, each once; absent where there is none. */
function listOf(field: 'evidenceSpans' | 'notUnderstood', texts: readonly string[] = []): Partial<Brief> {
  const masked = [...new Set(texts.map((text) => maskText(text).trim().slice(0, spanLimit)))].filter(Boolean);
  return masked.length === 0 ? {} : { [field]: masked.slice(-spansKept) };
}

function summariesOf(input: BriefInput, catalogue: Catalogue, openings: Openings): Localized {
  const template = typeOf(input) === undefined ? openings.summaries.question : openings.summaries.complaint;
  const inWords = (language: Language) => say(template, language, valuesFor(input, catalogue, openings, language)).text;
  return { 'zh-Hans': inWords('zh-Hans'), 'zh-Hant': inWords('zh-Hant'), en: inWords('en') };
}

function openingOf(input: BriefInput): OpeningName {
  const worst = (input.mood ?? []).reduce((highest, { anger }) => Math.max(highest, anger), 0);
  if (typeOf(input) !== undefined) {
    if (input.reason === 'third_repeat') return 'complaint_repeat';
    return worst >= 2 ? 'complaint_angry' : 'complaint_calm';
  }
  if (input.reason === 'over_65') return 'over_65';
  return topicOf(input.intent) === undefined ? 'unknown' : 'question';
}

function valuesFor(input: BriefInput, catalogue: Catalogue, openings: Openings, language: Language): TemplateValues {
  const type = typeOf(input);
  const { slots, wantedOutcome } = input;
  const item = catalogue.slotValue(slots.item === undefined ? 'service' : 'item', slots, language);
  const words = matterOf(input);
  const subject =
    type === undefined
      ? (openings.intents.get(input.intent)?.[language] ??
        openings.topics[topicOf(input.intent) ?? 'unknown']?.[language])
      : catalogue.subTypeName(type, input.subType ?? '', language);
  const shortItem = item === undefined ? undefined : maskText(item.text).slice(0, wordsLimit);
  return {
    subject,
    matter: type === undefined ? undefined : say(openings.matters[type], language, { item: shortItem }),
    item: shortItem,
    amount: catalogue.slotValue('amountFen', slots, language),
    outcome:
      wantedOutcome === undefined || wantedOutcome.kind === 'other'
        ? undefined
        : catalogue.outcomeName(wantedOutcome.kind, language),
    number: input.complaints?.find((complaint) => complaint.type === type)?.number,
    reason: openings.reasons[input.reason][language],
    words: words === undefined ? undefined : maskText(words.replace(/\s+/g, ' ')).slice(0, wordsLimit),
  };
}

/** The likeliest complaint type; what was filed in this conversation counts before what was only suspected. */
function typeOf({ complaintTypes: types, intent }: BriefInput): ComplaintType | undefined {
  const likeliest = [...types].sort((a, b) => b.score - a.score)[0]?.type;
  return likeliest ?? complaintTypes.find((type) => intent === `complaint.${type}`);
}

/** `billing` of `billing.balance`; `undefined` for intents that name no matter. */
const topicOf = (intent: string): string | undefined =>
  ['billing', 'data_usage', 'ring_back_tone', 'service', 'ticket', 'complaint'].find((family) =>
    intent.startsWith(`${family}.`),
  );

const maskedSlots = (slots: Readonly<ComplaintSlots>): Brief['slots'] =>
  Object.fromEntries(
    Object.entries(slots).map(([slot, value]) => [slot, typeof value === 'string' ? maskText(value) : value]),
  );
