import type { Heard } from '../ports/act-key';
import type { ChannelId } from '../ports/channel';
import type { Language } from '../ports/language';

/** What a customer may ask for (L8): a copy of what is kept about the number, or that it is erased. */
export const requestedThings = ['copy', 'erasure'] as const;
export type Requested = (typeof requestedThings)[number];

/**
 * How it ended. `carried_out`: the copy was written, or everything erased, by the command. `erased`: a copy was asked for,
 * and everything erased before it was made. `answered`: a supervisor told the customer, and wrote down what.
 */
export type RequestEnd = 'carried_out' | 'erased' | 'answered';

/** One request for the customer's own data, from the day it was made to the day it was answered. */
export interface DataRequest {
  /** `D20261122-01`: what the customer is told, and asks about. */
  readonly number: string;
  readonly what: Requested;
  /** Proved with a one-time code. Absent: erased since. */
  readonly phone?: string;
  readonly channel: ChannelId;
  readonly language: Language;
  readonly conversationId?: string;
  /** The turn it was made in: run again, that makes no second one (R1). */
  readonly by?: string;
  readonly askedAt: number;
  readonly dueAt: number;
  /** When it was noticed that nobody had answered in time. */
  readonly overdueAt?: number;
  /** @property by staff name, or `command` @property words what the customer was told, masked */
  readonly ended?: { readonly at: number; readonly by: string; readonly how: RequestEnd; readonly words?: string };
  readonly heard?: Heard;
}

/** L8, and what customers are told (nlp-models/knowledge/service.yaml, replies/own-data.yaml). */
export const answeredWithinDays = 15;

/** Finds a request's number in what somebody wrote. */
export function requestNumberIn(text: string): string | undefined {
  const [, day, serial] = /(?<![a-z0-9])D ?(20\d{6})[ -]?(\d{2,6})(?!\d)/i.exec(text.slice(0, 1_000)) ?? [];
  return day && serial && `D${day}-${serial}`;
}

/** Ended by the command that erases, without the person it was about. */
export function withoutPerson(request: DataRequest, at: number): DataRequest {
  const { phone: _phone, conversationId: _conversation, by: _by, heard: _heard, ended, ...kept } = request;
  const how = request.what === 'erasure' ? 'carried_out' : 'erased';
  const { words: _words, ...end } = ended ?? { at, by: 'command', how };
  return { ...kept, ended: end };
}
