import { randomUUID } from 'node:crypto';
import { tempDirs } from '../support/temp-dir';
import { type RunningDesk, runDesk } from './running-desk';

/** S5: "not yours" and "not there" are one answer on every route that names something, whatever is sent. */

const freshDir = tempDirs();
let desk: RunningDesk;
let assigned: string;
let waiting: string;
let conversationId: string;
beforeAll(async () => {
  desk = await runDesk({ dir: freshDir() });
  ({ id: assigned, conversationId } = await desk.waiting());
  await desk.post('lin', `/handoffs/${assigned}/take`);
  ({ id: waiting } = await desk.waiting());
});
afterAll(() => desk.stop());

const message = () => ({ id: randomUUID(), text: '您好' });
const bodies: Readonly<Record<string, () => object | undefined>> = {
  accept: () => undefined,
  decline: () => undefined,
  take: () => undefined,
  messages: message,
  notes: () => ({ ...message(), kind: 'note' }),
  transfer: () => ({ team: 'technical', note: '' }),
  'call-back': () => ({ from: desk.clock.now() + 3_600_000, until: desk.clock.now() + 7_200_000 }),
  finish: () => ({ result: 'solved', cause: 'ordered_without_consent' }),
  reveal: () => ({ what: 'phone', why: '核对号码' }),
  type: () => ({ number: 'C20261121-0001-5', type: 'after_sales' }),
};
const reads = ['', '/account', '/similar'];

test('every route of one hand-over is in this test', () => {
  const mounted = desk.desk.routes
    .filter(({ path }) => path.startsWith('/desk/api/handoffs/:id'))
    .map(({ method, path }) => `${method} ${path.replace('/desk/api/handoffs/:id', '').replace(/^\//, '')}`);
  const tested = [...Object.keys(bodies), 'reassign'].map((name) => `POST ${name}`);
  expect(mounted.sort()).toEqual([...tested, ...reads.map((name) => `GET ${name.slice(1)}`)].sort());
});

describe.each(['chen', 'root'])('for %s, of another team or of none', (who) => {
  test.each(reads)('GET …%s', async (path) => {
    for (const id of [assigned, waiting]) {
      const [theirs, nowhere] = [
        await desk.get(who, `/handoffs/${id}${path}`),
        await desk.get(who, `/handoffs/hand_nowhere${path}`),
      ];
      expect(theirs).toMatchObject({ status: 404, body: nowhere.body });
    }
  });

  test.each(Object.entries(bodies))('POST …/%s', async (name, body) => {
    for (const id of [assigned, waiting]) {
      const [theirs, nowhere] = [
        await desk.post(who, `/handoffs/${id}/${name}`, body()),
        await desk.post(who, `/handoffs/hand_nowhere/${name}`, body()),
      ];
      expect(theirs).toMatchObject({ status: 404, body: nowhere.body });
    }
  });
});

test('a colleague of the same team learns of a conversation that is taken only that it is', async () => {
  const nowhere = (await desk.get('wang', '/handoffs/hand_nowhere')).body;
  expect(await desk.get('wang', `/handoffs/${assigned}`)).toMatchObject({ status: 404, body: nowhere });
  for (const [name, body] of Object.entries(bodies)) {
    const { status, code } = await desk.post('wang', `/handoffs/${assigned}/${name}`, body());
    expect([name, status, code]).toEqual(
      name === 'take' || name === 'accept' ? [name, 409, 'taken'] : [name, 404, 'NotFound'],
    );
  }
});

test('the inbox lists nobody of another team, nor what colleagues have', async () => {
  expect((await desk.get('chen', '/handoffs')).body).toMatchObject({ mine: [], waiting: [], waitingInAll: 0 });
  const wang = (await desk.get('wang', '/handoffs')).body;
  expect(wang.waiting.map(({ id }: { id: string }) => id)).toEqual([waiting]);
  const lin = (await desk.get('lin', '/handoffs')).body;
  expect(lin.mine.map(({ id }: { id: string }) => id)).toEqual([assigned]);
});

test('a conversation named over the stream is theirs or not there', async () => {
  const page = await desk.page('chen');
  await page.hears('inbox');
  for (const one of [conversationId, 'conv_nowhere']) {
    page.send({ type: 'open', conversationId: one, after: 0 });
    await page.hears('refused', (event) => event.conversationId === one && event.command === 'open');
    page.send({ type: 'typing', conversationId: one });
    await page.hears('refused', (event) => event.conversationId === one && event.command === 'typing');
  }
  expect(page.entries(conversationId)).toEqual([]);
});

test.each([
  [null],
  ['text'],
  [[]],
  [{ id: { $gt: '' }, text: 'x' }],
  [{ id: randomUUID(), text: { $gt: '' } }],
  [{ id: 'short', text: 'x' }],
  [{ id: randomUUID(), text: '   ' }],
  [{ id: randomUUID(), text: 'x'.repeat(5_001) }],
  [{ id: randomUUID(), text: 'x', agent: 'boss' }],
])('a message that is none is 400: %j', async (body) => {
  expect(await desk.post('lin', `/handoffs/${assigned}/messages`, body)).toMatchObject({ status: 400 });
});

test('a changing request from a foreign page does nothing', async () => {
  for (const headers of [{ origin: 'http://evil.example' }, { 'x-desk': '' }]) {
    expect(await desk.post('lin', `/handoffs/${waiting}/take`, undefined, headers)).toMatchObject({ status: 403 });
  }
  expect((await desk.get('lin', `/handoffs/${waiting}`)).body.status).toBe('waiting');
});

test('thirty messages in ten seconds are enough for one person', async () => {
  const { id } = await desk.waiting();
  await desk.post('boss', `/handoffs/${id}/take`);
  const statuses: number[] = [];
  for (let index = 0; index < 31; index += 1) {
    statuses.push((await desk.post('boss', `/handoffs/${id}/messages`, message())).status);
    await desk.turns.idle();
  }
  expect(statuses).toEqual([...Array(30).fill(202), 429]);
});
