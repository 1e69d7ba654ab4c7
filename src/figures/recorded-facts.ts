import { z } from 'zod';
import { type ChannelId, capabilitiesOf } from '../ports/channel';
import { languages } from '../ports/language';
import type { LogRecord } from '../ports/record-log';
import type { ContactFact, HandoffFact } from './facts';

const channels = Object.keys(capabilitiesOf) as ChannelId[];
const count = z.number().int().nonnegative();
const texts = z.array(z.string());
const contact = z.object({
  id: z.string().min(1),
  conversationId: z.string(),
  channel: z.enum(channels),
  language: z.enum(languages),
  startedAt: z.number(),
  endedAt: z.number(),
  customer: z.string(),
  byUs: z.boolean(),
  messages: count,
  topics: texts,
  answered: count,
  missed: count,
  thumbsDown: count,
  complaints: texts,
  personAsked: z.boolean(),
  handoffs: texts,
});
const survey = z.object({
  score: z.enum(['satisfied', 'fair', 'dissatisfied']),
  handoffId: z.string().optional(),
});

/** The visit a record of kind `contact` tells of; `undefined`: it tells of none. */
export const contactFact = ({ data }: LogRecord): ContactFact | undefined => contact.safeParse(data).data;

/** What a record of kind `survey` says of a hand-over; `undefined`: words only. */
export function surveyOf({ key, data }: LogRecord): { handoffId: string; score: HandoffFact['score'] } | undefined {
  const read = survey.safeParse(data).data;
  return read && { handoffId: read.handoffId ?? key, score: read.score };
}
