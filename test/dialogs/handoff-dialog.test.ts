import { AccountUnavailable } from '../../src/ports/account-gateway';
import type { Understander } from '../../src/understanding/understanding';
import { startDesk, type TestDesk } from '../support/desk';
import { tempDirs } from '../support/temp-dir';
import { heardOf } from './heard';

const tempDir = tempDirs();
const understander: Understander = {
  understand: async (text) =>
    heardOf(text, {
      intent: /人工/.test(text) ? 'agent.request' : /余额/.test(text) ? 'billing.balance' : 'None',
      score: 0.95,
      slots: { ...heardOf(text).slots, phones: /1\d{10}/.exec(text) ?? [] },
    }),
};
let desk: TestDesk;
beforeEach(() => {
  desk = startDesk({ dir: tempDir(), understander });
});
afterEach(() => desk.close());

/** @returns how many minutes ahead of their time they stand in line */
async function headStart(phone: string, isProved: boolean): Promise<number> {
  const id = await desk.open('zh-Hans');
  await desk.wait(id, 0);
  await desk.say(id, `${phone}的余额`);
  if (isProved) await desk.say(id, desk.lastCode());
  await desk.say(id, '人工');
  const [handoff] = await desk.store.handoffs.ofConversation(id, 1);
  if (!handoff) throw new Error('Nobody waits.');
  return ((handoff.callBack?.from ?? handoff.createdAt) - (handoff.rank ?? 0)) / 60_000;
}

async function numberOf(isBrand: (brand: string | undefined) => boolean): Promise<string> {
  for (let index = 1; index < 20; index += 1) {
    const phone = `138000000${String(index).padStart(2, '0')}`;
    const found = await desk.services.accounts.subscriber(phone);
    if (found && isBrand(found.brand) && found.age < 65) return phone;
  }
  throw new Error('There is no such subscriber.');
}

it('gives the head start of the brand to whoever proved the number', async () => {
  expect(await headStart(await numberOf((brand) => brand === 'global_tone'), true)).toBe(3);
  expect(await headStart(await numberOf((brand) => brand === 'm_zone'), true)).toBe(0);
});

it('asks for no brand of a number that was only named', async () => {
  expect(await headStart(await numberOf((brand) => brand === 'global_tone'), false)).toBe(0);
});

it('puts them in line all the same while the business system does not answer', async () => {
  await desk.close();
  let isAway = false;
  desk = startDesk({
    ...{ dir: tempDir(), understander },
    accounts: (gateway) => ({
      ...gateway,
      subscriber: async (phone) => {
        if (isAway) throw new AccountUnavailable('away');
        return gateway.subscriber(phone);
      },
    }),
  });
  const phone = await numberOf((brand) => brand === 'global_tone');
  isAway = true;
  expect(await headStart(phone, true)).toBe(0);
});
