import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { eventually } from '../support/eventually';
import { tempDirs } from '../support/temp-dir';
import { type RunningDesk, type RunOptions, runDesk, staff } from './running-desk';

const freshDir = tempDirs();
const running: RunningDesk[] = [];
const run = async (options: Omit<RunOptions, 'dir'> = {}): Promise<RunningDesk> => {
  const desk = await runDesk({ dir: freshDir(), ...options });
  running.unshift(desk);
  return desk;
};
afterEach(async () => {
  for (const desk of running.splice(0)) await desk.stop();
});
const said = (text: string) => ({ id: randomUUID(), text });

describe('who may connect', () => {
  test.each<[string, Record<string, string>, number]>([
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['no session', { cookie: '' }, 401],
    ['a guessed session', { cookie: 'desk_session=guessed' }, 401],
  ])('%s is refused', async (_, headers, status) => {
    const desk = await run();
    await expect(desk.page('lin', headers)).rejects.toThrow(String(status));
  });

  test('no origin at all is no page of ours', async () => {
    const desk = await run();
    const cookie = await desk.cookieOf('lin');
    const socket = new WebSocket(`${desk.base.replace('http', 'ws')}/desk/events`, { headers: { cookie } });
    await expect(new Promise((_, reject) => socket.once('error', reject))).rejects.toThrow('403');
  });

  test('one person has a few pages, not hundreds', async () => {
    const desk = await run({ limits: { maxPerPerson: 2 } });
    await Promise.all([desk.page('lin'), desk.page('lin')]);
    await expect(desk.page('lin')).rejects.toThrow('429');
    await desk.page('wang');
  });
});

describe('a session that ended closes its sockets', () => {
  test.each<[string, (desk: RunningDesk) => Promise<unknown>]>([
    ['signed out', async (desk) => desk.post('lin', '/sign-out')],
    ['removed from the staff', async (desk) => desk.setStaff(staff.filter(({ name }) => name !== 'lin'))],
    ['idle for half an hour', async (desk) => desk.clock.advance(31 * 60_000)],
  ])('%s: 4401, and nothing more is told', async (_, ends) => {
    const desk = await run({ limits: { sessionMs: 40 } });
    const page = await desk.page('lin');
    await page.hears('inbox');
    await ends(desk);
    expect(await page.closed).toBe(4401);
    expect(page.events.some(({ type }) => type === 'handoff')).toBe(false);
  });

  test('neither an open page nor what it follows anew keeps a session alive, typing does', async () => {
    const desk = await run({ limits: { sessionMs: 20 } });
    const [still, busy] = [await desk.page('wang'), await desk.page('lin')];
    await Promise.all([still.hears('inbox'), busy.hears('inbox')]);
    const { conversationId } = await desk.waiting();
    for (let minutes = 0; minutes < 40; minutes += 10) {
      desk.clock.advance(10 * 60_000);
      still.send({ type: 'open', conversationId, after: 0 });
      busy.send({ type: 'typing', conversationId });
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    expect(await still.closed).toBe(4401);
    expect(busy.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('other teams, another inbox', async () => {
    const desk = await run({ limits: { sessionMs: 40 } });
    const { id } = await desk.waiting();
    const page = await desk.page('chen');
    expect((await page.hears('inbox')).inbox.waiting).toEqual([]);
    desk.setStaff(staff.map((one) => (one.name === 'chen' ? { ...one, teams: ['billing'] } : one)));
    await page.hears('inbox', ({ inbox, me }) => inbox.waiting[0]?.id === id && me.teams[0] === 'billing');
  });
});

describe('frames', () => {
  const deep = `${'['.repeat(200)}${']'.repeat(200)}`;
  test.each<[string, string | Buffer, number]>([
    ['no JSON', 'hello', 1008],
    ['empty', '', 1008],
    ['another command', '{"type":"shutdown"}', 1008],
    ['no object', '[]', 1008],
    ['deep', deep, 1008],
    ['a prototype', '{"type":"open","conversationId":"c","after":0,"__proto__":{"role":"supervisor"}}', 1008],
    ['an object for a string', '{"type":"open","conversationId":{"$ne":""},"after":0}', 1008],
    ['a negative position', '{"type":"open","conversationId":"c","after":-1}', 1008],
    ['half a sign', Buffer.from([0xff, 0xfe]), 1003],
    ['too long', `{"type":"close","conversationId":"${'x'.repeat(20_000)}"}`, 1009],
  ])('%s closes that page and no other', async (_, frame, code) => {
    const desk = await run();
    const [hostile, other] = [await desk.page('lin'), await desk.page('wang')];
    await Promise.all([hostile.hears('inbox'), other.hears('inbox')]);
    hostile.socket.send(frame);
    expect(await hostile.closed).toBe(code);
    const { id } = await desk.waiting();
    await other.hears('handoff', ({ summary }) => summary.id === id);
  });

  test('a flood of commands closes', async () => {
    const desk = await run();
    const page = await desk.page('lin');
    for (let index = 0; index < 61; index += 1) page.send({ type: 'close', conversationId: 'c' });
    expect(await page.closed).toBe(1008);
  });
});

describe('changes', () => {
  test('an entry appears, is offered, goes when a colleague has it, on every node', async () => {
    const desk = await run();
    const other = await run({ of: desk });
    const [lin, wang, chen] = [await desk.page('lin'), await other.page('wang'), await other.page('chen')];
    await Promise.all([lin, wang, chen].map((page) => page.hears('inbox')));
    const { id } = await desk.waiting();
    await Promise.all([lin, wang].map((page) => page.hears('handoff', ({ summary }) => summary.id === id)));
    await desk.post('lin', `/handoffs/${id}/take`);
    await lin.hears('handoff', ({ summary }) => summary.status === 'assigned' && summary.agent === 'lin');
    const gone = await wang.hears('gone');
    expect(gone.id).toBe(id);
    expect(gone.version).toBeGreaterThan(1);
    expect(chen.events.map(({ type }) => type)).toEqual(['inbox']);
  });

  test('an offer is one for whom it is made, and told to others as somebody else being asked', async () => {
    const desk = await run();
    const [lin, wang] = [await desk.page('lin'), await desk.page('wang')];
    await Promise.all([lin, wang].map((page) => page.hears('inbox')));
    const until = desk.clock.now() + 25_000;
    const { id } = await desk.waiting({ status: 'offered', offer: { agent: 'lin', until } });
    expect((await lin.hears('handoff')).summary).toMatchObject({ id, offer: { until }, offeredTo: 'lin' });
    const { summary } = await wang.hears('handoff');
    expect(summary).toMatchObject({ id, status: 'offered', offeredTo: 'lin' });
    expect(summary).not.toHaveProperty('offer');
    expect((await desk.get('lin', '/handoffs')).body).toMatchObject({ offered: [{ id }], waiting: [] });
    expect((await desk.get('wang', '/handoffs')).body).toMatchObject({ offered: [], waiting: [{ id }] });
    expect(await desk.post('wang', `/handoffs/${id}/accept`)).toMatchObject({ status: 409, code: 'not_now' });
    expect(await desk.post('lin', `/handoffs/${id}/accept`)).toMatchObject({ status: 200 });
    expect(await desk.post('wang', `/handoffs/${id}/accept`)).toMatchObject({ status: 409, code: 'taken' });
  });

  test('the own presence, and for supervisors everybody’s', async () => {
    const desk = await run();
    const [lin, boss, wang] = [await desk.page('lin'), await desk.page('boss'), await desk.page('wang')];
    await Promise.all([lin, boss, wang].map((page) => page.hears('inbox')));
    await desk.presence.setStatus('lin', 'away', 'no_answer');
    await lin.hears('me', ({ me }) => me.presence.status === 'away' && me.presence.reason === 'no_answer');
    await boss.hears(
      'colleague',
      ({ colleague }) => colleague.name === 'lin' && colleague.presence?.reason === 'no_answer',
    );
    await desk.post('lin', '/presence', { status: 'available' });
    await lin.hears('me', ({ me }) => me.presence.status === 'available');
    expect(wang.events.some(({ type }) => type === 'colleague')).toBe(false);
    for (const body of [
      { status: 'asleep' },
      { status: 'away', reason: '__proto__' },
      { status: 'busy', reason: 'lunch' },
    ]) {
      expect(await desk.post('lin', '/presence', body)).toMatchObject({ status: 400 });
    }
  });

  test('an open page is a sign of life; one that answers no pings is cut', async () => {
    const desk = await run({ limits: { pingMs: 30 } });
    const page = await desk.page('lin');
    await page.hears('inbox');
    desk.clock.advance(10 * 60_000);
    await eventually(async () => (await desk.presence.of('lin'))?.seenAt === desk.clock.now());
    const cookie = await desk.cookieOf('wang');
    const headers = { cookie, origin: desk.base };
    const silent = new WebSocket(`${desk.base.replace('http', 'ws')}/desk/events`, { headers, autoPong: false });
    expect(await new Promise((resolve) => silent.once('close', resolve))).toBe(1006);
    expect(page.socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe('a conversation', () => {
  test('typing goes both ways, to the agent and from the agent alone', async () => {
    const desk = await run();
    const { id, conversationId } = await desk.waiting();
    const page = await desk.page('lin');
    page.send({ type: 'open', conversationId, after: 0 });
    page.send({ type: 'typing', conversationId });
    await page.hears('refused', ({ command }) => command === 'typing');
    await desk.post('lin', `/handoffs/${id}/take`);
    await page.hears('handoff', ({ summary }) => summary.status === 'assigned');

    const shown: unknown[] = [];
    desk.turns.follow(conversationId, 0, { logged: () => undefined, passing: (activity) => shown.push(activity) });
    await eventually(() => {
      page.send({ type: 'typing', conversationId });
      return shown.length > 0;
    });
    expect(shown[0]).toEqual({ type: 'typing', from: { id: 'agent:lin', name: '客服小林', role: 'bot' } });
    expect(page.events.some(({ type }) => type === 'typing')).toBe(false);
    desk.turns.pass(conversationId, { type: 'typing', from: { id: 'u', name: '', role: 'user' } });
    await page.hears('typing', (event) => event.conversationId === conversationId);
  });

  test('how far the customer has read: what is stored, then as it happens, only forward', async () => {
    const desk = await run();
    const { id, conversationId } = await desk.waiting();
    await desk.post('lin', `/handoffs/${id}/take`);
    await desk.store.documents.put('seen', conversationId, { seq: 3 }, 0);
    const page = await desk.page('lin');
    page.send({ type: 'open', conversationId, after: 0 });
    await page.hears('seen', ({ seq }) => seq === 3);
    for (const seq of [2, 3, '9', 5]) {
      desk.turns.pass(conversationId, { type: 'event', name: 'desk.seen', value: { seq } });
    }
    await page.hears('seen', ({ seq }) => seq === 5);
    expect(page.events.flatMap((event) => (event.type === 'seen' ? [event.seq] : []))).toEqual([3, 5]);
  });

  test('who gives it away hears no more of it; who ends it reads to its end', async () => {
    const desk = await run();
    const { id, conversationId } = await desk.waiting();
    const [lin, boss] = [await desk.page('lin'), await desk.page('boss')];
    await desk.post('lin', `/handoffs/${id}/take`);
    for (const page of [lin, boss]) page.send({ type: 'open', conversationId, after: 0 });
    await desk.says(conversationId, '第一句');
    for (const page of [lin, boss]) await page.hears('entry', ({ entry }) => entry.text === '第一句');

    await desk.post('lin', `/handoffs/${id}/transfer`, { team: 'technical', note: '需要技术' });
    await lin.hears('gone', (event) => event.id === id);
    await desk.says(conversationId, '第二句');
    await boss.hears('entry', ({ entry }) => entry.text === '第二句');
    expect(lin.entries(conversationId).map(({ text }) => text)).not.toContain('第二句');

    await desk.post('chen', `/handoffs/${id}/take`);
    const chen = await desk.page('chen');
    chen.send({ type: 'open', conversationId, after: 0 });
    await chen.hears('entry', ({ entry }) => entry.text === '第二句');
    desk.clock.advance(1_000);
    await desk.post('chen', `/handoffs/${id}/finish`, { result: 'solved', cause: 'ordered_without_consent' });
    await chen.hears('handoff', ({ summary }) => summary.status === 'done');
    desk.clock.advance(1_000);
    await desk.settle();
    await desk.says(conversationId, '跟机器人说的');
    await boss.hears('entry', ({ entry }) => entry.text === '跟机器人说的');
    await chen.hears('entry', ({ entry }) => entry.event?.value['state'] === 'completed');
    expect(chen.entries(conversationId).map(({ text }) => text)).not.toContain('跟机器人说的');
  });

  test('closed is closed, opened twice is open once', async () => {
    const desk = await run();
    const { id, conversationId } = await desk.waiting();
    await desk.post('lin', `/handoffs/${id}/take`);
    const page = await desk.page('lin');
    for (const after of [0, 0]) page.send({ type: 'open', conversationId, after });
    await desk.says(conversationId, '一');
    await page.hears('entry', ({ entry }) => entry.text === '一');
    page.send({ type: 'close', conversationId });
    page.send({ type: 'typing', conversationId });
    await page.hears('refused');
    await desk.says(conversationId, '二');
    await desk.post('lin', `/handoffs/${id}/messages`, said('三'));
    await desk.settle();
    const heard = new Set(page.entries(conversationId).map(({ text }) => text));
    expect([...heard]).toEqual(['一']);
  });
});

test('a page that reads too slowly is cut, and comes back for the rest', async () => {
  const desk = await run({ limits: { maxBuffered: 200_000 } });
  const { id, conversationId } = await desk.waiting();
  await desk.post('lin', `/handoffs/${id}/take`);
  for (let index = 0; index < 60; index += 1) await desk.says(conversationId, `${index} ${'长'.repeat(4_000)}`);
  const page = await desk.page('lin');
  await page.hears('inbox');
  page.socket.pause();
  for (let index = 0; index < 40; index += 1) page.send({ type: 'open', conversationId, after: 0 });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  page.socket.resume();
  expect(await page.closed).toBe(1013);
  const again = await desk.page('lin');
  const last = page.entries(conversationId).at(-1)?.seq ?? 0;
  again.send({ type: 'open', conversationId, after: last });
  await again.hears('entry', ({ entry }) => entry.text.startsWith('59 '));
});

test('a server that stops sends its pages elsewhere', async () => {
  const desk = await run();
  const page = await desk.page('lin');
  await page.hears('inbox');
  desk.desk.stop();
  expect(await page.closed).toBe(1001);
  await expect(desk.page('lin')).rejects.toThrow('503');
});
