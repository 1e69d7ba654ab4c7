import { conversationOfNumber } from '../../src/channels/sms/conversation-id';
import type { CallEvent } from '../../src/channels/voice/call';
import { conversationOfCall } from '../../src/channels/voice/conversation-id';
import { channelSecret } from './channel-secret';
import type { Language, Stories } from './stories';
import type { World } from './world';

/** What came back, as far as somebody outside goes on by it. */
export interface Reply {
  readonly text: string;
  readonly choices: readonly string[];
}

export type Channel = 'web' | 'sms' | 'voice';

/** Somebody's conversation with the desk. */
export interface Talk {
  readonly channel: Channel;
  readonly conversation: string;
  readonly language: Language;
  /** What somebody of that language says. */
  readonly stories: Stories;
  /** Opens the page, dials the number. */
  begin?(): AsyncGenerator<number, Reply, void>;
  say(text: string): AsyncGenerator<number, Reply, void>;
  /** Puts the telephone down. */
  end?(): AsyncGenerator<number, void, void>;
}

/** Longer than the desk listens for more of a story. */
const listensMs = 3_000;

export function pageTalk(world: World, conversation: string, language: Language): Talk {
  let count = 0;
  const news = newsOf(world, conversation);
  world.locales.set(conversation, language);
  return {
    channel: 'web',
    conversation,
    language,
    stories: world.options.stories[language],
    async *begin() {
      yield* world.request({ do: 'open', conversation, user: `user ${conversation}`, locale: language });
      return await news();
    },
    async *say(text) {
      await news();
      count += 1;
      const id = `${conversation}.${count}`;
      world.sent.push({ conversation, external: `in:${id}` });
      yield* world.request({ do: 'chat', conversation, id, text });
      yield world.now + listensMs;
      return await news();
    },
  };
}

/** How many text messages a number has sent, over all its matters. */
const sentBy = new WeakMap<World, Map<string, number>>();

export function textTalk(world: World, phone: string, language: Language): Talk {
  const conversation = conversationOfNumber(phone, channelSecret);
  world.locales.set(conversation, language);
  const counts = sentBy.get(world) ?? new Map<string, number>();
  sentBy.set(world, counts);
  const news = newsOf(world, conversation);
  return {
    channel: 'sms',
    conversation,
    language,
    stories: world.options.stories[language],
    async *say(text) {
      await news();
      const count = (counts.get(phone) ?? 0) + 1;
      counts.set(phone, count);
      const id = `${phone}.${count}`;
      world.sent.push({ conversation, external: `in:smpp:${id}` });
      yield* world.request({ do: 'sms', from: phone, id, text });
      yield world.now + listensMs;
      return await news();
    },
  };
}

export function callTalk(world: World, phone: string, callId: string, language: Language): Talk {
  const conversation = conversationOfCall(callId, channelSecret);
  let step = 0;
  async function* tell(what: CallEvent['what']): AsyncGenerator<number, Reply, void> {
    // Where nothing can be written the line is dead.
    while (world.isLocked) yield world.now + 40_000;
    const event = { callId, from: phone, to: '10086', step, what };
    step += 1;
    const { heard = '' } = yield* world.request({ do: 'call', event });
    return { text: heard, choices: [] };
  }
  return {
    channel: 'voice',
    conversation,
    language,
    stories: world.options.stories[language],
    begin: () => tell({ kind: 'start' }),
    say: (text) => tell({ kind: 'speech', text, confidence: 0.9 }),
    async *end() {
      yield* tell({ kind: 'ended', reason: 'completed' });
    },
  };
}

const newsOf = (world: World, conversation: string) => async (): Promise<Reply> => {
  const shown = await world.look(conversation);
  return {
    text: shown.map(({ text }) => text).join('\n'),
    choices: shown.findLast(({ choices }) => choices.length > 0)?.choices ?? [],
  };
};
