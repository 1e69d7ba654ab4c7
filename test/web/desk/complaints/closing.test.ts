import type { ClosingLacks } from '../../../../src/complaints/before-closing';
import { screenshot } from '../../../support/browser';
import { buildPages } from '../../built-pages';
import { accessFaults } from '../desk-browser';
import { acts, atDesk, press, save } from './at-desk';
import { fakeComplaints } from './fake-complaints';
import { aComplaint } from './some-complaints';

beforeAll(buildPages, 90_000);

const number = 'C20261121-0042-7';
const told = { status: 'decision_communicated', handler: 'agent1' } as const;
const one: ClosingLacks = { told: true, tries: 1, of: 2, sameTimeOfDay: false };

test.each([
  ['zh-Hans', { ...one, told: false }, ['现在还不能办结', '答复还没有告知客户']],
  ['zh-Hans', one, ['客户确认后，请记录回访结果', '目前 1 次']],
  ['zh-Hant', { ...one, tries: 2, sameTimeOfDay: true }, ['現在還不能結案', '已記錄 2 次未聯絡上，但都在同一時段']],
  ['en', one, ['It cannot be closed yet', 'log the re-check result', '1 so far']],
] as const)(
  'in %s, %j: closing says what has to come first, and has nothing to press then',
  (language, beforeClosing, texts) =>
    atDesk(
      async (page, desk) => {
        await page.locator('#chosen').waitFor();
        await press(page, 'close');
        const dialog = page.locator('dialog[open]');
        for (const text of texts) await dialog.getByText(text).waitFor();
        expect(await dialog.locator('button[type=submit]').count()).toBe(0);
        expect(await accessFaults(page)).toEqual([]);
        await screenshot(page, `complaints-${language}-light-closing-${Number(beforeClosing.told)}`);
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
        expect(await page.evaluate("document.activeElement?.getAttribute('data-act')")).toBe('close');
        expect(acts(desk)).toEqual([]);
      },
      'agent1',
      `?lang=${language}#/complaints/${number}?group=mine`,
      fakeComplaints([aComplaint({ ...told, beforeClosing })]),
    ),
  60_000,
);

test('a refusal says the same: it became so while the dialog was open', () => {
  const complaints = fakeComplaints([aComplaint(told)]);
  return atDesk(
    async (page) => {
      await page.locator('#chosen').waitFor();
      await press(page, 'close');
      complaints.refuseNext('needs_recheck', 409, { lacks: { ...one, tries: 3, sameTimeOfDay: true } });
      await save(page);
      await page.locator('dialog .fault').getByText('已记录 3 次未联系上，但都在同一时段').waitFor();
    },
    'agent1',
    `#/complaints/${number}?group=mine`,
    complaints,
  );
}, 60_000);
