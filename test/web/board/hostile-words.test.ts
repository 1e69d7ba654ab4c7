import { xssPayloads } from '../../security/xss-payloads';
import { withBrowser } from '../../support/browser';
import { buildPages } from '../built-pages';
import { until } from '../desk/complaints/at-desk';
import { signIn } from './at-board';
import { startFakeBoard } from './fake-board';
import { causeCodes } from './fake-words';
import { aLine } from './some-board';

beforeAll(buildPages, 90_000);

/** S10: whatever the server hands the page, the page itself makes text of it. */
test('hostile words stay words, in every view', async () => {
  const board = await startFakeBoard();
  const all = xssPayloads.join('\n');
  const every = (at: number) => xssPayloads[at % xssPayloads.length] ?? '';
  const { says } = board;
  const named = { 'zh-Hans': every(1), 'zh-Hant': every(1), en: every(1) };
  says.words = {
    ...says.words,
    names: {
      ...says.words.names,
      cause: Object.fromEntries(causeCodes.map((code) => [code, named])),
      team: { '<b>': named },
    },
  };
  says.voices = {
    voices: xssPayloads.map((words, at) => ({ at, about: 'complaint', score: 'neutral', words, number: every(at) })),
  };
  says.gaps = {
    missed: [{ id: all, text: all, count: 1, lastAt: 1, language: every(2) }],
    thumbsDown: xssPayloads.map((topic) => ({ topic, count: 1, of: 2 })),
  };
  says.drafts.splice(0, 9, { ...(says.drafts[0] ?? fail()), question: all, answer: all, alternatives: xssPayloads });
  const [problem] = says.problems;
  says.problems = [
    {
      ...(problem ?? fail()),
      status: 'open',
      known: { text: all, at: 1, by: every(3) },
      areas: [every(4)],
      subTypes: [every(5)],
      history: xssPayloads.map((note, at) => ({ at, actor: every(at + 1), event: every(at + 2), note })),
    },
  ];
  const [action] = says.learning.actions;
  says.learning = {
    actions: [
      {
        ...(action ?? fail()),
        text: all,
        owner: every(6),
        responsible: every(7),
        notes: [{ at: 1, by: every(8), text: all }],
        numbers: [every(9)],
      },
    ],
    causes: xssPayloads.map((cause) => ({ cause, owner: cause, count: 1, countBefore: 2, actions: 0 })),
  };
  says.list = () => ({
    total: 1,
    items: [
      {
        kind: 'complaint',
        complaint: { ...aLine(1), story: all, owner: every(1), handler: every(2), missed: [every(3)], channel: 'web' },
      },
    ],
  });
  const place = { id: all, at: 1, handoff: every(4) };
  says.missed = { total: 1, items: [{ kind: 'missed', ...place, language: every(3), about: all }] };
  says.rated = {
    total: 1,
    items: [{ kind: 'rated', ...place, isDown: true, topic: every(2), about: all, answer: all, comment: all }],
  };
  says.unsent = {
    total: 1,
    items: [{ kind: 'unsent', ...place, entry: 'sms', phone: all, number: all, attempts: 1, why: 'other' }],
  };
  says.today = {
    ...says.today,
    omissions: xssPayloads.map((number) => ({ number, mark: 'handled', dueAt: 1, owner: number, handler: number })),
    deadlines: [{ ...aLine(1), story: all }],
  };
  const used = withBrowser(async (context) => {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const harm: string[] = [];
    await page.exposeFunction('hit', () => harm.push('a payload ran'));
    await page.addInitScript("addEventListener('securitypolicyviolation', (event) => hit())");
    page.on('request', (request) => {
      if (!request.url().startsWith(board.base)) harm.push(request.url());
    });
    page.on('popup', () => harm.push('a window opened'));
    await signIn(page, board);
    const views: readonly (readonly [string, string, boolean])[] = [
      ['#/today', '.item', true],
      ['#/causes', '.drawing text', false],
      ['#/gaps', '.entry-card', true],
      ['#/voices', '.voices li', true],
      ['#/problems', '.entry-card', true],
      ['#/learning', '.entry-card', true],
      ['#/learning?tab=causes', 'tbody tr', true],
      ['#/week?week=2026-W46', '.sheet .drawing text', true],
      [`#/list?measure=complaints&cause=${encodeURIComponent(every(0))}`, 'tbody tr', true],
      [`#/list?missed=${encodeURIComponent(every(1))}`, 'tbody tr', true],
      [`#/list?rated=${encodeURIComponent(every(2))}`, 'tbody tr', true],
      ['#/list?unsent=all', 'tbody tr', false],
    ];
    for (const [hash, sign, wholly] of views) {
      await page.goto(`${board.base}/board${hash}`);
      await page.locator(sign).first().waitFor();
      await page.waitForTimeout(150);
      const foreign = await page.evaluate(
        `[...document.querySelectorAll('*')].filter((one) => /^(?:iframe|object|embed|script|style|base|video)$/i.test(one.tagName) && !one.src?.startsWith(location.origin) || [...one.attributes].some(({ name, value }) => name.startsWith('on') || /^\\s*javascript/i.test(value))).map((one) => one.outerHTML.slice(0, 100))`,
      );
      expect({ hash, foreign }).toEqual({ hash, foreign: [] });
      const lost = async () => {
        const shown = (await page.locator('main').textContent()) ?? '';
        return { hash, lost: xssPayloads.filter((payload) => !shown.includes(payload)) };
      };
      // A view may have asked for several things.
      if (wholly) await until(lost, 'toEqual', { hash, lost: [] });
    }
    expect(harm).toEqual([]);
  });
  await used.finally(board.stop);
}, 90_000);

function fail(): never {
  throw new Error('The fake board has nothing of this kind: see some-board.ts.');
}
