import { conversationOfNumber } from '../../src/channels/sms/conversation-id';
import { segmentsOf } from '../../src/channels/sms/segments';
import { choicesLastMs } from '../../src/channels/sms/sms-session';
import type { Customer, Heard } from './customer';
import { channelSecret, listenWindowMs, type TestDesk } from './desk';

const label = /^(?:【智能客服】|【智慧客服】|Automated assistant: )/;
const more = /（回复M看更多）|（回覆M看更多）| \(reply M for more\)/;
const choice = /^(?:\d |回复1：|回覆1：|Reply 1: )(.+)$/gm;

/** Writes text messages, chooses by number, asks for more where there is more. */
export function smsCustomer(desk: TestDesk, ownNumber: string): Customer {
  const conversationId = conversationOfNumber(ownNumber, channelSecret);
  let offered: readonly string[] = [];
  let offeredAt = 0;

  /** Replies only: codes and confirmations are other messages. */
  const replies = (): string[] =>
    desk.transport.sent
      .filter(({ key }) => key.startsWith(conversationId) && /\.(?:\d+|fault):sms$/.test(key))
      .map(({ text }) => text);

  async function news(seen: number): Promise<Heard> {
    await desk.settle();
    const parts = replies().slice(seen);
    const all = [...parts];
    while (more.test(all.at(-1) ?? '')) {
      await desk.transport.write(ownNumber, 'M');
      await desk.settle();
      all.push(replies().at(-1) ?? '');
    }
    const last = all.at(-1) ?? '';
    if (all.length > 0) {
      offered = [...last.matchAll(choice)].map(([, title = '']) => title);
      offeredAt = desk.clock.now();
    }
    const text = all.map((part, index) => whole(part, index < all.length - 1)).join('');
    return { text, choices: all.length > 0 ? offered : [], shown: all.map(withParts).join('\n') };
  }

  async function wait(ms: number): Promise<Heard> {
    const seen = replies().length;
    desk.clock.advance(ms);
    await desk.turns.tick();
    return news(seen);
  }

  return {
    channel: 'sms',
    ownNumber,
    conversationId,
    // Customers speak first.
    begin: async () => nothing,
    async say(text, { burst = false } = {}) {
      const seen = replies().length;
      const number = offered.indexOf(text) + 1;
      const known = number > 0 && desk.clock.now() - offeredAt <= choicesLastMs;
      await desk.transport.write(ownNumber, known ? String(number) : text);
      if (burst) return nothing;
      const said = await news(seen);
      return said.text === '' ? wait(listenWindowMs + 1) : said;
    },
    wait,
  };
}

const nothing: Heard = { text: '', choices: [], shown: '' };

/** A part of an answer without what only joins it to the next. */
function whole(part: string, goesOn: boolean): string {
  const bare = part.replace(label, '');
  return goesOn ? (bare.split(more)[0] ?? '') : bare;
}

const withParts = (text: string): string => {
  const { parts } = segmentsOf(text, { headerOctets: 7 });
  return `${text}\n(${parts.length} ${parts.length === 1 ? 'part' : 'parts'})`;
};
