import type { NoticeQueue } from '../../notices/notice-queue';
import { HttpError, type Route } from '../../platform/http';
import { parseJson } from '../../platform/json-body';
import type { Clock } from '../../ports/clock';
import { readAccountEvents } from './account-event-schema';
import { checkSignature } from './event-signature';

export const accountEventsPath = '/account-events';

export interface AccountEventsOptions {
  /** The business system signs with the same. */
  readonly secret: string;
  readonly queue: Pick<NoticeQueue, 'accept'>;
  readonly clock: Clock;
  /** Called once events are stored: they need not wait for the job's next look. */
  readonly accepted?: () => void;
}

/**
 * `POST /account-events`: the business system tells that something happened. Signed (401 unsigned, 403 wrong or stale, before
 * anything is read from it), strictly read (400), stored before it is answered (202), each event once by its id; an id that
 * comes back with other contents is refused (409), and then nothing of the request is stored.
 */
export function accountEventsRoute({ secret, queue, clock, accepted }: AccountEventsOptions): Route {
  return {
    method: 'POST',
    path: accountEventsPath,
    access: 'webhook',
    body: 'bytes',
    maxBytes: 64 * 1024,
    perMinute: 600,
    verify({ headers, body }) {
      const signed = checkSignature(headers['x-desk-signature'], bytesOf(body), secret, clock.now());
      if (signed === 'missing') throw new HttpError(401, 'Unauthorized', 'Sign the request: X-Desk-Signature.');
      if (signed === 'wrong') throw new HttpError(403, 'Forbidden', 'The signature does not fit, or is too old.');
    },
    async handle({ headers, body }) {
      if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
        throw new HttpError(415, 'UnsupportedMediaType', 'Send the body as JSON.');
      const read = readAccountEvents(parseJson(bytesOf(body)), clock.now());
      if (!read.ok) throw new HttpError(400, 'BadArgument', `No account event as we know them: ${read.fault}`);
      const result = await queue.accept(read.events);
      if (!result.ok)
        throw new HttpError(409, 'IdReused', `These ids were used for other events: ${result.reused.join(', ')}`);
      if (result.accepted > 0) accepted?.();
      return { status: 202, body: { accepted: result.accepted, duplicates: result.duplicates } };
    },
  };
}

const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
