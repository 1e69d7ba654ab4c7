import type { Complaint } from '../../src/complaints/complaint';
import { AccountUnavailable } from '../../src/ports/account-gateway';
import type { Customer } from '../support/customer';
import { scriptUnderstander } from '../support/describe-scripts';
import { startDesk, type TestDesk } from '../support/desk';
import { tempDirs } from '../support/temp-dir';
import { webCustomer } from '../support/web-customer';

// What is in question on a bill is kept with the complaint (L3), of nobody who did not prove the number (S13).
const tempDir = tempDirs();
const understander = scriptUnderstander();
const at = '2026-11-23T10:00:00+08:00';
const phone = '13800000002';

let desk: TestDesk;
let isAway = false;
beforeEach(() => {
  isAway = false;
  desk = startDesk({
    dir: tempDir(),
    understander: understander.at({ at }),
    at,
    accounts: (gateway) => ({
      ...gateway,
      bills: (...asked) => (isAway ? Promise.reject(new AccountUnavailable('bills')) : gateway.bills(...asked)),
    }),
  });
});
afterEach(() => desk.close());

const story = '这个月彩铃扣了我6块钱，我没开过';

async function prove(): Promise<Customer> {
  const customer = await webCustomer(desk, { locale: 'zh-CN' });
  await customer.say(`帮我查一下${phone}的话费余额`);
  await customer.say(desk.lastCode());
  return customer;
}

async function complain(customer: Customer, words: string): Promise<Complaint | undefined> {
  for (const text of ['你好', words, '退钱', '跳过', '可以']) await customer.say(text);
  return (await desk.store.complaints.ofPhone(phone, 0))[0];
}

it('is taken from the business system when the number was proved', async () => {
  const complaint = await complain(await prove(), story);
  expect(complaint).toMatchObject({ identity: 'verified', type: 'pricing_billing' });
  expect(complaint?.bill).toEqual({
    at: expect.any(Number),
    month: '2026-11',
    totalFen: expect.any(Number),
    lines: [{ name: expect.stringContaining('彩铃'), nameEn: expect.stringMatching(/ring-back/i), amountFen: 600 }],
  });
});

it('is not taken of a number that was only said', async () => {
  const complaint = await complain(await webCustomer(desk, { locale: 'zh-CN' }), `${story}，号码${phone}`);
  expect(complaint).toMatchObject({ identity: 'stated', type: 'pricing_billing' });
  expect(complaint).not.toHaveProperty('bill');
});

it('a business system that is away keeps nobody from complaining', async () => {
  const customer = await prove();
  isAway = true;
  const complaint = await complain(customer, story);
  expect(complaint).toMatchObject({ identity: 'verified', status: 'acknowledged' });
  expect(complaint).not.toHaveProperty('bill');
});
