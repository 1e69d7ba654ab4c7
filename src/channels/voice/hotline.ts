import type { Conversations } from '../../conversation/conversations';
import type { Route, SocketRoute } from '../../platform/http';
import { createTwilioVerifier } from '../sms/twilio/twilio-signature';
import type { CallService } from './call';
import type { Bot } from './call-flow';
import { type CallsOptions, createCalls } from './calls';
import { createJambonz } from './jambonz/jambonz';
import type { Voices } from './jambonz/jambonz-speech';
import type { TransferTarget } from './twilio/transfer-target';
import { createTwilioVoice } from './twilio/twilio-voice';

/** The settings that concern the hotline. */
export interface HotlineSettings {
  readonly PUBLIC_URL?: string | undefined;
  readonly TWILIO_ACCOUNT_SID?: string | undefined;
  readonly TWILIO_AUTH_TOKEN?: string | undefined;
  readonly JAMBONZ_WEBHOOK_SECRET?: string | undefined;
  readonly JAMBONZ_VOICES?: Voices | undefined;
  readonly VOICE_TRANSFER: TransferTarget['how'];
  readonly VOICE_TRANSFER_URI?: string | undefined;
}

export interface Hotline {
  /** Goes about the bot: calls pass through the call flow. */
  around(bot: Bot): Bot;
  /** Opens the ways calls come in; none where nothing is set up. */
  open(conversations: Conversations): {
    readonly service: CallService;
    readonly routes: readonly Route[];
    readonly sockets: readonly SocketRoute[];
    /** Ends WebSockets; their calls go on with another process. */
    close(): void;
  };
}

/** The hotline as the settings want it. @throws Error naming the data file at fault */
export function createHotline(settings: HotlineSettings, options: Omit<CallsOptions, 'canTransfer'>): Hotline {
  const { PUBLIC_URL: publicUrl, TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = settings;
  const uri = settings.VOICE_TRANSFER_URI;
  const target = uri === undefined ? undefined : { how: settings.VOICE_TRANSFER, uri };
  const calls = createCalls({ ...options, canTransfer: target !== undefined });
  return {
    around: calls.around,
    open(conversations) {
      const service = calls.service(conversations);
      const twilio =
        publicUrl && accountSid && authToken
          ? createTwilioVoice({
              service,
              publicUrl,
              target,
              verify: createTwilioVerifier({ accountSid, authToken, publicUrl }),
            })
          : [];
      const secret = settings.JAMBONZ_WEBHOOK_SECRET;
      const { log } = options.services;
      const jambonz = secret
        ? createJambonz({
            calls: service,
            secret,
            clock: options.clock,
            log,
            ...(settings.JAMBONZ_VOICES && { voices: settings.JAMBONZ_VOICES }),
            ...(target && { transfer: target }),
          })
        : undefined;
      return {
        service,
        routes: [...twilio, ...(jambonz?.routes ?? [])],
        sockets: jambonz?.sockets ?? [],
        close: () => jambonz?.close(),
      };
    },
  };
}
