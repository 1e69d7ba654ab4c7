import { createHash, timingSafeEqual } from 'node:crypto';
import { addressList, contains } from '../../../platform/client-address';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../../platform/http';
import type { Log } from '../../../ports/log';
import type { IncomingPart } from '../long-messages';
import type { HttpIntake } from '../sms-over-http';
import { readKannelMessage } from './kannel-incoming';
import { kannelParameters } from './kannel-parameters';
import { type KannelReceipts, kannelReceiptPath } from './kannel-receipts';

export const kannelPath = '/sms/kannel';

export interface KannelRoutesOptions {
  /** What the parameter `secret` must be. */
  readonly secret: string;
  /** Addresses or networks that may call; without it the secret alone decides. */
  readonly sources?: readonly string[];
  readonly receipts: KannelReceipts;
  /** Takes a part of a long message; resolves when it may be confirmed. */
  readonly addPart: (part: IncomingPart) => Promise<void>;
  readonly log: Log;
}

/** Kannel sends what the answer says as a message: ours says nothing, replies leave by the outbox. */
const nothingToSay: HttpResponse = { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '' };

/** Messages coming in by GET or POST, and delivery reports. Each is answered only when what it tells is stored. */
export function kannelRoutes(intake: HttpIntake, options: KannelRoutesOptions): readonly Route[] {
  const { receipts, addPart, log } = options;
  const secret = digestOf(options.secret);
  const sources = options.sources?.length ? addressList(options.sources) : undefined;

  function verifySource({ ip }: Pick<HttpRequest, 'ip'>): void {
    if (sources !== undefined && !contains(sources, ip)) throw forbidden();
  }

  function verifyMessage(request: Pick<HttpRequest, 'ip' | 'raw'>): void {
    verifySource(request);
    const given = kannelParameters(request.raw.url ?? '').get('secret');
    // In constant time, whatever the lengths.
    if (!timingSafeEqual(digestOf(given ?? ''), secret)) throw forbidden();
  }

  async function take(request: HttpRequest): Promise<HttpResponse> {
    const { listener } = intake;
    const incoming = readKannelMessage(request);
    if (incoming.kind === 'whole') await listener.received(incoming.message);
    else if (incoming.kind === 'part') await addPart(incoming.part);
    else log.warn({ id: incoming.id }, 'kannel: a text message from abroad or without a number was left out');
    return nothingToSay;
  }

  const shared = { access: 'webhook', rawQuery: true } as const;
  return [
    { ...shared, method: 'GET', path: kannelPath, verify: verifyMessage, handle: take },
    { ...shared, method: 'POST', path: kannelPath, body: 'bytes', verify: verifyMessage, handle: take },
    {
      ...shared,
      method: 'GET',
      path: kannelReceiptPath,
      verify(request) {
        verifySource(request);
        receipts.verify(request.raw.url ?? '');
      },
      async handle({ raw }) {
        await intake.listener.receipt(receipts.read(raw.url ?? ''));
        return nothingToSay;
      },
    },
  ];
}

const digestOf = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest();
const forbidden = (): HttpError => new HttpError(403, 'Forbidden', 'Only our Kannel may call this.');
