import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { type ComplaintType, complaintTypes } from '../complaints/complaint';
import { DataFileError, loadData } from '../data-files/load-data';
import type { ChannelId } from '../ports/channel';

const minutes = z
  .number()
  .positive()
  .max(24 * 60);
/** nlp-models/figures/contacts.yaml; what each field means stands there. */
export const contactsSchema = z.strictObject({
  quiet_minutes: z.strictObject({ web: minutes, 'bot-framework': minutes, sms: minutes, voice: minutes }),
  answer_hours: z
    .number()
    .positive()
    .max(31 * 24),
  no_topics: z.array(z.string().min(1)),
  types: z.record(z.string().regex(/^[a-z_]+\.[a-z_]*$/), z.enum(complaintTypes)),
  answers_to: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.array(z.string().min(1))),
});

/** What a visit is, and how its customer is named in what is kept of it. */
export interface ContactKeeping {
  /** Silence after which a visit is over, in ms. */
  quietMs(channel: ChannelId): number;
  /** How long after something we sent unasked a visit counts as an answer to it, in ms. */
  readonly answerMs: number;
  /** Whether answering it is an answer given. */
  isTopic(intent: string): boolean;
  /**
   * Whether asking it is about what we had told, and nothing else.
   * @param about `notice:<rule>`; `complaint:<id>`: whoever speaks of a complaint asks by number, so all of `ticket.` is about one
   */
  isAnswerTo(about: readonly string[], intent: string): boolean;
  /** The same customer, never who. @param value a number, or the channel's name for the customer */
  customerKey(value: string): string;
}

/**
 * Wire as `Services.contacts`; without it visits are not recorded.
 * @param dir nlp-models/figures
 * @param secret the same on every node and for good: with another one every customer looks new
 * @throws DataFileError when the file is missing or wrong
 */
export function contactKeeping(dir: string, secret: string): ContactKeeping {
  const data = loadData(dir, 'contacts.yaml', contactsSchema);
  return {
    quietMs: (channel) => data.quiet_minutes[channel] * 60_000,
    answerMs: data.answer_hours * 3_600_000,
    isTopic: (intent) => !data.no_topics.some((start) => intent.startsWith(start)),
    isAnswerTo: (about, intent) =>
      intent.startsWith('ticket.') ||
      about.some((told) => {
        const [kind, rule = ''] = told.split(':');
        const matters = kind === 'notice' && Object.hasOwn(data.answers_to, rule) ? data.answers_to[rule] : undefined;
        return matters?.some((start) => intent.startsWith(start)) === true;
      }),
    customerKey: (value) => createHmac('sha256', secret).update(`contact:${value}`).digest('base64url').slice(0, 22),
  };
}

/** Of which type of complaint a question would be, were it one: so that visits are told by the same types. */
export type TypeOfTopic = (intent: string) => ComplaintType | undefined;

/**
 * The longest beginning of the intent's name that the data has decides.
 * @param dir nlp-models/figures
 * @throws DataFileError when the file is missing or wrong
 */
export function loadTypeOfTopic(dir: string): TypeOfTopic {
  const { types } = loadData(dir, 'contacts.yaml', contactsSchema);
  const starts = Object.entries(types).sort(([a], [b]) => b.length - a.length);
  return (intent) => starts.find(([start]) => intent.startsWith(start))?.[1];
}

/** Faults of nlp-models/figures/contacts.yaml, for `npm run nlu -- lint`. */
export function lintContacts(dir: string): string[] {
  try {
    const { quiet_minutes: quiet, answer_hours: answer } = loadData(dir, 'contacts.yaml', contactsSchema);
    const isLonger = Math.max(...Object.values(quiet)) > answer * 60;
    return isLonger ? ['contacts.yaml: quiet_minutes: no visit may be silent for longer than answer_hours'] : [];
  } catch (error) {
    if (error instanceof DataFileError) return error.faults.map((fault) => `${error.file}: ${fault}`);
    throw error;
  }
}
