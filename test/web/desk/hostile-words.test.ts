import { xssPayloads } from '../../security/xss-payloads';
import { withBrowser } from '../../support/browser';
import { buildPages } from '../built-pages';
import { until } from './complaints/at-desk';
import { signIn } from './desk-browser';
import { aCase, someStaff } from './fake-cases';
import { startFakeDesk } from './fake-desk';

beforeAll(buildPages, 90_000);

const conversation = 'a<b>c';

/** S10: whatever the server hands the page, the page itself makes text of it. */
test('hostile words, names and file names stay words, everywhere on the page', async () => {
  const every = (at: number) => xssPayloads[at % xssPayloads.length] ?? '';
  const told = aCase({ conversationId: conversation });
  const { brief, complaints } = told.detail;
  told.detail = {
    ...told.detail,
    phone: every(0),
    summary: xssPayloads.join('\n'),
    topic: { intent: every(1), names: { 'zh-Hans': every(2), 'zh-Hant': every(3), en: every(4) }, complaintTypes: [] },
    brief: {
      ...brief,
      customer: { identity: 'verified', name: every(5), phone: every(6) },
      slots: Object.fromEntries(xssPayloads.map((payload) => [payload, payload])),
      answered: xssPayloads,
      wantedOutcome: every(7),
      promises: xssPayloads,
      attachments: xssPayloads.map((name, index) => ({ id: `a${index}`, name, contentType: name })),
      suggestedOpening: xssPayloads.join('\n'),
    },
    complaints: complaints.map((card) => ({
      ...card,
      number: every(8),
      subType: every(9),
      owner: every(10),
      evidenceSpans: xssPayloads,
    })),
    notUnderstood: xssPayloads,
    notes: xssPayloads.map((text, index) => ({ id: `n${index}`, at: 0, author: text, kind: 'note', text })),
    history: [{ at: 0, actor: every(11), event: every(12), from: 'waiting', to: 'waiting', note: every(13) }],
  };
  told.entries.length = 0;
  const desk = await startFakeDesk({ cases: [told], staff: someStaff() });
  for (const [index, text] of xssPayloads.entries()) {
    desk.say('handoff_1', text, {
      name: text,
      attachments: [{ id: `f${index}`, name: text, contentType: text }],
      choices: [text],
      ...(index % 3 === 1 ? { from: 'agent' } : {}),
      ...(index % 3 === 2 ? { from: 'desk', event: { name: text, value: { state: text } } } : {}),
    });
  }
  desk.assign('handoff_1', 'agent1');
  await withBrowser(
    async (context) => {
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const harm: string[] = [];
      await page.exposeFunction('hit', () => harm.push('a payload ran'));
      await page.addInitScript("addEventListener('securitypolicyviolation', (event) => hit())");
      page.on('request', (request) => {
        if (!request.url().startsWith(desk.base)) harm.push(request.url());
      });
      page.on('popup', () => harm.push('a window opened'));
      await signIn(page, desk, 'agent1', `?lang=${encodeURIComponent(every(14))}#/c/handoff_1`);
      await page.locator('.message').nth(40).waitFor();
      await page.locator('.brief .notes li').nth(40).waitFor();
      await page.getByRole('button', { name: '使用', exact: true }).click();
      const foreign = await page.evaluate(
        `[...document.querySelectorAll('*')].filter((one) => /^(?:iframe|object|embed|script|style|base|video)$/i.test(one.tagName) && !one.src?.startsWith(location.origin) || [...one.attributes].some(({ name, value }) => name.startsWith('on') || /^\\s*javascript/i.test(value))).map((one) => one.outerHTML.slice(0, 100))`,
      );
      expect(foreign).toEqual([]);
      const lost = async () => {
        const shown = (await page.locator('.desk').textContent()) ?? '';
        return xssPayloads.filter((payload) => !shown.includes(payload));
      };
      await until(lost, 'toEqual', []);
      await page.waitForTimeout(300);
      expect(harm).toEqual([]);
    },
    { viewport: { width: 1366, height: 820 } },
  );
  await desk.stop();
}, 60_000);
