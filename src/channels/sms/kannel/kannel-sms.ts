import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import { type Journal, noJournal } from '../journal';
import { LongMessages } from '../long-messages';
import { mainlandNumber } from '../mainland-number';
import { HttpIntake, type SmsOverHttp } from '../sms-over-http';
import { createKannelReceipts } from './kannel-receipts';
import { kannelRoutes } from './kannel-routes';
import { createKannelSend } from './kannel-sendsms';

export interface KannelSmsOptions {
  /** Address of `sendsms` with `username` and `password`: `http://127.0.0.1:13013/cgi-bin/sendsms?username=desk&password=…` */
  readonly sendUrl: string;
  /** The number messages come from. */
  readonly sender: string;
  /** Where Kannel reaches us; often inside of the house: `http://127.0.0.1:3978`. */
  readonly callbackUrl: string;
  /** In Kannel's get-url or post-url as `secret=`; at least 16 letters and digits. */
  readonly secret: string;
  /** Addresses or networks that may call, beside the secret. */
  readonly sources?: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** Keeps parts of long messages over a restart, where Kannel does not put them together (it does by default). */
  readonly journal?: Journal;
  /** For all parts of a message; default 8,000 ms, less than the outbox gives a try. */
  readonly timeoutMs?: number;
}

const secretForm = /^[\w.~-]{16,200}$/;
const tidyEveryMs = 30_000;

/**
 * Text messages by Kannel: `GET` or `POST /sms/kannel` brings them, `sendsms` takes replies, `GET /sms/kannel/dlr` tells
 * what became of those.
 * @throws Error when the secret could be guessed or would not stand in an address as it is
 */
export function createKannelSms(options: KannelSmsOptions): SmsOverHttp {
  const { secret, clock, log, journal = noJournal, timeoutMs = 8_000 } = options;
  if (!secretForm.test(secret)) {
    throw new Error('The secret of Kannel needs 16 letters or digits or more: openssl rand -hex 16');
  }
  const intake = new HttpIntake();
  const receipts = createKannelReceipts(options.callbackUrl, secret);
  const send = createKannelSend({ ...options, receipts, timeoutMs });
  const long = new LongMessages({ clock, log, journal, deliver: async (message) => intake.listener.received(message) });
  let tidying: NodeJS.Timeout | undefined;
  return {
    routes: kannelRoutes(intake, { ...options, receipts, addPart: (part) => long.add(part) }),
    transport: {
      name: 'kannel',
      connected: () => intake.started,
      async start(listener) {
        intake.start(listener);
        tidying ??= setInterval(() => {
          intake.track(long.tidy()).catch((err: unknown) => {
            log.error({ err }, 'kannel: parts of long messages could not be tidied up');
          });
        }, tidyEveryMs).unref();
      },
      async stop(graceMs) {
        clearInterval(tidying);
        tidying = undefined;
        await intake.stop(graceMs);
      },
      async send(message) {
        const to = mainlandNumber(message.to);
        if (to === undefined) return { ok: false, reason: 'refused', detail: 'no mainland mobile number' };
        return intake.track(send({ ...message, to }));
      },
    },
  };
}
