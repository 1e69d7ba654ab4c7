import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { signInForm } from '../sign-in-form';
import { aCase, someStaff } from './fake-cases';
import { type FakeDesk, fakePassword, startFakeDesk } from './fake-desk';

/** Signs in through the form. */
export async function signIn(page: Page, desk: { readonly base: string }, name = 'agent1', more = ''): Promise<void> {
  await signInForm(page, `${desk.base}/desk${more}`, name, fakePassword);
  await page.locator('.workplace').waitFor();
}

/** A shift in full swing: one offered, one mine with something unread, one on the telephone, three waiting. */
export async function busyDesk(): Promise<FakeDesk> {
  const now = Date.now();
  const plain = { complaints: [], missing: [], notUnderstood: [] };
  const cases = [
    aCase(),
    aCase({
      id: 'handoff_2',
      conversationId: 'conv_2',
      phone: '139****7788',
      priority: 0,
      reason: 'not_understood_twice',
      skill: 'service',
      summary: '想把宽带移到新房子，问要不要重新签合同',
      topic: {
        intent: 'service.broadband_move',
        names: { 'zh-Hans': '宽带移机', 'zh-Hant': '寬頻移機', en: 'moving broadband' },
        complaintTypes: [],
      },
      createdAt: now - 610_000,
      ...plain,
    }),
    aCase({
      id: 'handoff_3',
      conversationId: 'conv_3',
      phone: '136****4521',
      priority: 2,
      reason: 'regulator_or_press',
      skill: 'technical',
      channel: 'sms',
      summary: '家里没信号半个月，说再不修就去工信部投诉',
      topic: { intent: 'complaint.product_quality', complaintTypes: [{ type: 'product_quality', score: 0.88 }] },
      createdAt: now - 42_000,
    }),
    aCase({
      id: 'handoff_4',
      conversationId: 'conv_4',
      channel: 'voice',
      language: 'en',
      phone: '137****0009',
      priority: 0,
      reason: 'customer_asked',
      skill: 'general',
      summary: 'Wants to know why the hotline could not change her plan',
      topic: {
        intent: 'service.change_plan',
        names: { 'zh-Hans': '换套餐', 'zh-Hant': '換方案', en: 'changing plans' },
        complaintTypes: [],
      },
      createdAt: now - 180_000,
      ...plain,
    }),
  ];
  const desk = await startFakeDesk({ cases, staff: someStaff() });
  desk.case('handoff_2').entries.splice(2);
  return desk;
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with the page as it is now, by rule and place. */
export async function accessFaults(page: Page): Promise<string[]> {
  // Through the debugger, not as a script element: the page's policy forbids those, as it should.
  await page.evaluate(axe);
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ' ' + failureSummary)))`,
  );
}
