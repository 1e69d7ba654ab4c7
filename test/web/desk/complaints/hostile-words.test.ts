import { xssPayloads } from '../../../security/xss-payloads';
import { withBrowser } from '../../../support/browser';
import { buildPages } from '../../built-pages';
import { signIn } from '../desk-browser';
import { aCase, someStaff } from '../fake-cases';
import { startFakeDesk } from '../fake-desk';
import { fakeComplaints } from './fake-complaints';
import { aComplaint } from './some-complaints';

beforeAll(buildPages, 90_000);

/** S10: whatever the server hands the page, the page itself makes text of it. */
test('hostile words stay words, everywhere on a complaint', async () => {
  const every = (at: number) => xssPayloads[at % xssPayloads.length] ?? '';
  const all = xssPayloads.join('\n');
  const told = aComplaint(
    { story: all, subType: every(1), owner: every(2), handler: every(3), phone: every(4), missed: [every(5)] },
    {
      slots: { item: every(6), place: every(7), staff: every(8) },
      additions: xssPayloads.map((text, at) => ({ at, text })),
      evidence: xssPayloads,
      history: xssPayloads.map((note, at) => ({ at, actor: every(at + 1), event: every(at + 2), note })),
      answers: [
        {
          at: 1,
          by: every(1),
          text: all,
          cause: every(2),
          owner: every(3),
          told: { at: 1, way: 'chat', reference: every(4) },
        },
      ],
      rechecks: [{ askedAt: 2, answeredAt: 3, solved: false, words: every(5) }],
      surveys: [{ at: 2, score: 'neutral', words: every(6) }],
      remedies: [{ id: 'r', code: every(7), by: every(8), at: 1, status: 'given' }],
      linked: [{ id: 'x', number: every(9), relation: 'repeat' }],
      wantedOutcome: { kind: 'other', words: every(10) },
    },
  );
  const desk = await startFakeDesk({ cases: [aCase()], staff: someStaff(), complaints: fakeComplaints([told]) });
  const used = withBrowser(async (context) => {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const harm: string[] = [];
    await page.exposeFunction('hit', () => harm.push('a payload ran'));
    await page.addInitScript("addEventListener('securitypolicyviolation', (event) => hit())");
    page.on('request', (request) => {
      if (!request.url().startsWith(desk.base)) harm.push(request.url());
    });
    page.on('popup', () => harm.push('a window opened'));
    await signIn(page, desk, 'supervisor', `#/complaints/${told.number}?group=open`);
    await page.locator('.timeline li').nth(5).waitFor();
    const foreign = await page.evaluate(
      `[...document.querySelectorAll('*')].filter((one) => /^(?:iframe|object|embed|script|style|base|video)$/i.test(one.tagName) && !one.src?.startsWith(location.origin) || [...one.attributes].some(({ name, value }) => name.startsWith('on') || /^\\s*javascript/i.test(value))).map((one) => one.outerHTML.slice(0, 100))`,
    );
    expect(foreign).toEqual([]);
    const shown = (await page.locator('.case').textContent()) ?? '';
    expect(xssPayloads.filter((payload) => !shown.includes(payload))).toEqual([]);
    await page.waitForTimeout(300);
    expect(harm).toEqual([]);
  });
  await used.finally(desk.stop);
}, 60_000);
