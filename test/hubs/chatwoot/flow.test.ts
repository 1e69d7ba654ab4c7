import { newHandoff } from '../../support/new-handoff';
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

test('files of the customer go over as links to the desk; what is no file of ours is only named', async () => {
  const desk = await setUp();
  const handoff = await desk.ask();
  await desk.settle();
  const image = { contentType: 'image/png' };
  await desk.write(handoff, {
    id: 'in-1',
    text: '截图\n在这里',
    attachments: [
      { ...image, name: '账单.png', url: '/v3/directline/attachments/att_1-x' },
      { ...image, name: '](x)<b>', url: 'https://evil.example/attachments/att_2' },
      { ...image, name: '13800000001.png', url: '/v3/attachments/../att_3' },
    ],
  });
  await desk.settle();
  expect(desk.theirs().messages.at(-1)?.content.split('\n\n')).toEqual([
    '截图\n在这里',
    '[附件：账单&#46;png](https://desk.example.com/desk/api/attachments/att_1-x)',
    '附件：\\]\\(x\\)&lt;b&gt;',
    '附件：138\\*\\*\\*\\*0001&#46;png',
  ]);
  expect(desk.chatwoot.violations).toEqual([]);
});

test('a number goes over only when it is proved and the setting says so; who proved it is the same contact again', async () => {
  const { brief } = newHandoff();
  const of = (id: string, identity: 'verified' | 'stated') => ({
    id,
    createdBy: id,
    brief: { ...brief, customer: { identity, phone: '13800000001' } },
  });
  const desk = await setUp({ sendPhone: true });
  for (const fields of [of('a', 'verified'), of('b', 'stated'), of('c', 'verified')]) {
    await desk.ask(fields);
    await desk.settle();
  }
  const [proved, stated, ...others] = desk.chatwoot.contacts;
  expect(proved).toMatchObject({ name: '138****0001', phone_number: '+8613800000001' });
  expect(stated).toMatchObject({ name: '138****0001', phone_number: null });
  expect(others).toEqual([]);
  expect(desk.chatwoot.conversations.map(({ contactId }) => contactId)).toEqual([proved?.id, stated?.id, proved?.id]);
  const silent = await setUp();
  await silent.ask(of('d', 'verified'));
  await silent.settle();
  expect(silent.chatwoot.contacts[0]).toMatchObject({ phone_number: null, name: '138****0001' });
  expect(JSON.stringify(silent.chatwoot.requests)).not.toContain('13800000001');
});
