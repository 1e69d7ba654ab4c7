import fc from 'fast-check';
import type { AccountEvent } from '../../src/notices/notice';
import { weigh } from '../../src/notices/weigh';
import { demoAccounts } from '../support/demo-accounts';
import { ManualClock } from '../support/manual-clock';
import { rules, shanghai } from './a-job';
import { type GeneratedAccount, generatedAccounts } from './generated-account';

const clock = new ManualClock(shanghai('2026-11-21T10:00'));
const demo = demoAccounts(clock);
const phone = '13800000001';
const month = '2026-11';
const at = clock.now();
type Weighed = Exclude<AccountEvent, { kind: 'repair_appointment' }>;
const event = (of: string, what: object) => ({ id: 'e1', phone: of, at, ...what }) as Weighed;
const demoPhone = (n: number): string => `138000000${String(n).padStart(2, '0')}`;

const usage = { month, quotaMb: 1000, usedMb: 0, outOfPlanMb: 0, outOfPlanFen: 0, packs: [] };
const account = (own: Partial<GeneratedAccount>): GeneratedAccount => ({
  status: 'active',
  arrearsFen: 0,
  totals: [],
  usage: undefined,
  services: [],
  ...own,
});
const of = (own: Partial<GeneratedAccount>, what: object) =>
  weigh(event(phone, what), generatedAccounts(phone, month, account(own)), rules);

describe('demo accounts', () => {
  it('have one abnormal bill, with what made it', async () => {
    const found = await Promise.all(
      Array.from({ length: 12 }, (_, n) => weigh(event(demoPhone(n + 1), { kind: 'bill_ready', month }), demo, rules)),
    );
    expect(found.map((one) => one !== undefined)).toEqual(found.map((_, index) => index === 5));
    expect(found[5]).toMatchObject({
      rule: 'abnormal_bill',
      occasion: month,
      facts: { month, open: 1, item: '国际漫游流量费', itemEn: 'Data while roaming abroad', itemFen: 28_600 },
    });
  });

  it('have a plan that is used up; packs count with it', async () => {
    const found = await weigh(event(demoPhone(5), { kind: 'data_used' }), demo, rules);
    expect(found).toMatchObject({ rule: 'plan_used', occasion: `${month}:100`, facts: { percent: 100, leftMb: 0 } });
    expect(await weigh(event(demoPhone(8), { kind: 'data_used' }), demo, rules)).toBeUndefined();
    expect(await weigh(event(demoPhone(3), { kind: 'data_used' }), demo, rules)).toBeUndefined();
  });

  it('have an ordered service; one that was cancelled, or is not there, is no news', async () => {
    const ordered = (n: number, serviceId: string) =>
      weigh(event(demoPhone(n), { kind: 'service_ordered', serviceId }), demo, rules);
    expect(await ordered(2, 's2-crbt')).toMatchObject({
      rule: 'service_ordered',
      facts: { name: '彩铃功能', monthlyFen: 600, via: 'sms' },
    });
    expect(await ordered(7, 's7-crbt')).toBeUndefined();
    expect(await ordered(2, 's7-crbt')).toBeUndefined();
    expect(await ordered(1, 's1-cid')).toMatchObject({ facts: { monthlyFen: 0 } });
  });

  it('have suspended lines: told as they are, not as the event says', async () => {
    const line = (n: number, status: string) =>
      weigh(event(demoPhone(n), { kind: 'line_status', status }), demo, rules);
    expect(await line(4, 'suspended_arrears')).toMatchObject({
      facts: { status: 'suspended_arrears', arrearsFen: 3540 },
    });
    expect(await line(4, 'active')).toBeUndefined();
    expect(await line(1, 'suspended_arrears')).toBeUndefined();
    expect(await line(10, 'suspended_request')).toBeDefined();
  });

  it('know nothing of a stranger', async () => {
    for (const what of [
      { kind: 'bill_ready', month },
      { kind: 'data_used' },
      { kind: 'service_ordered', serviceId: 's2-crbt' },
      { kind: 'line_status', status: 'active' },
    ])
      expect(await weigh(event('13900000000', what), demo, rules)).toBeUndefined();
  });
});

describe('an abnormal bill', () => {
  const bill = { kind: 'bill_ready', month: '2026-10' };

  it('is one over three times the mean of up to five closed months before it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 200_000 }),
        fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 0, maxLength: 8 }),
        async (total, before) => {
          const five = before.slice(0, 5);
          const mean = Math.round(five.reduce((sum, fen) => sum + fen, 0) / five.length);
          const found = await of({ totals: [0, total, ...before] }, bill);
          const isAbnormal = five.length > 0 && mean > 0 && total > 3 * mean && total >= 2000;
          expect(found !== undefined).toBe(isAbnormal);
          if (found) expect(found.facts).toMatchObject({ totalFen: total, meanFen: mean, open: 0 });
        },
      ),
    );
  });

  it('exactly three times is none, and an older month than the last closed is no news', async () => {
    expect(await of({ totals: [0, 9000, 3000, 3000] }, bill)).toBeUndefined();
    expect(await of({ totals: [0, 9001, 3000, 3000] }, bill)).toBeDefined();
    expect(await of({ totals: [0, 3000, 9001, 3000] }, { ...bill, month: '2026-09' })).toBeUndefined();
    expect(await of({ totals: [0, 9001, 3000] }, { ...bill, month: '2027-01' })).toBeUndefined();
  });
});

describe('a plan that is nearly used', () => {
  const used = { kind: 'data_used' };

  it.each([
    [799, undefined],
    [800, 80],
    [999, 80],
    [1000, 100],
    [1200, 100],
  ])('at %d of 1000 MB is told at %s', async (usedMb, share) => {
    const found = await of({ usage: { ...usage, usedMb } }, used);
    expect(found?.facts['percent']).toBe(share);
  });

  it('counts packs, and what is charged beyond the plan is used up', async () => {
    const pack = { id: 'p', name: '', nameEn: '', quotaMb: 1000, usedMb: 0, priceFen: 0, expiresAt: 0 };
    expect(await of({ usage: { ...usage, usedMb: 1000, packs: [pack] } }, used)).toBeUndefined();
    const over = await of({ usage: { ...usage, usedMb: 700, outOfPlanMb: 1 } }, used);
    expect(over).toMatchObject({ occasion: `${month}:100`, facts: { leftMb: 0 } });
  });

  it('is not told below a share that was told', async () => {
    const found = await of({ usage: { ...usage, usedMb: 850 } }, used);
    expect(found?.unless).toEqual([`${month}:100`]);
  });
});
