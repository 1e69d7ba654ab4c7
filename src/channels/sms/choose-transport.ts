import { join } from 'node:path';
import type { Config } from '../../config';
import type { Clock } from '../../ports/clock';
import type { IdGenerator } from '../../ports/id-generator';
import type { Log } from '../../ports/log';
import { readCmppUrl } from './cmpp/cmpp-settings';
import { CmppTransport } from './cmpp/cmpp-transport';
import { openJournal } from './journal';
import { createKannelSms } from './kannel/kannel-sms';
import { readSmppUrl } from './smpp/smpp-settings';
import { createSmppTransport } from './smpp/smpp-transport';
import type { SmsOverHttp } from './sms-over-http';
import { createTwilioSms } from './twilio/twilio-sms';

type Settings = Pick<
  Config,
  | 'PORT'
  | 'PUBLIC_URL'
  | 'TWILIO_ACCOUNT_SID'
  | 'TWILIO_AUTH_TOKEN'
  | 'TWILIO_SENDER'
  | 'TWILIO_API_URL'
  | 'SMPP_URL'
  | 'CMPP_URL'
  | 'KANNEL_SEND_URL'
  | 'KANNEL_SENDER'
  | 'KANNEL_SECRET'
  | 'KANNEL_CALLBACK_URL'
  | 'KANNEL_SOURCES'
>;

export interface TransportDeps {
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  /** 0 to below 1. */
  readonly random: () => number;
  /** `DATA_DIR`: notes that outlive a crash. */
  readonly dir: string;
}

/** The one way of text messages the settings name; `undefined` when they name none. The settings are checked by then. */
export async function chooseTransport(settings: Settings, deps: TransportDeps): Promise<SmsOverHttp | undefined> {
  const { clock, log, dir } = deps;
  const { PUBLIC_URL: publicUrl, PORT } = settings;
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_SENDER: twilioSender } = settings;
  if (twilioSender && accountSid && authToken && publicUrl) {
    const apiUrl = settings.TWILIO_API_URL;
    return createTwilioSms({ accountSid, authToken, sender: twilioSender, publicUrl, ...(apiUrl && { apiUrl }), log });
  }
  const { KANNEL_SEND_URL: sendUrl, KANNEL_SENDER: sender, KANNEL_SECRET: secret } = settings;
  if (sendUrl && sender && secret) {
    return createKannelSms({
      sendUrl,
      sender,
      secret,
      // Kannel mostly stands inside of the house, often on this machine.
      callbackUrl: settings.KANNEL_CALLBACK_URL ?? `http://127.0.0.1:${PORT}`,
      ...(settings.KANNEL_SOURCES.length > 0 && { sources: settings.KANNEL_SOURCES }),
      clock,
      log,
      journal: await openJournal(join(dir, 'kannel-parts.jsonl')),
    });
  }
  if (settings.SMPP_URL) {
    const read = readSmppUrl(settings.SMPP_URL);
    if (!read.ok) throw new Error(read.reason);
    return { transport: createSmppTransport({ ...deps, settings: read.settings, folder: dir }), routes: [] };
  }
  if (settings.CMPP_URL) {
    const read = readCmppUrl(settings.CMPP_URL);
    if (!read.ok) throw new Error(read.reason);
    const journal = await openJournal(join(dir, 'cmpp-parts.jsonl'));
    return { transport: new CmppTransport({ ...deps, settings: read.settings, journal }), routes: [] };
  }
  return undefined;
}
