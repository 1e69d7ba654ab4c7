import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadDemoData } from '../../src/accounts/demo/demo-data';
import { shanghaiMonth } from '../../src/ports/calendar';
import { demoAccounts, demoPhones } from '../support/demo-accounts';
import { tempDirs } from '../support/temp-dir';

const dataDir = join(__dirname, '../../nlp-models');
const now = Date.parse('2026-11-21T10:00:00+08:00');
const at = (time: number) => demoAccounts({ now: () => time });

test('twelve subscribers, the first three as promised', async () => {
  const accounts = at(now);
  expect(demoPhones).toEqual(Array.from({ length: 12 }, (_, index) => String(13_800_000_001 + index)));
  const [first, second, third] = await Promise.all(demoPhones.slice(0, 3).map((phone) => accounts.subscriber(phone)));
  expect(first?.brand).toBe('easy_own');
  expect(second?.brand).toBe('m_zone');
  expect(third).toMatchObject({ brand: 'global_tone', age: 68 });
  const bills = await accounts.bills('13800000001', 6);
  const closed = bills.slice(1).map(({ totalFen }) => totalFen);
  expect(closed.every((fen) => fen > 1700 && fen < 2400)).toBe(true);
  const [running, last] = await accounts.bills('13800000002', 2);
  expect((running?.totalFen ?? 0) - (last?.totalFen ?? 0)).toBe(600);
  expect(running?.items.map(({ code }) => code)).toContain('ring_back_tone_fee');
});

test('at any moment: six sound bills, nothing ordered in the future or after its first charge', async () => {
  const moments = fc.date({ min: new Date('2024-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
  await fc.assert(
    fc.asyncProperty(moments, fc.constantFrom(...demoPhones), async (date, phone) => {
      const accounts = at(date.getTime());
      const [bills, services, usage] = await Promise.all([
        accounts.bills(phone, 6),
        accounts.services(phone),
        accounts.dataUsage(phone),
      ]);
      expect(bills.map(({ month }) => month)).toEqual([...bills.map(({ month }) => month)].sort().reverse());
      expect(bills).toHaveLength(6);
      expect(bills.map(({ open }) => open)).toEqual([true, false, false, false, false, false]);
      expect(bills[0]?.month).toBe(shanghaiMonth(date.getTime()));
      expect(usage?.month).toBe(bills[0]?.month);
      for (const bill of bills) {
        expect(bill.totalFen).toBe(bill.items.reduce((sum, { amountFen }) => sum + amountFen, 0));
        for (const { serviceId } of bill.items) {
          if (!serviceId) continue;
          const service = services.find(({ id }) => id === serviceId);
          expect(service && shanghaiMonth(service.orderedAt) <= bill.month).toBe(true);
        }
      }
      for (const { orderedAt } of services) expect(orderedAt).toBeLessThanOrEqual(date.getTime());
    }),
    { numRuns: 200 },
  );
});

test('the same on every start', async () => {
  for (const phone of demoPhones) expect(await at(now).bills(phone, 6)).toEqual(await at(now).bills(phone, 6));
});

describe('data that lead nowhere are refused at the start', () => {
  const temp = tempDirs();
  const loadWith = (from: string, to: string) => {
    const dir = temp();
    for (const folder of ['demo', 'knowledge']) mkdirSync(join(dir, folder));
    copyFileSync(join(dataDir, 'knowledge/catalogue.yaml'), join(dir, 'knowledge/catalogue.yaml'));
    const told = readFileSync(join(dataDir, 'demo/accounts.yaml'), 'utf8');
    expect(told).toContain(from);
    writeFileSync(join(dir, 'demo/accounts.yaml'), told.replace(from, to));
    return () => loadDemoData(dir);
  };

  test.each([
    ['a plan', 'plan: zonePlay', 'plan: zoneNight', /13800000007: zoneNight is told nowhere/],
    ['a pack', '{ pack: pack-10g,', '{ pack: pack-9g,', /13800000012: pack-9g is no pack of knowledge\/catalogue.yaml/],
    ['a way of ordering', 'order: tone_page', 'order: constructor', /13800000007: constructor is told nowhere/],
    ['a charge', 'code: roaming_data', 'code: roaming', /13800000006: roaming is told nowhere/],
    ['a service', '{ service: s7-crbt,', '{ service: s8-crbt,', /13800000007: s8-crbt is not among the services/],
    ['how we order', '  in_chat:', '  in_talk:', /13800000001: in_chat is told nowhere/],
    ['a field', 'age: 47', 'aged: 47', /subscribers\.0\.is/],
  ])('%s', (_, from, to, fault) => expect(loadWith(from, to)).toThrow(fault));
});
