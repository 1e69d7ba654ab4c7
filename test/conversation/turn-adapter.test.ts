import { ActivityHandler, ConversationState, TurnContext } from 'botbuilder';
import { TurnState } from '../../src/conversation/turn-state';
import { countingBot, message, runnerFixture, turnOf } from './runner-fixture';

const { node } = runnerFixture();

async function referenceOf(runner: ReturnType<typeof node>['runner']) {
  await runner.open('web', 'u1', { id: 'c1' });
  const [entry] = await runner.read('c1', 0, 1);
  return TurnContext.getConversationReference(entry?.activity ?? {});
}

test('continues a conversation as a turn of its own, in line with the others', async () => {
  const count = new TurnState().createProperty<number>('count');
  const { runner, said } = node();
  const reference = await referenceOf(runner);
  const proactive = async (context: TurnContext) => {
    await count.set(context, (await count.get(context, 0)) + 10);
    await context.sendActivity(`proactive in ${turnOf(context).conversationId}`);
  };
  await Promise.all([
    runner.receive('c1', 'm1', message('a')),
    runner.adapter.continueConversation(reference, proactive),
    runner.adapter.continueConversationAsync('app', reference, proactive),
    runner.adapter.continueConversationAsync('app', reference, 'audience', proactive),
  ]);
  await runner.receive('c1', 'm2', message('b'));
  await runner.idle();
  const texts = await said('c1');
  expect(texts.filter((text) => text === 'proactive in c1')).toHaveLength(3);
  expect(texts.at(-1)).toBe('32: b');
});

test("a proactive turn's fault goes to who asked for it; the customer hears nothing", async () => {
  const { runner, said } = node();
  const reference = await referenceOf(runner);
  const failing = runner.adapter.continueConversation(reference, async (context) => {
    await context.sendActivity('half');
    throw new Error('boom');
  });
  await expect(failing).rejects.toThrow('boom');
  const nothing = async () => {};
  await expect(runner.adapter.continueConversation({}, nothing)).rejects.toThrow('names no conversation');
  const unknown = { ...reference, conversation: { id: 'c9', name: '', isGroup: false, conversationType: '' } };
  await expect(runner.adapter.continueConversation(unknown, nothing)).rejects.toThrow('no conversation c9');
  expect(await said('c1')).toEqual(['您好']);
});

test('what was said cannot be changed or taken back', async () => {
  const tried: string[] = [];
  const bot = countingBot({
    a: async (context) => {
      for (const act of [context.updateActivity({ id: 'c1|0000001' }), context.deleteActivity('c1|0000001')]) {
        await act.catch((error: Error) => tried.push(error.message));
      }
    },
  });
  const { runner } = node({ bot });
  await runner.open('web', 'u1', { id: 'c1' });
  await runner.receive('c1', 'm1', message('a'));
  await runner.idle();
  expect(tried).toEqual([expect.stringContaining('updateActivity'), expect.stringContaining('deleteActivity')]);
});

test('middleware sees every turn', async () => {
  const seen: string[] = [];
  const { runner } = node();
  runner.adapter.use(async (context, next) => {
    seen.push(context.activity.type);
    await next();
  });
  await runner.open('web', 'u1', { id: 'c1' });
  await runner.receive('c1', 'm1', message('a'));
  await runner.idle();
  expect(seen).toEqual(['conversationUpdate', 'message']);
});

test('state is that of the turn: separate conversations, hostile names, clearing and deleting', async () => {
  const turnState = new TurnState();
  const bag = turnState.createProperty<Record<string, string>>('__proto__x');
  const bot = new ActivityHandler();
  bot.onMessage(async (context) => {
    const { text } = context.activity;
    if (text === 'clear') await turnState.clear(context);
    if (text === 'delete') await turnState.delete(context);
    const kept = await bag.get(context, {});
    kept[text] = text;
    await turnState.saveChanges(context);
    await context.sendActivity(Object.keys(kept).join());
    expect(turnState.get(context)).toMatchObject({ __proto__x: kept });
    expect(context.turnState.get('ConversationState')).toBeInstanceOf(ConversationState);
  });
  const { runner, said } = node({ bot });
  for (const id of ['c1', 'c2']) await runner.open('web', 'u1', { id });
  for (const [n, text] of ['a', 'b', 'constructor', 'clear', 'c', 'delete', 'd'].entries()) {
    await runner.receive('c1', `m${n}`, message(text));
  }
  await runner.receive('c2', 'm', message('x'));
  await runner.idle();
  expect(await said('c1')).toEqual(['a', 'a,b', 'a,b,constructor', 'clear', 'clear,c', 'delete', 'delete,d']);
  expect(await said('c2')).toEqual(['x']);
  expect(() => turnState.load({ turnState: new Map() } as unknown as TurnContext)).toThrow('createTurnRunner');
});
