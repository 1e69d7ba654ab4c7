import { z } from 'zod';
import { HttpError, type HttpResponse, type Route } from '../../../platform/http';
import type { Log } from '../../../ports/log';
import { mainlandNumber } from '../mainland-number';
import type { HttpIntake } from '../sms-over-http';
import type { DeliveryReceipt } from '../transport';
import { formOf, type TwilioVerifier } from './twilio-signature';

export const twilioPaths = { incoming: '/sms/twilio', status: '/sms/twilio/status' } as const;

const sid = z.string().regex(/^[A-Za-z0-9]{2,64}$/);
const incoming = z.object({ MessageSid: sid, From: z.string(), To: z.string(), Body: z.string().default('') });
const status = z.object({
  MessageSid: sid,
  MessageStatus: z.string().max(40),
  ErrorCode: z.string().max(20).optional(),
});

/** What the service calls a message's state; a name not listed is on its way. */
const states: ReadonlyMap<string, DeliveryReceipt['state']> = new Map([
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['failed', 'failed'],
  ['undelivered', 'failed'],
  ['canceled', 'failed'],
]);

/** The service sends what the answer says as a message: ours says nothing, replies leave by the outbox. */
const nothingToSay: HttpResponse = {
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};

/** Messages coming in, and what became of those that went out. Both answer only when what they tell is stored. */
export function twilioRoutes(intake: HttpIntake, verify: TwilioVerifier, log: Log): readonly Route[] {
  const shared = { method: 'POST', access: 'webhook', body: 'form', verify } as const;
  return [
    {
      ...shared,
      path: twilioPaths.incoming,
      async handle({ body }) {
        const { MessageSid: id, From, To, Body: text } = read(incoming, body);
        const from = mainlandNumber(From);
        if (from === undefined) {
          log.warn({ id }, 'twilio: a text message from abroad or without a number was left out');
          return nothingToSay;
        }
        await intake.listener.received({ id, from, to: mainlandNumber(To) ?? To, text });
        return nothingToSay;
      },
    },
    {
      ...shared,
      path: twilioPaths.status,
      async handle({ body }) {
        const { MessageSid: id, MessageStatus: name, ErrorCode: code } = read(status, body);
        const detail = code === undefined ? name : `${name} ${code}`;
        await intake.listener.receipt({ id, state: states.get(name) ?? 'buffered', detail });
        return { status: 204 };
      },
    },
  ];
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(formOf(body));
  if (parsed.success) return parsed.data;
  throw new HttpError(400, 'BadParameters', `Missing or unusable: ${parsed.error.issues[0]?.path.join('.')}.`);
}
