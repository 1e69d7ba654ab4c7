import type { DeskEvent } from '../../src/desk/desk-events';
import { createSignIn } from '../../src/desk/sign-in/sign-in';
import { randomIds } from '../../src/ports/id-generator';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { allRooms } from '../desk/all-rooms';
import { type Answer, type RunningDesk, runDesk, staff } from '../desk/running-desk';
import { ManualClock } from '../support/manual-clock';
import { newComplaint } from '../support/new-complaint';
import { tempDirs } from '../support/temp-dir';
import { type DeskCustomer, ofCustomers, ofStaff } from './desk-table';

/**
 * S5 on the desk: every address × who asks × whose customer it is. The tables are compared with what the desk really
 * mounts, so that an address without a line here fails. The customer waits for the team `billing`, or `lin` has them.
 */
const callers = ['lin', 'wang', 'chen', 'boss', 'root'] as const;
let desk: RunningDesk;
const newDir = tempDirs();
let customers = 0;

let close = (): void => undefined;
beforeAll(async () => {
  const [clock, dir] = [new ManualClock(), newDir()];
  const store = openSqlite({ dir, clock, ids: randomIds });
  close = () => store.close();
  desk = await runDesk({ dir, of: { clock, store }, rooms: allRooms(store, clock) });
});
afterAll(async () => {
  await desk?.stop();
  close();
});
// Whoever has too many customers may take no more.
afterEach(async () => {
  for (const handoff of await desk.store.handoffs.list(['waiting', 'offered', 'assigned', 'call_back_booked'], 100))
    await desk.store.handoffs.replace({ ...handoff, status: 'withdrawn' });
});

/** A customer of their own for every case, with a complaint and a file. */
async function customer(state: 'waiting' | 'assigned'): Promise<DeskCustomer> {
  customers += 1;
  const { store, clock } = desk;
  const conversationId = `conv_rights_${customers}`;
  const phone = `1380000${String(1000 + customers)}`;
  const stored = await store.complaints.insert(
    newComplaint({
      id: `cmp_${customers}`,
      createdBy: `${conversationId}|1:complaint`,
      conversationId,
      phone,
      createdAt: clock.now(),
    }),
  );
  const { id: attachmentId } = await store.attachments.put({
    conversationId,
    name: '账单.txt',
    contentType: 'text/plain',
    bytes: Buffer.from('evidence'),
  });
  let handoff = await desk.waiting({ conversationId, status: 'waiting' });
  const { id: number, type, status, createdAt } = { ...stored, id: stored.number };
  const brief = {
    ...handoff.brief,
    customer: { phone, identity: 'verified' as const },
    complaints: [{ number, type, status, createdAt }],
  };
  const assigned = state === 'assigned' && { status: 'assigned' as const, agent: 'lin', acceptedAt: clock.now() };
  handoff = (await store.handoffs.replace({ ...handoff, brief, ...assigned })) ?? handoff;
  return { handoff, attachmentId, complaint: number, now: clock.now() };
}

const split = (name: string): [string, string] => {
  const [method = '', path = ''] = name.replace(/ \(.*/, '').split(' ');
  return [method, path];
};

const fill = (path: string, { handoff, attachmentId }: Pick<DeskCustomer, 'handoff' | 'attachmentId'>): string =>
  path
    .replace(':conversationId', handoff.conversationId)
    .replace('attachments/:id', `attachments/${attachmentId}`)
    .replace(':id', handoff.id);

/** What tells two answers apart. */
const shape = ({ status, body, headers }: Answer) => ({
  status,
  body,
  headers: [...headers].filter(([name]) => !['x-correlation-id', 'date'].includes(name)),
});

test('every address of the desk has a line here, every line an address', () => {
  const lines = [...Object.keys(ofCustomers), ...Object.keys(ofStaff)].map((name) => split(name).join(' '));
  // Those of one complaint: test/desk/complaints/complaint-rights.test.ts.
  const here = desk.desk.routes.filter(({ path }) => !path.startsWith('/desk/api/complaints/:number'));
  expect(here.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([...new Set(lines)].toSorted());
  for (const { access } of desk.desk.routes) expect(access).toBe('staff');
});

describe.each(Object.entries(ofCustomers))('%s', (name, line) => {
  const [method, path] = split(name);
  const cases = (['waiting', 'assigned'] as const).flatMap((state) =>
    callers.map((caller, index) => [state, caller, line[state][index] ?? 0] as const),
  );

  test.each(cases)('%s, %s: %i', async (state, caller, expected) => {
    const one = await customer(state);
    const answer = await desk.call(method, fill(path, one), await desk.cookieOf(caller), line.body?.(one));
    expect([answer.status, expected < 300 ? '' : typeof answer.code]).toEqual([
      expected,
      expected < 300 ? '' : 'string',
    ]);
    const after = await desk.store.handoffs.byId(one.handoff.id);
    if (expected >= 400) expect(after).toEqual(one.handoff);
  });

  test.each(['wang', 'chen', 'root'])('"not yours" and "not there" look alike to %s', async (caller) => {
    const one = await customer('assigned');
    const [cookie, body] = [await desk.cookieOf(caller), line.body?.(one)];
    const none = {
      handoff: { ...one.handoff, id: 'hand_none', conversationId: 'conv_none' },
      attachmentId: 'att_none',
    };
    const theirs = await desk.call(method, fill(path, one), cookie, body);
    const nobodys = await desk.call(method, fill(path, none), cookie, body);
    // A colleague of the same team who clicked a moment too late is told who was faster.
    const late = caller === 'wang' && /\/(?:accept|take)$/.test(path);
    if (late) expect(theirs).toMatchObject({ status: 409, code: 'taken' });
    else expect(shape(theirs)).toEqual(shape(nobodys));
  });

  test('a number or word that reaches into objects finds nothing', async () => {
    const one = await customer('waiting');
    for (const id of ['__proto__', 'constructor', '%00', '..%2f..', "'%20or%201=1", 'x'.repeat(3_000)]) {
      const there = fill(path, { handoff: { ...one.handoff, id, conversationId: id }, attachmentId: id });
      const { status } = await desk.call(method, there, await desk.cookieOf('boss'), line.body?.(one));
      expect([id, [400, 404].includes(status)]).toEqual([id, true]);
    }
  });
});

describe.each(Object.entries(ofStaff))('%s', (name, { statuses, body, query = '' }) => {
  const [method, path] = split(name);
  test.each(callers.map((caller, index) => [caller, statuses[index] ?? 0] as const))(
    '%s: %i',
    async (caller, expected) => {
      const answer = await desk.call(method, path + query, await desk.cookieOf(caller), body);
      expect([answer.status, answer.status < 300 ? '' : typeof answer.code]).toEqual([
        expected,
        expected < 300 ? '' : 'string',
      ]);
    },
  );
});

test('lists hold only what the person may see', async () => {
  const [waiting, assigned] = [await customer('waiting'), await customer('assigned')];
  const seen = async (who: string): Promise<[boolean, boolean]> => {
    const listed = JSON.stringify((await desk.get(who, '/handoffs')).body);
    return [listed.includes(`"${waiting.handoff.id}"`), listed.includes(`"${assigned.handoff.id}"`)];
  };
  // Supervisors see who is with whom in the live view; their own inbox is the line.
  expect(await Promise.all(['lin', 'wang', 'chen', 'root'].map(seen))).toEqual([
    [true, true],
    [true, false],
    [false, false],
    [false, false],
  ]);
  for (const who of ['lin', 'wang', 'chen', 'root', 'boss'])
    expect(JSON.stringify((await desk.get(who, '/handoffs')).body)).not.toMatch(/1380000\d{4}/);
});

describe('without a session', () => {
  test.each(['', 'desk_session=guessed', 'desk_session=', 'desk_session=__proto__'])(
    '%j is 401 everywhere',
    async (cookie) => {
      const one = await customer('waiting');
      for (const { method, path } of desk.desk.routes) {
        const answer = await desk.call(method, fill(path, one), cookie);
        expect([path, answer.status, answer.code]).toEqual([path, 401, 'Unauthorized']);
      }
    },
  );
});

describe('requests of foreign pages (CSRF)', () => {
  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['a form, which cannot send our header', { 'x-desk': '' }],
  ])('%s changes nothing', async (_, headers) => {
    const one = await customer('assigned');
    const cookie = await desk.cookieOf('lin');
    const changing = desk.desk.routes.filter(({ method }) => method !== 'GET');
    expect(changing.length).toBeGreaterThan(10);
    for (const { method, path } of changing) {
      const line = ofCustomers[`${method} ${path}`];
      const body = line?.body?.(one) ?? ofStaff[`${method} ${path}`]?.body;
      const answer = await desk.call(method, fill(path, one), cookie, body, headers);
      expect([path, answer.status, answer.code]).toEqual([path, 403, 'ForeignOrigin']);
    }
    expect(await desk.store.handoffs.byId(one.handoff.id)).toEqual(one.handoff);
  });
});

describe('the stream', () => {
  test('opens from our page, for staff', async () => {
    const refused = (who: string, headers: Record<string, string>) =>
      desk.page(who, headers).then(
        () => 'open',
        (error: Error) => /\d{3}/.exec(error.message)?.[0],
      );
    expect(await refused('lin', { origin: 'https://evil.example' })).toBe('403');
    expect(await refused('lin', { origin: 'null' })).toBe('403');
    expect(await refused('lin', { origin: desk.base.replace(/\d+$/, '1') })).toBe('403');
    expect(await refused('lin', { cookie: '' })).toBe('401');
    expect(await refused('lin', { cookie: 'desk_session=guessed' })).toBe('401');
    expect(await refused('lin', { cookie: '', authorization: 'Bearer of.a.customer' })).toBe('401');
    expect(await refused('lin', {})).toBe('open');
  });

  test('another agent’s conversation by its id is refused like one that is not there', async () => {
    const { handoff } = await customer('assigned');
    const { conversationId } = handoff;
    await desk.says(conversationId, '我的卡号是多少');
    for (const who of ['wang', 'chen', 'root']) {
      const page = await desk.page(who);
      await page.hears('inbox');
      for (const id of [conversationId, 'conv_none', '__proto__']) {
        for (const command of ['open', 'typing'] as const) {
          page.send(
            command === 'open'
              ? { type: command, conversationId: id, after: 0 }
              : { type: command, conversationId: id },
          );
          await page.hears('refused', (event) => event.command === command && event.conversationId === id);
        }
      }
      await desk.says(conversationId, '还在吗');
      const told = page.events.filter((event: DeskEvent) => event.type !== 'inbox' && event.type !== 'me');
      expect(told.map(({ type }) => type)).toEqual(Array.from({ length: 6 }, () => 'refused'));
      expect(JSON.stringify(page.events)).not.toContain('我的卡号');
      page.socket.terminate();
    }
    for (const who of ['lin', 'boss']) {
      const page = await desk.page(who);
      page.send({ type: 'open', conversationId, after: 0 });
      await page.hears('entry', ({ entry }) => entry.text.includes('我的卡号'));
      page.socket.terminate();
    }
  });

  test('goes silent for whoever the conversation is taken from', async () => {
    const { handoff } = await customer('assigned');
    const page = await desk.page('lin');
    page.send({ type: 'open', conversationId: handoff.conversationId, after: 0 });
    await desk.says(handoff.conversationId, '你好');
    await page.hears('entry', ({ entry }) => entry.text === '你好');
    expect((await desk.post('boss', `/handoffs/${handoff.id}/reassign`, { team: 'technical', note: '' })).status).toBe(
      204,
    );
    await page.hears('gone', ({ id }) => id === handoff.id);
    await desk.says(handoff.conversationId, '这句只给下一位看');
    const next = await desk.page('boss');
    next.send({ type: 'open', conversationId: handoff.conversationId, after: 0 });
    await next.hears('entry', ({ entry }) => entry.text === '这句只给下一位看');
    expect(JSON.stringify(page.events)).not.toContain('这句只给下一位看');
    for (const { socket } of [page, next]) socket.terminate();
  });

  test('closes within 5 seconds when its session is ended, wherever that was done', async () => {
    const { store, clock } = desk;
    const elsewhere = createSignIn({
      staff: () => staff,
      documents: store.documents,
      clock,
      ids: { next: (prefix) => `${prefix}_${Math.random()}` },
      log: { debug() {}, info() {}, warn() {}, error() {} },
      signingKey: 'a signing key of these tests, 32 bytes',
      secureCookies: false,
    });
    expect(await elsewhere.session(await desk.cookieOf('lin'))).toMatchObject({ name: 'lin' });
    const [lin, wang, chen] = [await desk.page('lin'), await desk.page('wang'), await desk.page('chen')];
    await Promise.all([lin, wang, chen].map((page) => page.hears('inbox')));
    const since = Date.now();
    // Signed out here, ended from the command line, and taken out of the staff list.
    expect((await desk.post('lin', '/sign-out')).status).toBe(204);
    for (const { key, value } of await store.documents.list<{ name: string }>('staff_session', 100))
      if (value.name === 'wang') await store.documents.remove('staff_session', key);
    desk.setStaff(staff.filter(({ name }) => name !== 'chen'));
    const codes = await Promise.all([lin, wang, chen].map(({ closed }) => closed));
    desk.setStaff(staff);
    expect(codes).toEqual([4401, 4401, 4401]);
    expect(Date.now() - since).toBeLessThanOrEqual(5_000);
  }, 15_000);
});
