import { tempDirs } from '../../support/temp-dir';
import { type RunningDesk, runDesk } from '../running-desk';
import { bodies, monday, told } from './told-complaint';

const freshDir = tempDirs();
let desk: RunningDesk;
beforeEach(async () => {
  desk = await runDesk({ dir: freshDir() });
  desk.clock.set(monday);
});
afterEach(() => desk.stop());

test('whoever may see a complaint follows the conversation it was told in, up to its end', async () => {
  const { number, conversationId } = await told(desk);
  await desk.says(conversationId, '我没开过彩铃');
  const lin = await desk.page('lin');
  lin.send({ type: 'open', conversationId, after: 0, complaint: number });
  expect((await lin.hears('entry')).entry).toMatchObject({ from: 'customer', text: '我没开过彩铃' });
  lin.send({ type: 'typing', conversationId });
  await lin.hears('refused', ({ command }) => command === 'typing');

  desk.clock.advance(1_000);
  await desk.post('lin', `/complaints/${number}/withdraw`, bodies.withdraw);
  desk.clock.advance(1_000);
  await desk.says(conversationId, '另外问一下话费');
  const wang = await desk.page('wang');
  wang.send({ type: 'open', conversationId, after: 0, complaint: number });
  await wang.hears('entry');
  // What comes later than this answer would have come before it.
  wang.send({ type: 'typing', conversationId });
  await wang.hears('refused');
  expect(wang.entries(conversationId).map(({ text }) => text)).toEqual(['我没开过彩铃']);
});

test('not theirs, not there, and not of this conversation are refused alike', async () => {
  const { number, conversationId } = await told(desk);
  const other = await told(desk);
  const [chen, lin] = [await desk.page('chen'), await desk.page('lin')];
  chen.send({ type: 'open', conversationId, after: 0, complaint: number });
  await chen.hears('refused');
  for (const complaint of ['C20261121-0042-7', 'nonsense', other.number]) {
    lin.events.length = 0;
    lin.send({ type: 'open', conversationId, after: 0, complaint });
    expect(await lin.hears('refused')).toMatchObject({ command: 'open', conversationId });
  }
  lin.events.length = 0;
  lin.send({ type: 'open', conversationId, after: 0 });
  await lin.hears('refused');
});

test('its evidence is given to whoever may see it, and no other file of the conversation', async () => {
  const conversationId = 'conv_files';
  const put = (name: string) =>
    desk.store.attachments.put({ conversationId, name, contentType: 'image/png', bytes: Buffer.from('x') });
  const [evidence, other] = [await put('账单.png'), await put('身份证.png')];
  const { number } = await told(desk, { conversationId, evidence: [evidence.id] });
  const status = async (who: string, id: string, query: string) =>
    (await desk.get(who, `/attachments/${id}${query}`)).status;
  expect(await status('lin', evidence.id, `?complaint=${number}`)).toBe(200);
  expect(await status('lin', evidence.id, '')).toBe(404);
  expect(await status('lin', other.id, `?complaint=${number}`)).toBe(404);
  expect(await status('chen', evidence.id, `?complaint=${number}`)).toBe(404);
});
