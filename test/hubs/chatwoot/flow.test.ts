import { doorHarness, until } from './door-harness';

const setUp = doorHarness();
const anna = { id: 7, name: 'Anna' };

test('handed over, answered, answered back, resolved: the customer is with the bot again', async () => {
  const desk = await setUp();
  const { chatwoot } = desk;
  desk.keepSending();
  const handoff = await desk.ask({ priority: 2 });
  await until(async () => expect((await desk.now(handoff.id)).hub?.reference).toBeDefined());

  const theirs = desk.theirs();
  expect(theirs).toMatchObject({ status: 'open', priority: 'urgent', sourceId: `desk-${handoff.id}` });
  expect(theirs.labels).toEqual(['general', 'channel-web', 'customer-asked']);
  expect(theirs.customAttributes).toMatchObject({
    desk_handoff: handoff.id,
    desk_channel: 'web',
    desk_waiting_since: '2026-11-21T10:00:00+08:00',
    desk_link: `https://desk.example.com/desk?conversation=${handoff.conversationId}`,
  });
  expect(theirs.messages).toMatchObject([{ message_type: 1, private: true }]);
  expect(await desk.heard(handoff)).toEqual([]);

  chatwoot.agentWrites(theirs, anna, '您好，我是**Anna**');
  await until(async () => expect(await desk.heard(handoff)).toEqual(['(accepted Anna)', 'Anna: 您好，我是Anna']));
  expect(await desk.now(handoff.id)).toMatchObject({ status: 'assigned', agent: 'chatwoot:Anna' });

  await desk.write(handoff, { id: 'in-1', text: '我的号码是13800000001，*请查*' });
  await until(() => expect(theirs.messages).toHaveLength(3));
  expect(theirs.messages[2]).toMatchObject({ message_type: 0, private: false, source_id: 'desk-in-1' });
  expect(theirs.messages[2]?.content).toBe('我的号码是138\\*\\*\\*\\*0001，\\*请查\\*');

  Object.assign(theirs.customAttributes, { desk_result: 'solved', desk_agreed: '退 6 元', desk_cause: '<b>' });
  chatwoot.status(theirs, 'resolved');
  await until(async () => expect((await desk.heard(handoff)).at(-1)).toBe('(completed solved)'));
  expect(await desk.now(handoff.id)).toMatchObject({
    status: 'done',
    wrapUp: { result: 'solved', agreed: '退 6 元', by: 'chatwoot:Anna' },
  });
  await chatwoot.told();
  expect(chatwoot.violations).toEqual([]);
  expect(chatwoot.delivered.every(({ status }) => status === 200)).toBe(true);
});
