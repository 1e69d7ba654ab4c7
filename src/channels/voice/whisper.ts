import type { Replies } from '../../conversation/replies';
import type { HandoffQueue } from '../../ports/handoff-queue';
import type { Language } from '../../ports/language';
import type { Log } from '../../ports/log';
import { speechOf } from '../../wording/speech';
import type { Speech } from './call';
import { whisperText } from './whisper-text';
import { within } from './within';

export interface WhisperDeps {
  readonly queue: Pick<HandoffQueue, 'ofConversation'>;
  readonly replies: Pick<Replies, 'say'>;
  readonly log: Log;
  /** The agents' language. Default zh-Hans. */
  readonly language?: Language;
  /** After this long a store that does not answer counts as hung; the person is waiting with the receiver at the ear. */
  readonly storeMs: number;
}

/**
 * What the person who answers hears before the caller is joined. Never rejects: a caller who waits is joined whatever
 * cannot be read, with a word that the story is on the screen.
 */
export type Whisper = (conversationId: string) => Promise<Speech>;

export function createWhisper({ queue, replies, log, storeMs, language = 'zh-Hans' }: WhisperDeps): Whisper {
  const unknown = (): string => speechOf(replies.say('voice.whisper_unknown', language).speak, language);

  async function textOf(conversationId: string): Promise<string> {
    try {
      const [handoff] = await within(storeMs, queue.ofConversation(conversationId, 1));
      const text = handoff === undefined ? '' : whisperText(handoff, replies, language);
      return text === '' ? unknown() : text;
    } catch (err) {
      log.warn({ conversationId, err }, 'call: the brief could not be whispered, the caller is joined without');
      return unknown();
    }
  }

  return async (conversationId) => ({
    text: await textOf(conversationId),
    language,
    slow: false,
    bargeIn: false,
  });
}
