import { join } from 'node:path';
import { DialogContextError } from 'botbuilder-dialogs';
import type { Services } from '../dialogs/services';
import type { AppDeps } from './app';
import { smsLeaving } from './channels/sms/leaving';
import { smsBot } from './channels/sms/sms-bot';
import { loadSmsWords } from './channels/sms/sms-words';
import { createTurnRunner, type TurnRunner, type TurnRunnerDeps } from './conversation/turn-runner';
import { languages } from './ports/language';
import { StorageError } from './storage/storage-error';

export interface TurnsDeps extends Pick<AppDeps, 'store' | 'clock' | 'ids' | 'log' | 'metrics' | 'dataDir'> {
  readonly services: Services;
  readonly bot: TurnRunnerDeps['bot'];
  /** Something is to leave the house. */
  readonly leaves: () => void;
}

/** Where every conversation's turns are run, on all channels. */
export function turnsOf({ services, bot, leaves, store, dataDir, metrics, ...deps }: TurnsDeps): TurnRunner {
  return createTurnRunner({
    ...deps,
    store: store.conversations,
    bot: smsBot({
      bot,
      words: loadSmsWords(join(dataDir, 'lexicon', 'sms.yaml')),
      replies: services.replies,
      consents: services.consents,
    }),
    leaving: smsLeaving(services.replies),
    metrics: metrics.metrics,
    // How long a customer waits after this process died in the middle of a turn; renewed well before.
    leaseMs: 3_000,
    faultReply: (locale, reference) => faultReply(services, locale, reference),
    // A connection that was cut: the next one works.
    passes: (error) => thrownIn(error) instanceof StorageError,
    onOutbox: leaves,
  });
}

/** Dialogs wrap what is thrown in them. */
const thrownIn = (error: unknown): unknown => (error instanceof DialogContextError ? error.error : error);

/** The customer is told, in words of ours; the cause stays in the log (S18). */
function faultReply({ replies }: Services, locale: string | undefined, reference: string) {
  const language = languages.find((known) => known === locale) ?? 'zh-Hans';
  const { text, speak } = replies.say('fault', language, { reference: reference.slice(-8) });
  const person = replies.choice('person', language);
  return {
    type: 'message',
    text,
    speak,
    locale: language,
    suggestedActions: { to: [], actions: [{ type: 'imBack', title: person.title, value: person.say }] },
  };
}
