import type { Services } from '../../../dialogs/services';
import type { Conversations } from '../../conversation/conversations';
import type { Clock } from '../../ports/clock';
import type { CallService } from './call';
import { loadCallCues } from './call-cues';
import { type Bot, withCalls } from './call-flow';
import { type CallServiceDeps, createCallService } from './call-service';
import { loadSpeechHints } from './speech-hints';
import { createWhisper } from './whisper';

export interface CallsOptions {
  readonly services: Services;
  readonly clock: Clock;
  /** Path of nlp-models. */
  readonly dataDir: string;
  /** Makes conversation ids out of call ids; the same on every node. */
  readonly secret: string;
  /** Whether a platform here knows where people answer; without it, call backs are booked. */
  readonly canTransfer: boolean;
  readonly waits?: Pick<CallServiceDeps, 'patienceMs' | 'storeMs'>;
}

/** The hotline without any platform: `around` goes about the bot, `service` before the conversations. */
export interface Calls {
  around(bot: Bot): Bot;
  service(conversations: Conversations): CallService;
}

/** @throws Error naming the data file at fault */
export function createCalls({ services, clock, dataDir, secret, canTransfer, waits }: CallsOptions): Calls {
  const hints = loadSpeechHints(dataDir);
  const cueOf = loadCallCues(dataDir);
  const { replies, hours, log, queue } = services;
  const whisper = createWhisper({ queue, replies, log, storeMs: waits?.storeMs ?? 2_500 });
  return {
    around: (bot) => withCalls(bot, { services, hints, cueOf, canTransfer }),
    service: (conversations) =>
      createCallService({ conversations, replies, hours, hints, canTransfer, whisper, secret, clock, log, ...waits }),
  };
}
