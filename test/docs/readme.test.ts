import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoggedActivity } from '../../src/ports/conversation-store';
import { loadUnderstander } from '../../src/understanding/load';
import { dataDir, startDesk } from '../support/desk';
import { ManualClock } from '../support/manual-clock';
import { tempDirs } from '../support/temp-dir';

// The conversations shown to newcomers are what the desk really says: the customer's lines are said again, and the
// page must show exactly this. After a change of wording: UPDATE_DOCS=1 npx jest test/docs/readme.test.ts, then read it.
const tempDir = tempDirs();
const at = '2026-11-21T10:00:00+08:00';
let understander: Awaited<ReturnType<typeof loadUnderstander>>;

beforeAll(async () => {
  const clock = new ManualClock(Date.parse(at));
  understander = await loadUnderstander({
    dataDir,
    cacheDir: join(dataDir, '../dist/models'),
    clock,
    recognizers: 'off',
  });
}, 60_000);
afterAll(() => understander.close());

test.each([
  ['README.md', 'en', 'Customer', 'Desk'],
  ['README.zh-CN.md', 'zh-Hans', '客户', '客服'],
])('%s shows a real conversation', async (page, locale, customer, deskName) => {
  const path = join(__dirname, '../..', page);
  const text = readFileSync(path, 'utf8');
  const shown = text.match(/^> .+(?:\n> .+)*/m)?.[0] ?? '';
  const said = [...shown.matchAll(new RegExp(`^> \\*\\*${customer}\\*\\* (.+?)\\\\?$`, 'gm'))];
  expect(said.length).toBeGreaterThan(4);

  const desk = startDesk({ dir: tempDir(), understander, at });
  try {
    const conversation = await desk.open(locale);
    await desk.wait(conversation, 0);
    const lines: string[] = [];
    for (const [, line = ''] of said) {
      lines.push(`**${customer}** ${line}`);
      const replies = await desk.say(conversation, line);
      lines.push(...replies.flatMap((reply) => linesOf(reply, deskName)));
    }
    const real = lines.map((line) => `> ${line}`).join('\\\n');
    if (process.env['UPDATE_DOCS'] === '1')
      writeFileSync(
        path,
        text.replace(shown, () => real),
      );
    else expect(shown).toBe(real);
  } finally {
    await desk.close();
  }
});

function linesOf({ activity }: LoggedActivity, name: string): string[] {
  const text = (activity.text ?? '').replaceAll('*', '\\*').split('\n').filter(Boolean);
  const buttons = (activity.suggestedActions?.actions ?? []).map(({ title }) => `[${title}]`).join(' ');
  return [`**${name}** ${text[0] ?? ''}`, ...text.slice(1), ...(buttons === '' ? [] : [buttons])];
}
