import type { Answer, Complaint, SlotName } from '../../complaints/complaint';
import { readHistoryNote } from '../../complaints/history-note';
import { currentAnswer, roundStart } from '../../complaints/round';
import { AccountUnavailable } from '../../ports/account-gateway';
import type { Language, Localized } from '../../ports/language';
import { maskCodes, maskName, maskPhone } from '../../ports/mask';
import { maskedSpeech } from '../../ports/masked';
import { sayMoney } from '../../wording/money';
import type { AppealPacket } from '../complaint-api';
import type { DeskContext } from '../desk-context';
import { defined } from '../read-body';
import type { StaffIdentity } from '../staff-account';
import { statusNames } from '../status-names';

type Context = Pick<
  DeskContext,
  'accounts' | 'attachments' | 'catalogue' | 'clock' | 'packetWords' | 'people' | 'words'
>;

/** For whom, in which language, and whether the personal data is shown. */
export interface PacketOptions {
  readonly by: StaffIdentity;
  readonly language: Language;
  readonly full: boolean;
}

const dayMs = 86_400_000;
/** Notes of these events are for, or of, the customer, or say what was tried and given; others are our own affairs. */
const told: ReadonlySet<string> = new Set([
  'ask_customer',
  'customer_answered',
  'recheck',
  'recheck_failed',
  'withdraw',
  'reopen',
  'survey',
  'contact',
  'remedy',
  'decide_remedy',
  'retry_remedy',
  'remedy_paid',
  'remedy_failed',
]);

/** All an appeal needs to know of one complaint (L3). What it was reminded of by timers is left out. */
export async function appealPacket(
  context: Context,
  complaint: Complaint,
  { by, language, full }: PacketOptions,
): Promise<AppealPacket> {
  const { catalogue, clock, packetWords: words } = context;
  const say = (text: string): string => (full ? withoutCodes(text) : maskedSpeech(text));
  const name = await nameOf(context, complaint, full);
  const { type, subType, phone, identity, wantedOutcome } = complaint;
  const request = wantedOutcome && [catalogue.outcomeName(wantedOutcome.kind, language), say(wantedOutcome.words)];
  return {
    madeAt: clock.now(),
    madeBy: by.displayName ?? by.name,
    language,
    full,
    number: complaint.number,
    filedAt: complaint.createdAt,
    status: statusNames[complaint.status][language],
    applicant: defined({
      name,
      phone: phone === undefined ? undefined : full ? phone : maskPhone(phone),
      identity,
    }),
    respondent: defined({ name: words.respondent.name[language], address: words.respondent.address?.[language] }),
    ...(request && { request: [...new Set(request)].filter((part) => part !== '').join('；') }),
    reason: [
      catalogue.name(type, language),
      ...(subType === undefined ? [] : [catalogue.subTypeName(type, subType, language)]),
    ].join(' · '),
    facts: {
      story: say(complaint.story),
      details: (Object.keys(complaint.slots) as SlotName[]).flatMap((slot) => {
        const value = catalogue.slotValue(slot, complaint.slots, language)?.text;
        return value === undefined ? [] : [{ label: catalogue.slotName(slot, language), value: say(value) }];
      }),
      additions: complaint.additions.map(({ at, text }) => ({ at, text: say(text) })),
    },
    timeline: await timelineOf(context, complaint, language, say),
    evidence: await Promise.all(complaint.evidence.map((id) => evidenceOf(context, id, full))),
    ...(complaint.bill && {
      bill: {
        ...complaint.bill,
        lines: complaint.bill.lines.map(({ name, nameEn, amountFen }) => ({
          name: language === 'en' ? nameEn : name,
          amountFen,
        })),
      },
    }),
    answers: await answersOf(context, complaint, language, say),
    proof: proofOf(complaint, currentAnswer(complaint), roundStart(complaint), context),
    remedies: (complaint.remedies ?? []).map(({ code, amountFen, status }) =>
      defined({
        name: catalogue.standard.remedies[code]?.names[language] ?? code,
        amountFen,
        status: words.remedy_statuses[status][language],
      }),
    ),
    missing: [
      ...(name === undefined ? (['name'] as const) : []),
      'address',
      ...(phone === undefined ? (['phone'] as const) : []),
      ...(wantedOutcome === undefined ? (['request'] as const) : []),
    ],
  };
}

const withoutCodes = (text: string): string => (/^[\s*]*$/.test(maskedSpeech(text)) ? '******' : maskCodes(text));

/** The business system's, of a number that was proved. */
async function nameOf({ accounts }: Context, { phone, identity }: Complaint, full: boolean) {
  if (phone === undefined || identity !== 'verified') return undefined;
  try {
    const name = (await accounts.subscriber(phone))?.name;
    return name === undefined || full ? name : maskName(name);
  } catch (error) {
    // The packet is made without it; the field is there to be filled in.
    if (error instanceof AccountUnavailable) return undefined;
    throw error;
  }
}

async function timelineOf(
  context: Context,
  { history }: Complaint,
  language: Language,
  say: (text: string) => string,
): Promise<AppealPacket['timeline']> {
  const { events, outcomes, remedy_statuses: statuses, scores, ways } = context.packetWords;
  const nameOfStaff = await staffNames(context, language);
  const noteOf = (event: string, note: string): string | undefined => {
    const read = readHistoryNote(event, note);
    if (read.kind === 'words') return say(read.words);
    if (read.kind === 'contact')
      return [named(ways, read.way, language), named(outcomes, read.outcome, language)].join(' · ');
    if (read.kind === 'remedy') {
      const { code, amountFen, status } = read;
      const name = context.catalogue.standard.remedies[code]?.names[language] ?? code;
      const amount = amountFen === undefined ? [] : [sayMoney(amountFen, language).text];
      return [name, ...amount, named(statuses, status, language)].join(' · ');
    }
    if (read.kind !== 'survey') return undefined;
    // A complaint taken up again over its survey stands behind the line of the survey.
    if (event !== 'survey') return undefined;
    return [scores[read.score][language], ...(read.words === undefined ? [] : [say(read.words)])].join(' · ');
  };
  return history.flatMap(({ at, actor, event, note }) => {
    if (!Object.hasOwn(events, event)) return [];
    const words = note === undefined ? undefined : told.has(event) ? noteOf(event, note) : undefined;
    const what = events[event as keyof typeof events][language];
    return [defined({ at, who: nameOfStaff(actor), what, note: words })];
  });
}

/** A code that has lost its name, or never had one, stands for itself. */
const named = (names: Readonly<Record<string, Localized>>, code: string, language: Language): string =>
  (Object.hasOwn(names, code) ? names[code]?.[language] : undefined) ?? code;

async function answersOf(
  context: Context,
  complaint: Complaint,
  language: Language,
  say: (text: string) => string,
): Promise<AppealPacket['answers']> {
  const { words, packetWords } = context;
  const causes = new Map(words.causes.flatMap(({ causes: own }) => own).map(({ code, names }) => [code, names]));
  const nameOfStaff = await staffNames(context, language);
  return (complaint.answers ?? []).map((answer) => {
    const before = complaint.history.filter(({ at }) => at <= answer.at);
    const { toldAt: _, ...proof } = proofOf(complaint, answer, roundStart({ ...complaint, history: before }), context);
    return defined({
      at: answer.at,
      by: nameOfStaff(answer.by),
      text: say([answer.text, answer.english].filter((words) => words !== undefined).join('\n')),
      cause: causes.get(answer.cause)?.[language] ?? answer.cause,
      ...proof,
      told: answer.told && {
        at: answer.told.at,
        way: packetWords.ways[answer.told.way][language],
        reference: say(answer.told.reference),
      },
    });
  });
}

/** The law's 15 days, counted from when the round began, whatever else stood still (申诉办法 art. 10). */
function proofOf(
  { status }: Complaint,
  answer: Answer | undefined,
  since: number,
  { catalogue, clock }: Context,
): AppealPacket['proof'] {
  const answerBy = since + catalogue.standard.answer_days * dayMs;
  const toldAt = answer?.told?.at;
  const isOpen = status !== 'withdrawn' && status !== 'merged';
  const inTime = toldAt !== undefined ? toldAt <= answerBy : isOpen && clock.now() > answerBy ? false : undefined;
  return defined({ answerBy, toldAt, inTime });
}

async function evidenceOf(
  { attachments }: Context,
  id: string,
  full: boolean,
): Promise<AppealPacket['evidence'][number]> {
  const file = await attachments.get(id);
  if (!file) return { id };
  const { name, contentType, size, createdAt } = file;
  return { id, name: full ? name : maskedSpeech(name), contentType, size, at: createdAt };
}

async function staffNames({ people, packetWords: { phrases } }: Context, language: Language) {
  const names = new Map((await people()).map(({ name, displayName }) => [name, displayName ?? name]));
  const others = new Map([
    ['customer', phrases.customer[language]],
    ['bot', phrases.bot[language]],
    ['desk', phrases.desk[language]],
  ]);
  return (actor: string): string => others.get(actor) ?? names.get(actor) ?? actor;
}
