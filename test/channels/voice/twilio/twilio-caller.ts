import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { createTwilioVerifier } from '../../../../src/channels/sms/twilio/twilio-signature';
import type { CallService } from '../../../../src/channels/voice/call';
import type { TransferTarget } from '../../../../src/channels/voice/twilio/transfer-target';
import { createTwilioVoice } from '../../../../src/channels/voice/twilio/twilio-voice';
import { createHttpServer } from '../../../../src/platform/http-server';
import { randomIds } from '../../../../src/ports/id-generator';
import { silentLog } from '../../../../src/ports/log';
import { allOf, type Element, readTwiml, textOf } from './twiml-reader';

export const accountSid = `AC${'1'.repeat(32)}`;
export const authToken = 'the token of the call tests';
export const publicUrl = 'https://desk.example.com';

/** The hotline's addresses on a free port, as a platform reaches them behind a proxy. */
export async function serveTwilio(service: CallService, target?: TransferTarget) {
  const verify = createTwilioVerifier({ accountSid, authToken, publicUrl });
  const server = createHttpServer({
    routes: createTwilioVoice({ service, verify, publicUrl, target }),
    sockets: [],
    authenticators: {},
    log: silentLog,
    ids: randomIds,
  });
  const { port } = await server.listen(0, '127.0.0.1');
  return { base: `http://127.0.0.1:${port}`, close: () => server.close(1000) };
}

export type Form = Readonly<Record<string, string>>;

/** A platform's request, signed as the platform signs it. */
export function post(base: string, address: string, form: Form, signature?: string): Promise<Response> {
  const path = address.replace(publicUrl, '');
  const signed = signature ?? getExpectedTwilioSignature(authToken, `${publicUrl}${path}`, form);
  return fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signed },
    body: new URLSearchParams(form).toString(),
  });
}

/** A telephone on the platform: does what the TwiML says, as far as a caller can notice. */
export class TwilioCaller {
  heard = '';
  root: Element = { name: 'Response', attributes: {}, children: [] };
  xml = '';
  readonly transcript: string[] = [];

  constructor(
    private readonly base: string,
    readonly callSid: string,
    readonly from = '+8613800000002',
  ) {}

  private async request(address: string, form: Form, said: string): Promise<string> {
    const answer = await post(this.base, address, { ...this.identity, ...form });
    if (answer.status !== 200) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
    this.xml = await answer.text();
    this.root = readTwiml(this.xml);
    this.heard = allOf(this.root, 'Say').map(textOf).join(' ');
    this.transcript.push(said, `  ${this.heard}${this.verbs.map((verb) => ` <${verb}>`).join('')}`);
    const [redirect] = allOf(this.root, 'Redirect');
    return redirect ? this.request(textOf(redirect), {}, '(waits)') : this.heard;
  }

  get identity(): Form {
    return { CallSid: this.callSid, AccountSid: accountSid, From: this.from, To: '10086' };
  }

  /** What the platform does besides speaking and listening. */
  get verbs(): string[] {
    return this.root.children.flatMap((child) =>
      typeof child === 'string' || child.name === 'Say' || child.name === 'Gather' ? [] : [child.name],
    );
  }

  get gather(): Form {
    const [gather] = allOf(this.root, 'Gather');
    if (!gather) throw new Error(`Nothing is listened for: ${this.xml}`);
    return gather.attributes;
  }

  start = () => this.request('/voice/twilio', {}, '(calls)');
  say = (text: string) =>
    this.request(this.gather['action'] ?? '', { SpeechResult: text, Confidence: '0.9' }, `“${text}”`);
  press = (digits: string) => this.request(this.gather['action'] ?? '', { Digits: digits }, `[${digits}]`);
  silence = () => this.request(this.gather['action'] ?? '', {}, '(silence)');

  /** The person's telephone: busy, no-answer, completed … */
  transferred(status: string): Promise<string> {
    const [dial] = allOf(this.root, 'Dial');
    return this.request(dial?.attributes['action'] ?? '', { DialCallStatus: status }, `(transfer: ${status})`);
  }

  hangUp = () => this.request('/voice/twilio/status', { CallStatus: 'completed' }, '(hangs up)');
}
