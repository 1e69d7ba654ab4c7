import fc from 'fast-check';
import type { AccountEvent } from '../../src/notices/notice';
import { type AccountGateway, AccountUnavailable } from '../../src/ports/account-gateway';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { demoAccounts } from '../support/demo-accounts';
import { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { noticeNode, shanghai, told } from './a-job';
import { type GeneratedAccount, generatedAccounts } from './generated-account';

const tempDir = tempDirs();
const month = '2026-11';
const abnormal = '13800000006';
const minute = 60_000;
const hour = 60 * minute;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function open(at = '2026-11-21T10:00', accounts?: (clock: ManualClock) => AccountGateway) {
  const clock = new ManualClock(shanghai(at));
  const ids = sequentialIds();
  const store = openSqlite({ dir: tempDir(), clock, ids });
  closers.push(() => store.close());
  const gateway = accounts?.(clock) ?? demoAccounts(clock);
  return { clock, ids, store, accounts: gateway, node: noticeNode(store, { clock, ids, accounts: gateway }) };
}
let serial = 0;
const event = (phone: string, at: number, what: object) => {
  serial += 1;
  return { id: `evt_${serial}`, phone, at, ...what } as AccountEvent;
};
const bill = (clock: ManualClock, phone = abnormal) => event(phone, clock.now(), { kind: 'bill_ready', month });

test('what is worth telling is told once, for the number, by its own outbox entry', async () => {
  const { node, store, clock } = open();
  await node.accept(bill(clock), event('13800000001', clock.now(), { kind: 'bill_ready', month }));
  await node.run();
  expect(await told(store)).toMatchObject([{ rule: 'abnormal_bill', to: abnormal, facts: { month } }]);
  const [entry] = await store.outbox.list('waiting', 10);
  expect(entry?.key).not.toMatch(/\d{11}/);
  expect(node.counted).toEqual(['abnormal_bill told']);
});

test('once: the same event again, another of the same month, another node beside, next month anew', async () => {
  const { node, store, clock, ids, accounts } = open();
  const first = bill(clock);
  expect(await node.accept(first)).toMatchObject({ accepted: 1 });
  expect(await node.accept(first, bill(clock))).toMatchObject({ accepted: 1, duplicates: 1 });
  const other = noticeNode(store, { clock, ids, accounts });
  await Promise.all([node.run(), other.run(), node.run()]);
  expect(await told(store)).toHaveLength(1);
  await node.accept(first, bill(clock));
  await node.run();
  expect(await told(store)).toHaveLength(1);
  clock.set(shanghai('2026-12-20T10:00'));
  await node.accept(event(abnormal, clock.now(), { kind: 'bill_ready', month: '2026-12' }));
  await node.run();
  expect(await told(store)).toHaveLength(2);
});

test('an id that comes back as another event is refused, and nothing of its request is kept', async () => {
  const { node, store, clock } = open();
  const first = bill(clock, '13800000001');
  await node.accept(first);
  const result = await node.accept(bill(clock), { ...first, phone: abnormal });
  expect(result).toEqual({ ok: false, reused: [first.id] });
  await node.run();
  expect(await told(store)).toEqual([]);
});

describe('quiet hours', () => {
  it.each([
    ['2026-11-21T07:59', '2026-11-21T08:00'],
    ['2026-11-21T08:00', '2026-11-21T08:00'],
    ['2026-11-21T20:59', '2026-11-21T20:59'],
    ['2026-11-21T21:00', '2026-11-22T08:00'],
    ['2026-11-21T23:59', '2026-11-22T08:00'],
    ['2026-11-22T00:00', '2026-11-22T08:00'],
  ])('what comes at %s is told at %s', async (at, when) => {
    const { node, store, clock } = open(at);
    await node.accept(bill(clock));
    await node.run();
    if (at !== when) {
      expect(await told(store)).toEqual([]);
      clock.set(shanghai(when) - 1);
      await node.run();
      expect(await told(store)).toEqual([]);
    }
    clock.set(shanghai(when));
    await node.run();
    expect(await told(store)).toHaveLength(1);
  });

  it('holds over any time: nothing ever leaves in the night, and nothing is lost over it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 24 * 60 - 1 }),
        fc.integer({ min: 1, max: 400 }),
        async (start, stepMin) => {
          const { node, store, clock } = open('2026-11-21T00:00');
          clock.advance(start * minute);
          await node.accept(bill(clock));
          let told1 = 0;
          for (let passed = 0; passed < 26 * 60 && told1 === 0; passed += stepMin) {
            await node.run();
            told1 = (await told(store)).length;
            if (told1 === 0) clock.advance(stepMin * minute);
          }
          const minuteOfDay = Math.floor(((clock.now() + 8 * hour) % (24 * hour)) / minute);
          expect(told1).toBe(1);
          expect(minuteOfDay).toBeGreaterThanOrEqual(8 * 60);
          expect(minuteOfDay).toBeLessThan(21 * 60);
        },
      ),
      { numRuns: 25, seed: 3 },
    );
  }, 30_000);
});

test('what is urgent goes first', async () => {
  const { node, store, clock } = open('2026-11-21T22:00');
  await node.accept(event('13800000005', clock.now(), { kind: 'data_used' }), bill(clock));
  await node.run();
  clock.set(shanghai('2026-11-22T08:00'));
  await node.run();
  expect((await told(store)).map(({ rule }) => rule)).toEqual(['abnormal_bill', 'plan_used']);
});

describe('consent', () => {
  it('refused, nothing is told; given back, the next thing is', async () => {
    const { node, store, clock } = open();
    await node.consents.decide(abnormal, ['service'], { given: false, at: 1, by: 'sms_6|1' });
    await node.accept(bill(clock));
    await node.run();
    expect([await told(store), node.counted]).toEqual([[], ['abnormal_bill refused']]);
    await node.consents.decide(abnormal, ['service'], { given: true, at: 2, by: 'sms_6|2' });
    await node.accept(bill(clock));
    await node.run();
    expect(await told(store)).toHaveLength(1);
  });

  it('refused while it waits for the morning, it is not told', async () => {
    const { node, store, clock } = open('2026-11-21T22:00');
    await node.accept(bill(clock));
    await node.run();
    await node.consents.decide(abnormal, ['service'], { given: false, at: clock.now(), by: 'sms_6|1' });
    clock.set(shanghai('2026-11-22T09:00'));
    await node.run();
    expect(await told(store)).toEqual([]);
  });
});

describe('a plan', () => {
  const phone = '13900000001';
  function plan() {
    const account: GeneratedAccount = {
      status: 'active',
      arrearsFen: 0,
      totals: [],
      services: [],
      usage: { month, quotaMb: 1000, usedMb: 850, outOfPlanMb: 0, outOfPlanFen: 0, packs: [] },
    };
    const desk = open('2026-11-21T10:00', () => generatedAccounts(phone, month, account));
    return {
      ...desk,
      async use(usedMb: number, quotaMb = 1000, of = month) {
        account.usage = { month: of, quotaMb, usedMb, outOfPlanMb: 0, outOfPlanFen: 0, packs: [] };
        await desk.node.accept(event(phone, desk.clock.now(), { kind: 'data_used' }));
        await desk.node.run();
        return (await told(desk.store)).map(({ facts }) => facts['percent']);
      },
    };
  }

  it('is told at each share once a month, and never at the lower one after the higher', async () => {
    const { use } = plan();
    expect(await use(500)).toEqual([]);
    expect(await use(850)).toEqual([80]);
    expect(await use(900)).toEqual([80]);
    expect(await use(1000)).toEqual([80, 100]);
    expect(await use(1000, 1200)).toEqual([80, 100]);
    expect(await use(950, 1000, '2026-12')).toEqual([80, 100, 80]);
  });

  it('used up at once is told as that, and 80 % not any more', async () => {
    const { use } = plan();
    expect(await use(1000)).toEqual([100]);
    expect(await use(850)).toEqual([100]);
  });

  it('is told as it is in the morning, not as it was in the night', async () => {
    const { use, clock, node, store } = plan();
    clock.set(shanghai('2026-11-21T23:00'));
    expect(await use(820)).toEqual([]);
    expect(await use(1000)).toEqual([]);
    clock.set(shanghai('2026-11-22T08:00'));
    await node.run();
    expect((await told(store)).map(({ facts }) => facts['percent'])).toEqual([100]);
  });
});

describe('a repair visit', () => {
  const phone = '13800000001';
  const from = shanghai('2026-11-25T09:00');
  const visit = (at: number, first: number, more: object = {}) =>
    event(phone, at, {
      kind: 'repair_appointment',
      from: first,
      until: first + 2 * hour,
      place: '幸福小区3栋',
      ...more,
    });
  const rulesTold = async (store: Parameters<typeof told>[0]) => (await told(store)).map(({ rule }) => rule);

  it('is reminded of on the day before at 18:00, once', async () => {
    const { node, store, clock } = open();
    await node.accept(visit(clock.now(), from));
    await node.run();
    clock.set(shanghai('2026-11-24T17:59'));
    await node.run();
    expect(await rulesTold(store)).toEqual([]);
    clock.set(shanghai('2026-11-24T18:00'));
    await node.run();
    await node.run();
    expect(await told(store)).toMatchObject([{ rule: 'repair_reminder', facts: { from, place: '幸福小区3栋' } }]);
  });

  it('moved or cancelled is told at once, and the reminder follows the new time', async () => {
    const { node, store, clock } = open();
    await node.accept(visit(clock.now(), from));
    await node.run();
    clock.advance(hour);
    await node.accept(visit(clock.now(), from + 24 * hour));
    await node.run();
    expect(await told(store)).toMatchObject([
      { rule: 'repair_changed', facts: { change: 'moved', from: from + 24 * hour } },
    ]);
    clock.set(shanghai('2026-11-24T18:30'));
    await node.run();
    expect(await rulesTold(store)).toEqual(['repair_changed']);
    clock.set(shanghai('2026-11-25T18:00'));
    await node.run();
    expect(await rulesTold(store)).toEqual(['repair_changed', 'repair_reminder']);
    await node.accept(visit(clock.now(), from + 24 * hour, { cancelled: true }));
    await node.run();
    expect((await told(store)).at(-1)).toMatchObject({ facts: { change: 'cancelled' } });
  });

  it('cancelled before is not reminded of; the same told again is no change', async () => {
    const { node, store, clock } = open();
    await node.accept(visit(clock.now(), from));
    await node.accept(visit(clock.now() + 1, from));
    await node.run();
    await node.accept(visit(clock.now() + 2, from, { cancelled: true }));
    await node.run();
    clock.set(shanghai('2026-11-24T18:00'));
    await node.run();
    expect(await rulesTold(store)).toEqual(['repair_changed']);
  });

  it('events in another order: the latest counts', async () => {
    const { node, store, clock } = open();
    const [made, moved] = [visit(clock.now(), from), visit(clock.now() + 5, from + 48 * hour)];
    await node.accept(moved);
    await node.run();
    await node.accept(made);
    await node.run();
    clock.set(shanghai('2026-11-24T18:00'));
    await node.run();
    clock.set(shanghai('2026-11-26T18:00'));
    await node.run();
    expect(await told(store)).toMatchObject([{ rule: 'repair_reminder', facts: { from: from + 48 * hour } }]);
  });

  it('events that come at once are taken in the order they happened, whatever their ids', async () => {
    const { node, store, clock } = open();
    await node.accept(
      { ...visit(clock.now() + 1, from + 24 * hour), id: 'a' } as AccountEvent,
      { ...visit(clock.now(), from), id: 'b' } as AccountEvent,
    );
    await node.run();
    expect(await told(store)).toMatchObject([{ facts: { change: 'moved', from: from + 24 * hour } }]);
  });

  it('moved in the night is told in the morning, twice moved once', async () => {
    const { node, store, clock } = open();
    await node.accept(visit(clock.now(), from));
    await node.run();
    clock.set(shanghai('2026-11-21T22:00'));
    await node.accept(visit(clock.now(), from + 24 * hour));
    await node.run();
    clock.advance(minute);
    await node.accept(visit(clock.now(), from + 48 * hour));
    await node.run();
    expect(await told(store)).toEqual([]);
    clock.set(shanghai('2026-11-22T08:00'));
    await node.run();
    expect(await told(store)).toMatchObject([{ facts: { change: 'moved', from: from + 48 * hour } }]);
  });

  it('made in the evening before needs no reminder', async () => {
    const { node, store, clock } = open('2026-11-24T19:00');
    await node.accept(visit(clock.now(), from));
    await node.run();
    clock.set(shanghai('2026-11-24T20:30'));
    await node.run();
    expect(await told(store)).toEqual([]);
  });
});

describe('faults', () => {
  it('a business system that is away is asked again, and stale news are dropped', async () => {
    let away = true;
    const switched = (gateway: AccountGateway): AccountGateway => ({
      ...gateway,
      bills: (...given) => {
        if (away) throw new AccountUnavailable('bills');
        return gateway.bills(...given);
      },
    });
    const { node, store, clock } = open('2026-11-21T10:00', (own) => switched(demoAccounts(own)));
    await node.accept(bill(clock));
    for (let tries = 0; tries < 3; tries += 1) {
      await node.run();
      clock.advance(31 * minute);
    }
    expect(await told(store)).toEqual([]);
    away = false;
    await node.run();
    expect(await told(store)).toHaveLength(1);

    away = true;
    await node.accept(event('13800000001', clock.now(), { kind: 'bill_ready', month }));
    clock.advance(74 * hour);
    await node.run();
    expect(await node.queue.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });

  it('one task that cannot be done keeps no other waiting', async () => {
    const broken = (gateway: AccountGateway): AccountGateway => ({
      ...gateway,
      bills: async (phone, months) => {
        if (phone === '13800000001') throw new Error('on purpose');
        return gateway.bills(phone, months);
      },
    });
    const { node, store, clock } = open('2026-11-21T10:00', (own) => broken(demoAccounts(own)));
    await node.accept(bill(clock, '13800000001'), bill(clock));
    await node.run();
    expect(await told(store)).toHaveLength(1);
    // Nor is it tried without a pause, or for ever.
    expect(await node.queue.due(clock.now(), 10)).toEqual([]);
    for (let tries = 0; tries < 200; tries += 1) {
      clock.advance(hour);
      await node.run();
    }
    expect(await node.queue.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });

  it('a crash anywhere loses nothing and doubles nothing', async () => {
    const phone = '13800000001';
    let isOver = false;
    for (let dies = 1; !isOver; dies += 1) {
      const { clock, ids, store, accounts, node } = open();
      await node.accept(
        bill(clock),
        event('13800000004', clock.now(), { kind: 'line_status', status: 'suspended_arrears' }),
      );
      const from = shanghai('2026-11-25T09:00');
      const visit = { kind: 'repair_appointment', from, until: from + hour };
      await node.accept(
        event(phone, clock.now(), visit),
        event(phone, clock.now() + 1, { ...visit, from: from - hour }),
      );
      let calls = 0;
      // From that call on nothing works in this process; every second time the call itself was done.
      const mortal = <T extends object>(port: T): T =>
        new Proxy(port, {
          get: (target, name) => {
            const found: unknown = Reflect.get(target, name);
            if (typeof found !== 'function') return found;
            return async (...given: unknown[]) => {
              calls += 1;
              if (calls > dies) throw new Error('dead');
              const done: unknown = await (found as (...all: unknown[]) => unknown).apply(target, given);
              if (calls === dies && dies % 2 === 1) throw new Error('dead');
              return done;
            };
          },
        });
      const dying = noticeNode(store, { clock, ids, accounts, wrap: mortal });
      await dying.run().catch(() => undefined);
      isOver = calls < dies;
      await noticeNode(store, { clock, ids, accounts }).run();
      const rulesOf = (await told(store)).map(({ rule }) => rule).sort();
      expect([dies, ...rulesOf]).toEqual([dies, 'abnormal_bill', 'line_status', 'repair_changed']);
      clock.set(shanghai('2026-11-24T18:00'));
      await node.run();
      expect((await told(store)).filter(({ rule }) => rule === 'repair_reminder')).toMatchObject([
        { facts: { from: from - hour } },
      ]);
      for (const close of closers.splice(0)) close();
    }
  }, 60_000);
});
