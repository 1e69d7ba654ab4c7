import { createHttpAccounts } from '../../src/accounts/http-accounts';
import type { AccountGateway } from '../../src/ports/account-gateway';
import { silentLog } from '../../src/ports/log';
import { noMetrics } from '../../src/ports/metrics';
import { demoAccounts, demoPhones } from '../support/demo-accounts';
import { startAccountServer } from './account-server';

const clock = { now: () => Date.parse('2026-11-21T10:00:00+08:00') };

type Opened = { readonly accounts: AccountGateway; close(): Promise<void> };
const implementations: [string, () => Promise<Opened>][] = [
  ['demo', async () => ({ accounts: demoAccounts(clock), close: async () => {} })],
  [
    'http',
    async () => {
      const server = await startAccountServer(demoAccounts(clock));
      const accounts = createHttpAccounts({
        baseUrl: server.url,
        timeoutMs: 2000,
        clock,
        metrics: noMetrics,
        log: silentLog,
      });
      return { accounts, close: () => server.close() };
    },
  ],
];

describe.each(implementations)('accounts: %s', (_, open) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('tells the same of every subscriber', async () => {
    const demo = demoAccounts(clock);
    for (const phone of demoPhones) {
      expect(await opened.accounts.subscriber(phone)).toEqual(await demo.subscriber(phone));
      expect(await opened.accounts.bills(phone, 6)).toEqual(await demo.bills(phone, 6));
      expect(await opened.accounts.dataUsage(phone)).toEqual(await demo.dataUsage(phone));
      expect(await opened.accounts.services(phone)).toEqual(await demo.services(phone));
    }
  });

  test.each(['13911112222', '', '../admin', '__proto__', '1380000000１', '13800000001/bills'])(
    'knows nothing of %j',
    async (phone) => {
      const { accounts } = opened;
      expect(await accounts.subscriber(phone)).toBeUndefined();
      expect(await accounts.bills(phone, 6)).toEqual([]);
      expect(await accounts.dataUsage(phone)).toBeUndefined();
      expect(await accounts.services(phone)).toEqual([]);
      expect(await accounts.perform({ kind: 'order_ring_back_tone', phone }, `key-of-${phone.length}`)).toEqual({
        ok: false,
        reason: 'not_found',
      });
    },
  );

  test('answers as many bills as asked for, the running month first', async () => {
    const bills = await opened.accounts.bills('13800000002', 2);
    expect(bills.map(({ month, open }) => [month, open])).toEqual([
      ['2026-11', true],
      ['2026-10', false],
    ]);
    expect(await opened.accounts.bills('13800000002', 0)).toEqual([]);
  });

  test('the same key does a thing once and answers alike, also at once', async () => {
    const { accounts } = opened;
    const action = { kind: 'order_data_pack', phone: '13800000002', packId: 'pack-3g' } as const;
    const results = await Promise.all([1, 2, 3, 4, 5].map(() => accounts.perform(action, 'conv:turn-1')));
    expect(results[0]).toMatchObject({ ok: true });
    for (const result of results) expect(result).toEqual(results[0]);
    expect((await accounts.dataUsage('13800000002'))?.packs).toHaveLength(1);
    await accounts.perform(action, 'conv:turn-2');
    expect((await accounts.dataUsage('13800000002'))?.packs).toHaveLength(2);
  });

  test('a cancelled ring-back tone stays cancelled, its fee stops with next month', async () => {
    const { accounts } = opened;
    const action = { kind: 'cancel_service', phone: '13800000002', serviceId: 's2-crbt' } as const;
    expect(await accounts.perform(action, 'a-first-key')).toMatchObject({ ok: true, effectiveMonth: '2026-12' });
    expect(await accounts.perform(action, 'another-key')).toEqual({ ok: false, reason: 'already_done' });
    const tone = (await accounts.services('13800000002')).find(({ id }) => id === 's2-crbt');
    expect(tone).toMatchObject({ lastFeeMonth: '2026-11', cancelledAt: clock.now() });
    const again = await accounts.perform({ kind: 'order_ring_back_tone', phone: '13800000002' }, 'a-third-key');
    expect(again).toMatchObject({ ok: true });
  });

  test('refusals are values', async () => {
    const { accounts } = opened;
    const phone = '13800000004';
    const refused = async (key: string, action: Parameters<AccountGateway['perform']>[0]) =>
      expect(await accounts.perform(action, key)).toMatchObject({ ok: false });
    await refused('suspended', { kind: 'order_data_pack', phone, packId: 'pack-1g' });
    await refused('no such pack', { kind: 'order_data_pack', phone: '13800000001', packId: '__proto__' });
    await refused('no such service', { kind: 'cancel_service', phone, serviceId: 's2-crbt' });
    await refused('free already', { kind: 'order_ring_back_tone', phone: '13800000012' });
  });

  test('a credit is on the balance once for its key; two credits for one complaint are two', async () => {
    const { accounts } = opened;
    const phone = '13800000002';
    const credit = { kind: 'credit', phone, amountFen: 600, reason: 'credit', reference: 'C20261121-0042-7' } as const;
    const before = (await accounts.subscriber(phone))?.balanceFen ?? Number.NaN;
    const results = await Promise.all([1, 2, 3].map(() => accounts.perform(credit, 'conv:remedy:cmp_1:r1')));
    expect(results[0]).toMatchObject({ ok: true });
    for (const result of results) expect(result).toEqual(results[0]);
    expect((await accounts.subscriber(phone))?.balanceFen).toBe(before + 600);
    await accounts.perform({ ...credit, amountFen: 100, reason: 'fee_waiver' }, 'conv:remedy:cmp_1:r2');
    expect((await accounts.subscriber(phone))?.balanceFen).toBe(before + 700);
    expect(await accounts.perform({ ...credit, amountFen: 0 }, 'conv:remedy:cmp_1:r3')).toMatchObject({ ok: false });
  });

  test('a credit settles what is owed first, and who owes nothing more is served again', async () => {
    const { accounts } = opened;
    const phone = '13800000004';
    const owed = await accounts.subscriber(phone);
    const amountFen = (owed?.arrearsFen ?? 0) + 100;
    const credit = { kind: 'credit', phone, amountFen, reason: 'fee_waiver', reference: 'C20261121-0042-7' } as const;
    expect(owed).toMatchObject({ status: 'suspended_arrears' });
    expect(await accounts.perform(credit, 'conv:remedy:cmp_2:r1')).toMatchObject({ ok: true });
    expect(await accounts.subscriber(phone)).toMatchObject({
      status: 'active',
      arrearsFen: 0,
      balanceFen: (owed?.balanceFen ?? 0) + 100,
    });
  });

  test('a cap is set, and not twice', async () => {
    const { accounts } = opened;
    const action = { kind: 'set_data_cap', phone: '13800000005', capFen: 3000 } as const;
    expect(await accounts.perform(action, 'cap-key-1')).toMatchObject({ ok: true });
    expect((await accounts.dataUsage('13800000005'))?.capFen).toBe(3000);
    expect(await accounts.perform(action, 'cap-key-2')).toEqual({ ok: false, reason: 'already_done' });
  });
});
