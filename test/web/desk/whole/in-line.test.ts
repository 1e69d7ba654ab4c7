import { screenshot } from '../../../support/browser';
import { eventually } from '../../../support/eventually';
import { type Floor, openFloor } from './the-floor';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
}, 180_000);
afterAll(() => floor?.close());

test('whoever waits may ask on, leave the line, or book a call back; the desk sees it at once', async () => {
  const [first, second, agent] = await Promise.all([
    floor.customer(),
    floor.customer({ language: 'zh-Hant' }),
    floor.staff('agent1', { away: true }),
  ]);
  await agent.presence(1);
  await first.say('转人工');
  await agent.waiting.first().waitFor();
  await first.standing.filter({ hasText: '下一位' }).waitFor();
  expect(await second.say('轉真人客服')).toContain('前面還有1位');
  await second.standing.filter({ hasText: '第 2 位' }).waitFor();
  await eventually(async () => (await agent.waiting.count()) === 2);

  // The bot goes on answering, and the place is kept.
  expect(await first.say('什么是彩铃')).toContain('彩铃');
  expect(await first.standing.isVisible()).toBe(true);
  expect(await first.say('不等了')).toContain('不排队了');
  await first.standing.waitFor({ state: 'hidden' });
  await eventually(async () => (await agent.waiting.count()) === 1);

  expect(await second.say('約個時間回電')).toContain('什麼時候');
  const times = await second.suggestions();
  expect(times.length).toBeGreaterThan(1);
  expect(await second.press(times[0] ?? '')).toContain('手機號');
  const booked = await second.say('13800000005');
  expect(booked).toContain('138****0005');
  expect(booked).toMatch(/約好了|已經約好/);
  await second.standing.waitFor({ state: 'hidden' });
  const entry = agent.waiting.first();
  await eventually(async () => /回电 \d\d:\d\d/.test((await entry.textContent()) ?? ''));
  await screenshot(second.page, 'whole/in-line-call-back');
  await entry.click();
  await agent.brief.waitFor();
  await agent.reads('約個時間回電');
  await screenshot(agent.page, 'whole/in-line-agent');
  expect(floor.complaints()).toEqual([]);
}, 120_000);
