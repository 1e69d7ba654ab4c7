import { z } from 'zod';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../../platform/http';
import { formOf, type TwilioVerifier } from '../../sms/twilio/twilio-signature';
import type { CallEvent, CallService } from '../call';
import { type TransferTarget, transferResult } from './transfer-target';
import { twimlOf, voicePaths, whisperTwiml } from './twiml';

export interface TwilioVoiceOptions {
  readonly service: CallService;
  readonly verify: TwilioVerifier;
  /** The address the platform calls, as written there. */
  readonly publicUrl: string;
  readonly target: TransferTarget | undefined;
}

const callSid = z.string().regex(/^[A-Za-z0-9]{2,64}$/);
const call = z.object({
  CallSid: callSid,
  From: z.string().default(''),
  To: z.string().default(''),
});
const step = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number);
/** After these the call is over. */
const over: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** The hotline for Twilio and services that speak TwiML: docs/voice.md. */
export function createTwilioVoice({ service, verify, publicUrl, target }: TwilioVoiceOptions): readonly Route[] {
  const base = publicUrl.replace(/\/$/, '');
  const shared = { method: 'POST', access: 'webhook', body: 'form', verify } as const;

  async function answer(request: HttpRequest, what: CallEvent['what'], at: number): Promise<HttpResponse> {
    const about = who(request);
    const acts = await service.handle({ ...about, step: at, what });
    return xml(twimlOf(acts, { publicUrl: base, nextStep: at + 1, target, callId: about.callId }));
  }

  return [
    {
      ...shared,
      path: voicePaths.call,
      handle: (request) => {
        const at = request.query['step'];
        if (at === undefined) return answer(request, { kind: 'start' }, 0);
        const ready = request.query['ready'] !== undefined;
        return answer(request, ready ? { kind: 'ready' } : heard(formOf(request.body)), stepOf(at));
      },
    },
    {
      ...shared,
      path: voicePaths.transfer,
      handle: (request) =>
        answer(
          request,
          { kind: 'transfer', result: transferResult(formOf(request.body)) },
          stepOf(request.query['step'] ?? ''),
        ),
    },
    {
      ...shared,
      path: voicePaths.whisper,
      async handle({ query }) {
        // The caller's leg: the form of this request names the person's own. The signature covers the address.
        const calling = callSid.safeParse(query['call']);
        if (!calling.success) throw new HttpError(400, 'BadCall', 'The address does not name the call.');
        return xml(whisperTwiml(await service.whisper(calling.data)));
      },
    },
    {
      ...shared,
      path: voicePaths.status,
      async handle(request) {
        const status = formOf(request.body)['CallStatus'] ?? '';
        if (over.has(status)) {
          await service.handle({ ...who(request), step: 0, what: { kind: 'ended', reason: status } });
        }
        return xml('<?xml version="1.0" encoding="UTF-8"?><Response/>');
      },
    },
  ];
}

/** What `<Gather>` heard: keys come before words, neither is silence. */
function heard(form: Readonly<Record<string, string>>): CallEvent['what'] {
  const { Digits: digits = '', SpeechResult: text = '', Confidence } = form;
  if (/^[\d*#]{1,32}$/.test(digits)) return { kind: 'keys', digits };
  const confidence = Number(Confidence);
  if (text.trim() === '') return { kind: 'silence' };
  return { kind: 'speech', text, ...(confidence >= 0 && confidence <= 1 && { confidence }) };
}

function who({ body }: HttpRequest): Pick<CallEvent, 'callId' | 'from' | 'to'> {
  const read = call.safeParse(formOf(body));
  if (!read.success) throw new HttpError(400, 'BadCall', 'This is no event of a call: CallSid is missing or wrong.');
  return { callId: read.data.CallSid, from: read.data.From, to: read.data.To };
}

function stepOf(text: string): number {
  const read = step.safeParse(text);
  if (!read.success) throw new HttpError(400, 'BadStep', 'The step of the call is missing or no number.');
  return read.data;
}

const xml = (body: string): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body,
});
