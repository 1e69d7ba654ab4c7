import { connect } from 'node:net';
import { eventually } from '../support/eventually';
import { newHandoff } from '../support/new-handoff';
import { tempDirs } from '../support/temp-dir';
import { bodies, monday, told } from './complaints/told-complaint';
import { type RunningDesk, runDesk } from './running-desk';

/** R1: the server did it, the connection was cut before its answer was read, and the page asks again with its key. */

const freshDir = tempDirs();
let desk: RunningDesk;
beforeAll(async () => {
  desk = await runDesk({ dir: freshDir() });
  desk.clock.set(monday);
});
afterAll(() => desk.stop());

let presses = 0;
const press = () => {
  presses += 1;
  return `press-${String(presses).padStart(6, '0')}`;
};
const header = (key: string) => ({ 'idempotency-key': `"${key}"` });

/** Says it and hangs up once `isDone`, without having read a byte. */
async function cutOff(
  who: string,
  path: string,
  body: object | undefined,
  key: string,
  isDone: () => Promise<boolean>,
) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const { port } = new URL(desk.base);
  const socket = connect(Number(port), '127.0.0.1').pause();
  socket.write(
    [
      `POST /desk/api${path} HTTP/1.1`,
      `host: 127.0.0.1:${port}`,
      `origin: ${desk.base}`,
      'x-desk: 1',
      `cookie: ${await desk.cookieOf(who)}`,
      `idempotency-key: "${key}"`,
      ...(text === '' ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]),
      `\r\n${text}`,
    ].join('\r\n'),
  );
  await eventually(isDone);
  socket.destroy();
}

const boss = { name: 'boss', role: 'supervisor' } as const;
const mine = () => desk.waiting({ status: 'assigned', agent: 'lin', acceptedAt: desk.clock.now() });
const linesOf = async (about: string) =>
  (await desk.store.records.list('audit', 1_000)).filter(
    ({ data }) => data['about'] === about && data['act'] !== 'view',
  );
const span = () => ({ from: desk.clock.now() + 3_600_000, until: desk.clock.now() + 7_200_000 });
const technical = { team: 'technical', note: '要查线路' };

describe('a hand-over', () => {
  const acts = {
    transfer: { body: () => technical, status: 204 },
    reassign: { who: 'boss', body: () => ({ agent: 'chen', note: '你来' }), status: 204 },
    'call-back': { body: span, status: 200 },
    finish: { body: () => ({ result: 'solved', cause: 'charged_twice' }), status: 200 },
    notes: { body: () => ({ id: press(), kind: 'note', text: '查过了' }), status: 200 },
  } as const;

  test.each(Object.keys(acts) as (keyof typeof acts)[])('%s: the second time is answered as the first', async (act) => {
    const { who = 'lin', body: make, status } = { who: undefined, ...acts[act] };
    const { id } = await mine();
    const [key, body, path] = [press(), make(), `/handoffs/${id}/${act}`];
    const now = async () => (await desk.store.handoffs.byId(id)) as { version: number };
    await cutOff(who, path, body, key, async () => (await now()).version === 2);
    // A colleague goes on with it meanwhile.
    await desk.acts.note(id, boss, { id: press(), kind: 'note', text: '我看看' });
    const since = await now();
    for (let time = 0; time < 2; time += 1)
      expect(await desk.post(who, path, body, header(key))).toMatchObject({ status });
    expect(await now()).toEqual(since);
    expect(await linesOf(id)).toHaveLength(1);
    // Without its key it is a new act.
    if (act === 'transfer') expect(await desk.post(who, path, body)).toMatchObject({ status: 404 });
  });

  test('a call back is known again after its time, which books nothing anew', async () => {
    const { id } = await mine();
    const now = desk.clock.now();
    const body = { from: now + 60_000, until: now + 5 * 60_000 };
    const [key, path] = [press(), `/handoffs/${id}/call-back`];
    await desk.post('lin', path, body, header(key));
    const { version } = (await desk.store.handoffs.byId(id)) as { version: number };
    desk.clock.advance(10 * 60_000);
    expect(await desk.post('lin', path, body, header(key))).toMatchObject({
      ...{ status: 200, body: { version, callBack: body } },
    });
    expect(await desk.post('lin', path, { ...body, from: 1 }, header(key))).toMatchObject({ status: 422 });
    for (const said of [header(press()), {}])
      expect(await desk.post('lin', path, body, said)).toMatchObject({ status: 400, code: 'BadArgument' });
    expect(await linesOf(id)).toHaveLength(1);
  });

  test('whoever may not see it any more hears that it was done, and nothing of what it is now', async () => {
    const { id } = await mine();
    const [key, path] = [press(), `/handoffs/${id}/transfer`];
    expect(await desk.post('lin', path, technical, header(key))).toMatchObject({ status: 204 });
    expect(await desk.get('lin', `/handoffs/${id}`)).toMatchObject({ status: 404 });
    expect(await desk.post('lin', path, technical, header(key))).toMatchObject({ status: 204, body: '' });
    // Another person's key of that name is another key.
    expect(await desk.post('wang', path, technical, header(key))).toMatchObject({ status: 404 });
  });

  test('the key for another body or another act is refused', async () => {
    const { id } = await mine();
    const key = press();
    await desk.post('lin', `/handoffs/${id}/call-back`, span(), header(key));
    const { version } = (await desk.store.handoffs.byId(id)) as { version: number };
    const reused = { status: 422, code: 'KeyReused' };
    expect(
      await desk.post('lin', `/handoffs/${id}/call-back`, { from: 1, until: monday * 2 }, header(key)),
    ).toMatchObject(reused);
    expect(await desk.post('lin', `/handoffs/${id}/take`, undefined, header(key))).toMatchObject(reused);
    expect((await desk.store.handoffs.byId(id))?.version).toBe(version);
  });

  test('a type is corrected once, whatever a colleague has said since', async () => {
    const complaint = await told(desk);
    const { brief } = newHandoff();
    const { id } = await desk.waiting({
      ...{ status: 'assigned', agent: 'lin', conversationId: complaint.conversationId },
      brief: { ...brief, customer: { ...brief.customer, phone: complaint.phone ?? '' } },
    });
    const right = { number: complaint.number, type: 'product_quality' };
    const key = press();
    const path = `/handoffs/${id}/type`;
    expect(await desk.post('lin', path, right, header(key))).toMatchObject({ status: 200 });
    await desk.post('boss', path, { ...right, type: 'after_sales' });
    expect(await desk.post('lin', path, right, header(key))).toMatchObject({ status: 200 });
    expect(await desk.store.complaints.byNumber(complaint.number)).toMatchObject({ type: 'after_sales' });
    expect(await desk.post('lin', path, { ...right, type: 'staff_attitude' }, header(key))).toMatchObject({
      ...{ status: 422, code: 'KeyReused' },
    });
  });
});

describe('a complaint', () => {
  /** Told the decision, and nobody's word yet whether it is solved. */
  async function decided() {
    const complaint = await told(desk);
    const path = `/complaints/${complaint.number}`;
    for (const act of ['assign', 'assess', 'investigate', 'answer'] as const)
      expect(await desk.post('lin', `${path}/${act}`, bodies[act])).toMatchObject({ status: 200 });
    return { ...complaint, path };
  }
  const stored = async (number: string) => {
    const found = await desk.store.complaints.byNumber(number);
    if (!found) throw new Error(`no ${number}`);
    return found;
  };

  test('a try to reach the customer is logged once, and its page is told so', async () => {
    const { number, path } = await decided();
    const key = press();
    await cutOff(
      'lin',
      `${path}/contact`,
      bodies.contact,
      key,
      async () => (await stored(number)).contacts?.length === 1,
    );
    const again = await desk.post('lin', `${path}/contact`, bodies.contact, header(key));
    expect(again).toMatchObject({ status: 200, body: { complaint: { contacts: [{ way: 'phone' }] } } });
    expect(again.body.complaint.contacts).toHaveLength(1);
    expect(JSON.stringify(again.body)).not.toContain(key);
    expect(await desk.post('lin', `${path}/contact`, bodies.contact, header(press()))).toMatchObject({
      body: { complaint: { contacts: [{}, {}] } },
    });
    const contacts = (await linesOf(number)).filter(({ data }) => data['act'] === 'complaint.contact');
    expect(contacts).toHaveLength(2);
  });

  test('another node knows it as well, and two at once are one', async () => {
    const { number, path } = await decided();
    const other = await runDesk({ dir: '', of: desk });
    const key = press();
    await Promise.all(
      [desk, other, desk, other].map(async (node) =>
        expect(await node.post('lin', `${path}/contact`, bodies.contact, header(key))).toMatchObject({ status: 200 }),
      ),
    );
    await other.stop();
    expect((await stored(number)).contacts).toHaveLength(1);
    expect((await linesOf(number)).filter(({ data }) => data['act'] === 'complaint.contact')).toHaveLength(1);
  });

  test('what went out of sight by the act is answered 204 again', async () => {
    const { number, path } = await decided();
    const key = press();
    const away = { handler: 'chen' };
    await cutOff('lin', `${path}/assign`, away, key, async () => (await stored(number)).handler === 'chen');
    const { promise, ...rest } = await stored(number);
    await desk.store.complaints.replace({ ...rest, promise: { ...promise, owner: 'network' } });
    expect(await desk.get('lin', path)).toMatchObject({ status: 404 });
    const before = await stored(number);
    expect(await desk.post('lin', `${path}/assign`, away, header(key))).toMatchObject({ status: 204 });
    expect(await desk.post('lin', `${path}/assign`, { handler: 'lin' }, header(key))).toMatchObject({
      ...{ status: 422, code: 'KeyReused' },
    });
    expect(await desk.post('lin', `${path}/assign`, away, header(press()))).toMatchObject({ status: 404 });
    expect(await stored(number)).toEqual(before);
  });

  test('merged by an answer that was lost: again is the same, in any form of the number', async () => {
    const older = await told(desk);
    desk.clock.advance(1_000);
    const newer = await told(desk);
    const [key, path] = [press(), `/complaints/${newer.number}/merge`];
    const body = { into: older.number.toLowerCase(), why: '同一件事' };
    for (let time = 0; time < 2; time += 1)
      expect(await desk.post('lin', path, body, header(key))).toMatchObject({
        status: 200,
        body: { status: 'merged' },
      });
    expect((await stored(older.number)).linked).toHaveLength(1);
  });

  test('a line of the trail that could not be stored is written when it is said again', async () => {
    const { number, path } = await decided();
    const key = press();
    const append = jest.spyOn(desk.store.records, 'append').mockRejectedValueOnce(new Error('disk full'));
    expect(await desk.post('lin', `${path}/contact`, bodies.contact, header(key))).toMatchObject({ status: 500 });
    append.mockRestore();
    expect(await desk.post('lin', `${path}/contact`, bodies.contact, header(key))).toMatchObject({ status: 200 });
    expect((await stored(number)).contacts).toHaveLength(1);
    expect((await linesOf(number)).map(({ data }) => data['act'])).toContain('complaint.contact');
  });

  test.each([
    ['too short', '"a"'],
    ['too long', `"${'a'.repeat(101)}"`],
    ['of other signs', '"press 000001"'],
    ['half a string', '"press-000001'],
    ['two of them', '"press-000001", "press-000002"'],
    ['empty', ''],
  ])('a key that is none is refused before anything happens: %s', async (_, key) => {
    const { number, path } = await decided();
    expect(await desk.post('lin', `${path}/contact`, bodies.contact, { 'idempotency-key': key })).toMatchObject({
      status: 400,
      code: 'BadArgument',
    });
    expect((await stored(number)).contacts).toBeUndefined();
  });

  test('a key without quotes is the same key', async () => {
    const { number, path } = await decided();
    const key = press();
    for (const written of [key, `"${key}"`])
      await desk.post('lin', `${path}/contact`, bodies.contact, { 'idempotency-key': written });
    expect((await stored(number)).contacts).toHaveLength(1);
  });
});
