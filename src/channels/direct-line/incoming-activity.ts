import type { Activity, Attachment } from 'botframework-schema';
import { HttpError } from '../../platform/http';
import type { IdGenerator } from '../../ports/id-generator';
import { wellFormed } from './well-formed';

/** What a client sent, cut down to what a client may say (S3). */
export type Incoming =
  | { readonly kind: 'typing' }
  /** `externalId`: the client's own name for it; the same again is the same message (R1). */
  | { readonly kind: 'message'; readonly externalId: string; readonly activity: Partial<Activity> };

const maxText = 5000;
const maxValueBytes = 4096;
const maxIdLength = 200;
const localePattern = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;

/**
 * Takes `text`, `value`, `locale`, `textFormat: plain`, its own `id` and `channelData.clientActivityID` over; every
 * other field (`from`, `deliveryMode`, `serviceUrl`, `membersAdded`, …) is left behind, and files come by upload only.
 * @throws HttpError 400
 */
export function readActivity(body: unknown, ids: IdGenerator, files: readonly Attachment[] = []): Incoming {
  if (!isRecord(body)) throw refused('Send an activity as a JSON object.');
  if (body['type'] === 'typing') return { kind: 'typing' };
  if (body['type'] !== 'message') throw refused('Only activities of type message and typing are taken.');
  const text = readText(body['text']);
  const value = readValue(body['value']);
  if ((text ?? '').trim() === '' && value === undefined && files.length === 0) {
    throw refused('A message needs text, a value or a file.');
  }
  const clientActivityId = readClientActivityId(body['channelData']);
  const ownId = readId(body['id'], 'id');
  const locale = body['locale'];
  return {
    kind: 'message',
    externalId: clientActivityId ? `client:${clientActivityId}` : ownId ? `id:${ownId}` : ids.next('message'),
    activity: {
      type: 'message',
      ...(text === undefined ? {} : { text, textFormat: 'plain' }),
      ...(value === undefined ? {} : { value }),
      ...(typeof locale === 'string' && localePattern.test(locale) ? { locale } : {}),
      ...(clientActivityId ? { channelData: { clientActivityID: clientActivityId } } : {}),
      ...(files.length === 0 ? {} : { attachments: [...files] }),
    },
  };
}

function readText(text: unknown): string | undefined {
  if (text === undefined || text === null) return undefined;
  if (typeof text !== 'string') throw refused('text must be a string.');
  if (text.length > maxText) throw refused(`text may have ${maxText} characters.`);
  return wellFormed(text);
}

function readValue(value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const json = JSON.stringify(value);
  if (Buffer.byteLength(json) > maxValueBytes) throw refused(`value may have ${maxValueBytes} bytes as JSON.`);
  return JSON.parse(wellFormed(json));
}

function readClientActivityId(channelData: unknown): string | undefined {
  return isRecord(channelData) ? readId(channelData['clientActivityID'], 'channelData.clientActivityID') : undefined;
}

function readId(id: unknown, field: string): string | undefined {
  if (id === undefined || id === null || id === '') return undefined;
  if (typeof id !== 'string' || id.length > maxIdLength) {
    throw refused(`${field} must be a string of at most ${maxIdLength} characters.`);
  }
  return wellFormed(id);
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refused = (message: string): HttpError => new HttpError(400, 'BadArgument', message);
