import type { Log } from '../../../ports/log';
import { mainlandNumber } from '../mainland-number';
import { HttpIntake, type SmsOverHttp } from '../sms-over-http';
import { createTwilioMessages } from './twilio-messages';
import { twilioPaths, twilioRoutes } from './twilio-routes';
import { createTwilioVerifier } from './twilio-signature';

export interface TwilioSmsOptions {
  /** `AC…`; requests of any other account are refused. */
  readonly accountSid: string;
  readonly authToken: string;
  /** A number in international form, a short code, or a messaging service (`MG…`). */
  readonly sender: string;
  /** Where the service reaches us: it signs this address, and reports to it what became of messages. */
  readonly publicUrl: string;
  /** Of a service with the same interface. Default `https://api.twilio.com`. */
  readonly apiUrl?: string;
  readonly log: Log;
  /** For one request; default 8,000 ms, less than the outbox gives a try. */
  readonly timeoutMs?: number;
}

/**
 * Text messages by Twilio or a service with its interface: `POST /sms/twilio` brings them, the REST interface takes
 * replies, `POST /sms/twilio/status` tells what became of those. The service itself tries a failed webhook again only when
 * its address ends in `#rc=5&rp=all`.
 */
export function createTwilioSms(options: TwilioSmsOptions): SmsOverHttp {
  const { log, publicUrl, timeoutMs = 8_000 } = options;
  const intake = new HttpIntake();
  const statusCallback = `${publicUrl.replace(/\/$/, '')}${twilioPaths.status}`;
  const send = createTwilioMessages({ ...options, statusCallback, timeoutMs });
  return {
    routes: twilioRoutes(intake, createTwilioVerifier(options), log),
    transport: {
      name: 'twilio',
      connected: () => intake.started,
      start: async (listener) => intake.start(listener),
      stop: (graceMs) => intake.stop(graceMs),
      async send(message) {
        const to = mainlandNumber(message.to);
        if (to === undefined) return { ok: false, reason: 'refused', detail: 'no mainland mobile number' };
        return intake.track(send({ ...message, to }));
      },
    },
  };
}
