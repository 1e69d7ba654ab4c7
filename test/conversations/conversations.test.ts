import { join } from 'node:path';
import { type AccountGateway, AccountUnavailable } from '../../src/ports/account-gateway';
import type { LoggedActivity } from '../../src/ports/conversation-store';
import { loadUnderstander } from '../../src/understanding/load';
import { dataDir, startDesk, type TestDesk } from '../support/desk';
import { ManualClock } from '../support/manual-clock';
import { readScripts, type Script } from '../support/script';
import { tempDirs } from '../support/temp-dir';

// Conversations as data: test/conversations/*.yaml, run through the real turn runner, store, dialogs and data files.
const tempDir = tempDirs();
const clock = new ManualClock();
let understander: Awaited<ReturnType<typeof loadUnderstander>>;

beforeAll(async () => {
  understander = await loadUnderstander({
    dataDir,
    cacheDir: join(dataDir, '../dist/models'),
    clock,
    recognizers: 'off',
  });
}, 60_000);
afterAll(() => understander.close());

describe.each(readScripts(__dirname))('$file: $script.name', ({ script }) => {
  it('goes as written', async () => {
    clock.set(Date.parse(script.at));
    await run(script);
  });
});

async function run(script: Script): Promise<void> {
  const away = { down: false };
  const desk = startDesk({
    dir: tempDir(),
    understander,
    at: script.at,
    accounts: (gateway) => switched(gateway, away),
  });
  try {
    let conversation = await desk.open(script.locale);
    await desk.wait(conversation, 0);
    const numbers = new Set<string>();
    let number = '';
    for (const [index, step] of script.steps.entries()) {
      if (step.fresh) {
        conversation = await desk.open(step.locale ?? script.locale);
        await desk.wait(conversation, 0);
      }
      if (step.accounts) away.down = step.accounts === 'down';
      const said =
        step.user === undefined && step.files.length === 0
          ? await desk.wait(conversation, (step.wait ?? 0) * 1000)
          : await desk.say(conversation, fill(step.user ?? '', number, desk), {
              burst: step.burst,
              files: step.files.map((name, at) => ({ id: `att_test_${index}_${at}`, name, contentType: 'image/png' })),
              ...(step.locale && { locale: step.locale }),
            });
      const text = said.map(({ activity }) => activity.text ?? '').join('\n');
      for (const [found] of text.matchAll(/C\d{8}-\d{4,}-\d/g)) {
        // Questions show an example of a number; only what is on record counts.
        if (!(await desk.store.complaints.byNumber(found))) continue;
        numbers.add(found);
        number = found;
      }
      check(step, index, text, said);
    }
    await checkRecords(script, desk, conversation, [...numbers]);
  } finally {
    await desk.close();
  }
}

const fill = (text: string, number: string, desk: TestDesk): string =>
  text
    .replace('{number}', number)
    .replace('{digits}', number.replace(/\D/g, ''))
    .replace('{code}', () => desk.lastCode())
    .replace('{wrongCode}', () => (desk.lastCode() === '000000' ? '000001' : '000000'));

function check(step: Script['steps'][number], index: number, text: string, said: readonly LoggedActivity[]): void {
  const where = `step ${index + 1} (${step.user ?? 'waiting'})`;
  const choices = said.flatMap(({ activity }) => activity.suggestedActions?.actions ?? []).map(({ title }) => title);
  const shown = `${where}\n${text}\n[${choices.join('] [')}]`;
  for (const expected of step.bot) if (!text.includes(expected)) throw new Error(`Missing “${expected}” in ${shown}`);
  for (const unwanted of step.not) if (text.includes(unwanted)) throw new Error(`Unwanted “${unwanted}” in ${shown}`);
  for (const choice of step.choices)
    if (!choices.includes(choice)) throw new Error(`No choice “${choice}” in ${shown}`);
  if (step.silent && text !== '') throw new Error(`Not silent: ${shown}`);
  if (!step.silent && !step.burst && text === '') throw new Error(`No reply: ${shown}`);
}

async function checkRecords(
  script: Script,
  desk: TestDesk,
  conversation: string,
  numbers: readonly string[],
): Promise<void> {
  const found = await Promise.all(numbers.map((number) => desk.store.complaints.byNumber(number)));
  const stored = found.filter((complaint) => complaint !== undefined);
  if (script.complaints) {
    expect(stored.map(({ type }) => type)).toEqual(script.complaints.map(({ type }) => type));
    for (const [index, expected] of script.complaints.entries()) {
      const found = stored[index];
      expect(found).toMatchObject({
        type: expected.type,
        slots: expected.slots,
        ...(expected.subType && { subType: expected.subType }),
        ...(expected.status && { status: expected.status }),
        ...(expected.repeatCount !== undefined && { repeatCount: expected.repeatCount }),
        ...(expected.anger !== undefined && { anger: expected.anger }),
        ...(expected.priority !== undefined && { priority: expected.priority }),
        ...(typeof expected.phone === 'string' && { phone: expected.phone }),
      });
      if (expected.phone === null) expect(found?.phone).toBeUndefined();
      if (expected.evidence !== undefined) expect(found?.evidence).toHaveLength(expected.evidence);
      if (expected.outcome) expect(found?.wantedOutcome?.kind).toBe(expected.outcome);
      for (const part of expected.story) expect(found?.story).toContain(part);
      if (expected.additions) expect(found?.additions.map(({ text }) => text)).toEqual(expected.additions);
      if (expected.contact) expect(found?.contact?.time).toContain(expected.contact);
      if (expected.linked !== undefined) expect(found?.linked).toHaveLength(expected.linked);
    }
  }
  const sent = desk.inbox().map(({ text }) => text);
  for (const part of script.sms) expect(sent).toContainEqual(expect.stringContaining(part));
  if (script.handoff === undefined) return;
  const [waiting, ...more] = (await desk.store.handoffs.list(['waiting', 'call_back_booked'], 10)).filter(
    ({ conversationId }) => conversationId === conversation,
  );
  expect(more).toHaveLength(0);
  if (script.handoff === null) return expect(waiting).toBeUndefined();
  expect(waiting).toMatchObject({ reason: script.handoff.reason, status: script.handoff.status });
  for (const part of script.handoff.brief) expect(JSON.stringify(waiting?.brief)).toContain(part);
}

/** The same gateway, or an outage. */
function switched(gateway: AccountGateway, away: { down: boolean }): AccountGateway {
  const guard =
    <Arguments extends unknown[], Result>(name: string, call: (...args: Arguments) => Promise<Result>) =>
    (...args: Arguments): Promise<Result> =>
      away.down ? Promise.reject(new AccountUnavailable(name)) : call(...args);
  return {
    subscriber: guard('subscriber', gateway.subscriber),
    bills: guard('bills', gateway.bills),
    dataUsage: guard('dataUsage', gateway.dataUsage),
    services: guard('services', gateway.services),
    perform: guard('perform', gateway.perform),
  };
}
