import { transcriptEntry } from '../../src/desk/views/transcript-entry';
import {
  agentMessageEventName,
  handoffStatusEventName,
  notSentEventName,
  queueUpdateEventName,
} from '../../src/handoff/protocol';
import type { HubMessage } from '../../src/ports/agent-hub';
import type { Understander } from '../../src/understanding/understanding';
import { heardOf } from '../dialogs/heard';
import { agentActs } from '../support/agent-step';
import { startDesk, type TestDesk } from '../support/desk';
import { smsCustomer } from '../support/sms-customer';
import { tempDirs } from '../support/temp-dir';
import { voiceCustomer } from '../support/voice-customer';

const tempDir = tempDirs();
/** Understands a wish for a person, anger and nothing else. */
const understander: Understander = {
  understand: async (text, previous = 'zh-Hans') =>
    heardOf(text, {
      language: /[a-z]{3}/.test(text) ? 'en' : previous,
      intent: /人工/.test(text) ? 'agent.request' : 'smalltalk.greeting',
      score: 0.95,
      mood: { anger: /气/.test(text) ? 2 : 0, urgency: 0 },
      ...(text === '再说一遍' && { control: 'repeat' as const }),
    }),
};
let desk: TestDesk;
beforeEach(() => {
  desk = startDesk({ dir: tempDir(), understander });
});
afterEach(() => desk.close());

type Said = Awaited<ReturnType<TestDesk['say']>>;
const textOf = (said: Said) => said.map(({ activity }) => activity.text ?? '');
const standingOf = (said: Said) =>
  said.map(({ activity }) => (activity.channelData as { handoff?: unknown } | undefined)?.handoff);

/** A web customer in line. */
async function waiting(): Promise<string> {
  const id = await desk.open('zh-Hans');
  await desk.wait(id, 0);
  await desk.say(id, '人工');
  return id;
}
const handoffOf = async (id: string) => {
  const [handoff] = await desk.store.handoffs.ofConversation(id, 1);
  if (!handoff) throw new Error('Nobody waits.');
  return handoff;
};
let events = 0;
async function tell(id: string, name: string, value: object): Promise<Said> {
  events += 1;
  await desk.turns.receive(id, `event ${events}`, { type: 'event', name, value });
  return desk.wait(id, 0);
}

describe('what a person says', () => {
  const words = '您好 <b>小林</b>，*看到了*。\n\n稍等。';
  const say = async (id: string) =>
    tell(id, agentMessageEventName, {
      handoffId: (await handoffOf(id)).id,
      text: words,
      agent: { id: 'agent1', name: '客服小林' },
    });

  it('reaches the customer as it is, under their name, without choices', async () => {
    const id = await waiting();
    await agentActs(desk, id, { accept: true, who: 'agent1' });
    await desk.wait(id, 0);
    const [said, ...more] = await say(id);
    expect(more).toEqual([]);
    expect(said?.activity).toMatchObject({
      type: 'message',
      text: words,
      textFormat: 'plain',
      from: { id: 'agent:agent1', name: '客服小林', role: 'bot' },
      channelData: { agent: { name: '客服小林' } },
    });
    expect(said?.activity.suggestedActions).toBeUndefined();
  });

  it('is said once, however often the desk hands it in', async () => {
    const id = await waiting();
    await agentActs(desk, id, { accept: true, who: 'agent1' });
    await desk.wait(id, 0);
    const value = { handoffId: (await handoffOf(id)).id, text: 'once', agent: { id: 'agent1', name: '客服小林' } };
    const event = { type: 'event', name: agentMessageEventName, value };
    await Promise.all(Array.from({ length: 5 }, () => desk.turns.receive(id, 'agent:m1', event)));
    expect(textOf(await desk.wait(id, 0))).toEqual(['once']);
  });

  it("does not go out once the customer is somebody else's, and staff read that it did not", async () => {
    const id = await waiting();
    await agentActs(desk, id, { accept: true, who: 'agent1' });
    await agentActs(desk, id, { transfer: 'agent2', who: 'agent1' });
    await desk.settle();
    await desk.wait(id, 0);
    expect(textOf(await say(id))).toEqual([]);
    await desk.settle();
    const { id: handoffId } = await handoffOf(id);
    const unsaid = (await desk.turns.read(id, 0, 200)).filter(({ activity }) => activity.name === notSentEventName);
    expect(unsaid.map(({ activity }) => activity.value)).toEqual([
      { handoffId, text: words, agent: { id: 'agent1', name: '客服小林' }, messageId: expect.any(String) },
    ]);
    expect(unsaid.map((entry) => transcriptEntry(entry))).toMatchObject([
      { from: 'desk', text: '', event: { name: notSentEventName, value: { text: words } } },
    ]);
  });

  it('goes out when it was the last word before the end', async () => {
    const id = await waiting();
    await agentActs(desk, id, { accept: true, who: 'agent1' });
    await agentActs(desk, id, { finish: 'solved', who: 'agent1' });
    await desk.settle();
    await desk.wait(id, 0);
    expect(textOf(await say(id))).toEqual([words]);
  });

  it('is not what "say that again" repeats', async () => {
    const id = await waiting();
    await agentActs(desk, id, { accept: true, who: 'agent1' });
    await desk.wait(id, 0);
    await say(id);
    await agentActs(desk, id, { finish: 'solved', who: 'agent1' });
    const [end] = textOf(await desk.wait(id, 0));
    expect(textOf(await desk.say(id, '再说一遍'))).toEqual([end]);
  });

  it('is told apart from the bot when the next person takes over', async () => {
    const id = await waiting();
    await agentActs(desk, id, { accept: true, who: 'agent1' });
    await say(id);
    await agentActs(desk, id, { finish: 'solved', who: 'agent1' });
    await desk.settle();
    await desk.say(id, '人工');
    const { brief, preferredAgent } = await handoffOf(id);
    expect(brief.transcript.filter(({ from }) => from === 'agent').map(({ text }) => text)).toEqual([words]);
    expect(preferredAgent).toBe('agent1');
  });
});

describe('a conversation a person has', () => {
  it('is heard by the bot, which says nothing', async () => {
    const id = await waiting();
    await agentActs(desk, id, { accept: true, who: 'agent1' });
    await desk.wait(id, 0);
    expect(await desk.say(id, '我很生气')).toEqual([]);
    expect(await desk.say(id, 'please hurry')).toEqual([]);
    await agentActs(desk, id, { finish: 'solved', who: 'agent1' });
    // Mood and language were noted all the same.
    expect(textOf(await desk.wait(id, 0))[0]).toMatch(/My colleague has finished/);
    const record = await desk.store.conversations.load(id);
    expect(JSON.stringify(record?.state)).toContain('"anger":2');
  });

  it('is the person’s from the moment they have it, before the bot is told', async () => {
    const id = await waiting();
    const { id: handoffId } = await handoffOf(id);
    await desk.handoffs.acts.take(handoffId, { name: 'agent1', role: 'agent' });
    const receipt = await desk.turns.receive(id, 'm1', { type: 'message', text: '在吗' });
    if (receipt.ok) await receipt.turn;
    const entries = await desk.turns.read(id, 0, 100);
    expect(entries.at(-1)).toMatchObject({ direction: 'in', activity: { text: '在吗' } });
  });

  it('takes one read of the line a turn, and none before and after', async () => {
    const byId = jest.spyOn(desk.store.handoffs, 'byId');
    const id = await desk.open('zh-Hans');
    await desk.wait(id, 0);
    await desk.say(id, '你好');
    expect(byId).not.toHaveBeenCalled();
    await desk.say(id, '人工');
    byId.mockClear();
    await desk.say(id, '你好');
    expect(byId).toHaveBeenCalledTimes(1);
    await agentActs(desk, id, { accept: true, who: 'agent1' });
    await agentActs(desk, id, { finish: 'solved', who: 'agent1' });
    await desk.wait(id, 0);
    byId.mockClear();
    await desk.say(id, '你好');
    expect(byId).not.toHaveBeenCalled();
  });
});

describe('what the client learns beside the words', () => {
  it('is the place, who serves, and the end', async () => {
    const id = await desk.open('zh-Hans');
    await desk.wait(id, 0);
    expect(standingOf(await desk.say(id, '人工'))).toEqual([{ state: 'waiting', position: 1 }]);
    await agentActs(desk, id, { accept: true, who: 'agent1' });
    expect(standingOf(await desk.wait(id, 0))).toEqual([{ state: 'accepted', agent: { name: '客服小林' } }]);
    await agentActs(desk, id, { finish: 'solved', who: 'agent1' });
    expect(standingOf(await desk.wait(id, 0))).toEqual([{ state: 'over' }]);
    // Said again it is no news.
    expect(standingOf(await desk.say(id, '再说一遍'))).toEqual([undefined]);
  });
});

describe('news of the place in line', () => {
  const news = async (id: string, position: number, waitMinutes?: number) =>
    tell(id, queueUpdateEventName, {
      handoffId: (await handoffOf(id)).id,
      position,
      ...(waitMinutes && { waitMinutes }),
    });

  it('is short, with what can be done', async () => {
    const id = await waiting();
    const said = await news(id, 3, 5);
    expect(textOf(said)).toEqual(['前面还有2位，大约等5分钟。']);
    expect(said[0]?.activity.suggestedActions?.actions.map(({ title }) => title)).toEqual(['约个时间回电', '不等了']);
    expect(standingOf(said)).toEqual([{ state: 'waiting', position: 3, waitMinutes: 5 }]);
  });

  it('leaves a question with its choices where it was', async () => {
    const id = await waiting();
    const [asked] = await desk.say(id, '给我回电');
    const [said] = await news(id, 1);
    expect(said?.activity.text).toBe('您是下一位。');
    expect(said?.activity.suggestedActions?.actions).toEqual(asked?.activity.suggestedActions?.actions);
    expect(textOf(await desk.say(id, '再说一遍'))).toEqual([asked?.activity.text]);
  });

  it('is for who still waits', async () => {
    const id = await waiting();
    const { id: handoffId } = await handoffOf(id);
    await agentActs(desk, id, { accept: true, who: 'agent1' });
    await desk.wait(id, 0);
    expect(await tell(id, queueUpdateEventName, { handoffId, position: 1 })).toEqual([]);
    expect(await tell(id, queueUpdateEventName, { handoffId: 'another', position: 1 })).toEqual([]);
  });

  it('comes by text message only when it is their turn next, or every third time', async () => {
    const phone = '13900000001';
    const customer = smsCustomer(desk, phone);
    await customer.say('人工');
    const sent = async (position: number): Promise<number> => {
      const before = desk.transport.inboxOf(phone).length;
      await news(customer.conversationId, position);
      return desk.transport.inboxOf(phone).length - before;
    };
    expect([await sent(5), await sent(4), await sent(3), await sent(2), await sent(1)]).toEqual([0, 0, 1, 0, 1]);
  });
});

describe('who still waits when the desk has closed', () => {
  it.each([
    ['a known number', '13800000007', /下班了。已经为您约好.*打到138\*\*\*\*0007/],
    ['none', undefined, /下班了.*请问打哪个手机号/],
  ])('hears when the call back comes, with %s', async (_, phone, words) => {
    const id = await waiting();
    const handoff = await handoffOf(id);
    const span = desk.services.hours.nextCallBack(desk.clock.now());
    const callBack = { ...span, ...(phone && { phone }) };
    await desk.store.handoffs.replace({ ...handoff, status: 'call_back_booked', callBack });
    const value = { state: 'failed', reason: 'not_taken', handoffId: handoff.id };
    expect(textOf(await tell(id, handoffStatusEventName, value))[0]).toMatch(words);
  });
});

describe('events about a hand-over', () => {
  it('the customer has left since say nothing', async () => {
    const id = await waiting();
    const { id: handoffId } = await handoffOf(id);
    await desk.handoffs.acts.withdraw(handoffId, 'customer');
    await desk.say(id, '不等了');
    for (const reason of ['agent_gone', 'transferred', 'not_taken'])
      expect(await tell(id, handoffStatusEventName, { state: 'failed', reason, handoffId })).toEqual([]);
    expect(await tell(id, handoffStatusEventName, { state: 'completed', result: 'solved', handoffId })).toEqual([]);
  });

  it('never interrupt what the customer is doing with the bot: no survey then', async () => {
    const id = await waiting();
    const { id: handoffId } = await handoffOf(id);
    await desk.say(id, '给我回电');
    const [said] = await tell(id, handoffStatusEventName, { state: 'completed', result: 'solved', handoffId });
    expect(said?.activity.text).toBe('人工服务先到这里，后面有事直接跟我说。');
    expect(said?.activity.suggestedActions?.actions[0]?.title).toMatch(/^今天/);
  });
});

describe('a caller', () => {
  const call = async () => {
    const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA1', from: '13900000001' });
    await caller.begin();
    await caller.say('人工');
    return caller;
  };

  it('who hangs up while the telephone rings waits no more', async () => {
    const caller = await call();
    expect((await handoffOf(caller.conversationId)).status).toBe('waiting');
    await caller.hangUp();
    expect(await handoffOf(caller.conversationId)).toMatchObject({ status: 'withdrawn' });
  });

  it('who hangs up after talking leaves the wrap-up to the person', async () => {
    const caller = await call();
    await agentActs(desk, caller.conversationId, { accept: true, who: 'agent1' });
    await desk.settle();
    await caller.hangUp();
    const handoff = await handoffOf(caller.conversationId);
    expect(handoff).toMatchObject({ status: 'assigned', customerLeftAt: desk.clock.now() });
    await agentActs(desk, caller.conversationId, { finish: 'solved', who: 'agent1' });
    await desk.settle();
    expect((await handoffOf(caller.conversationId)).status).toBe('done');
  });

  it('is told nothing by the bot while the person is on the line, and put through again when back with it', async () => {
    const caller = await call();
    const before = (await desk.turns.read(caller.conversationId, 0, 100)).length;
    await agentActs(desk, caller.conversationId, { accept: true, who: 'agent1' });
    await desk.settle();
    const after = await desk.turns.read(caller.conversationId, 0, 100);
    expect(after.slice(before).map(({ direction }) => direction)).toEqual(['in']);
    expect((await caller.say('人工')).shown).toContain('<transfer>');
  });
});

describe('another desk that has the conversation', () => {
  const said: HubMessage[] = [];
  const withHub = () => {
    said.splice(0);
    Object.assign(desk.services, {
      hub: {
        give: (handoff: object) => ({ handoff: { ...handoff, hub: { name: 'other' } }, outbox: [] }),
        customerSaid: (_: unknown, message: HubMessage) => {
          said.push(message);
          return [];
        },
      },
    });
  };

  it('gets what the customer says: all of it once a person there has them', async () => {
    withHub();
    const id = await waiting();
    await desk.say(id, '我的号码是13800000007');
    await desk.say(id, '123456');
    expect(said.map(({ text }) => text)).toEqual(['我的号码是138****0007']);
    await desk.handoffs.acts.hubAccepted((await handoffOf(id)).id, 'Anna');
    expect(textOf(await desk.wait(id, 0))[0]).toContain('Anna');
    expect(await desk.say(id, '123456')).toEqual([]);
    expect(said.at(-1)).toMatchObject({ text: '123456', attachments: [] });
    expect(new Set(said.map((message) => message.id)).size).toBe(2);
  });

  it('gets nothing of who waits for our own people', async () => {
    const id = await waiting();
    withHub();
    await desk.say(id, '你好');
    expect(said).toEqual([]);
  });
});
