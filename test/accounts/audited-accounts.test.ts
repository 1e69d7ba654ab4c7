import { withAudit } from '../../src/accounts/audited-accounts';
import { AccountUnavailable } from '../../src/ports/account-gateway';
import type { LogRecord, RecordLog } from '../../src/ports/record-log';
import { demoAccounts } from '../support/demo-accounts';

const clock = { now: () => Date.parse('2026-11-21T10:00:00+08:00') };
const action = { kind: 'cancel_service', phone: '13800000002', serviceId: 's2-crbt' } as const;

function memoryRecords(): RecordLog & { readonly all: LogRecord[] } {
  const all: LogRecord[] = [];
  return {
    all,
    async append(record) {
      if (!all.some(({ key }) => key === record.key)) all.push(record);
    },
    get: async (kind, key) => all.find((record) => record.kind === kind && record.key === key),
    list: async (kind) => all.filter((record) => record.kind === kind).reverse(),
  };
}

test('an act leaves who, what and how it ended, without the full number', async () => {
  const records = memoryRecords();
  const accounts = withAudit(demoAccounts(clock), records, { clock });
  const result = await accounts.perform(action, 'conv_1:act_2');
  await accounts.perform(action, 'conv_1:act_2');
  expect(records.all).toMatchObject([
    { kind: 'audit', conversationId: 'conv_1', data: { kind: 'cancel_service', phone: '138****0002', step: 'asked' } },
    { kind: 'audit', conversationId: 'conv_1', data: { step: 'answered', result } },
  ]);
  expect(JSON.stringify(records.all)).not.toContain('13800000002');
});

test('an act whose outcome is unknown leaves its first line, and the error goes on', async () => {
  const records = memoryRecords();
  const broken = {
    ...demoAccounts(clock),
    perform: () => Promise.reject(new AccountUnavailable('perform')),
  };
  const accounts = withAudit(broken, records, { clock, conversationOf: () => 'conv_9' });
  await expect(accounts.perform(action, 'k')).rejects.toBeInstanceOf(AccountUnavailable);
  expect(records.all.map(({ conversationId, data }) => [conversationId, data['step']])).toEqual([
    ['conv_9', 'asked'],
    ['conv_9', `unavailable:${clock.now()}`],
  ]);
});

test('nothing is done when it cannot be recorded', async () => {
  const demo = demoAccounts(clock);
  const records: RecordLog = {
    append: () => Promise.reject(new Error('disk full')),
    get: async () => undefined,
    list: async () => [],
  };
  await expect(withAudit(demo, records, { clock }).perform(action, 'k')).rejects.toThrow('disk full');
  expect((await demo.services('13800000002')).find(({ id }) => id === 's2-crbt')?.cancelledAt).toBeUndefined();
});

test('reads pass through', async () => {
  const demo = demoAccounts(clock);
  const accounts = withAudit(demo, memoryRecords(), { clock });
  expect(await accounts.subscriber('13800000002')).toEqual(await demo.subscriber('13800000002'));
  expect(await accounts.bills('13800000002', 3)).toEqual(await demo.bills('13800000002', 3));
  expect(await accounts.dataUsage('13800000002')).toEqual(await demo.dataUsage('13800000002'));
  expect(await accounts.services('13800000002')).toEqual(await demo.services('13800000002'));
});
