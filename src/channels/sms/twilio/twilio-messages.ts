import type TwilioSDK from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient';
import type { OutgoingSms, SmsSendResult } from '../transport';
import { refusalOf, TwilioThrottled } from './twilio-refusals';

export interface TwilioMessagesOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** A number in international form, a short code, or a messaging service (`MG…`). */
  readonly sender: string;
  /** Where the service reports what became of a message. */
  readonly statusCallback: string;
  /** Of a service with the same interface; its path goes in front. Default `https://api.twilio.com`. */
  readonly apiUrl?: string;
  /** For one request. */
  readonly timeoutMs: number;
}

export type SendTwilioMessage = (message: OutgoingSms) => Promise<SmsSendResult>;

/**
 * Sends by the service's REST interface, which has no field for a key: a request without an answer may have been taken
 * all the same, and the next try then doubles the message (at least once, R6).
 */
export function createTwilioMessages(options: TwilioMessagesOptions): SendTwilioMessage {
  const { sender, statusCallback } = options;
  // The library takes a second to load: not at the start of a desk that never sends through it.
  let loading: Promise<TwilioSDK.Twilio> | undefined;
  const from = sender.startsWith('MG') ? { messagingServiceSid: sender } : { from: sender };
  return async ({ to, text }) => {
    loading ??= loadClient(options);
    const client = await loading;
    try {
      const { sid } = await client.messages.create({ to: `+86${to}`, body: text, statusCallback, ...from });
      return { ok: true, ids: typeof sid === 'string' ? [sid] : [] };
    } catch (error) {
      return refusalOf(error);
    }
  };
}

async function loadClient({ accountSid, authToken, apiUrl, timeoutMs }: TwilioMessagesOptions) {
  const { default: sdk } = await import('twilio');
  class HttpClient extends sdk.RequestClient {
    override async request<Body>(asked: RequestClient.RequestOptions<Body>) {
      const answer = await super.request<Body>({ ...asked, uri: apiUrl ? moved(asked.uri, apiUrl) : asked.uri });
      if (answer.statusCode === 429) throw new TwilioThrottled(answer.headers?.['retry-after']);
      return answer;
    }
  }
  // Its settings are ours alone: nothing of the environment, no trying again on its own, no log on the console.
  return sdk(accountSid, authToken, { env: {}, httpClient: new HttpClient({ timeout: timeoutMs }) });
}

function moved(uri: string, apiUrl: string): string {
  const { pathname, search } = new URL(uri);
  return `${apiUrl.replace(/\/$/, '')}${pathname}${search}`;
}
