import { explain } from '../../../src/understanding/cli/explain';
import { explanationOf } from '../../../src/understanding/cli/explanation';
import type { LoadedUnderstander } from '../../../src/understanding/load';
import { realUnderstander } from '../understander';

let understander: LoadedUnderstander;
beforeAll(async () => {
  understander = await realUnderstander();
}, 60_000);
afterAll(() => understander.close());

const printed = async (text: string, json = false): Promise<string> => {
  const lines: string[] = [];
  await explain(understander, text, (line) => void lines.push(line), { json, acceptIntent: 0.25 });
  return lines.join('\n');
};

test('what spoke for the intent adds up to its lead over the runner-up', async () => {
  const { compared, families, intents } = await explanationOf(understander, '彩铃怎么取消');
  expect(compared.intent).toBe('ring_back_tone.cancel');
  expect(compared.rival).toBe(intents.find(({ intent }) => intent !== compared.intent)?.intent);
  expect(families[0]?.family).toBe('ring_back_tone');
  const text = await printed('彩铃怎么取消');
  expect(text).toMatch(/^ring_back_tone\.cancel {2}[01]\.\d{3} {2}\(zh-Hans\)$/m);
  expect(text).toContain('for ring_back_tone.cancel:');
});

test.each([
  ['嗯嗯', /lexicon\/control\.yaml/],
  ['不要给我开通彩铃', /negated-order\.ts/],
  ['彩铃怎么取消', /^ {2}the classifier$/m],
  ['报修三天没人来，你们客服还骂我', /whole message and 2 clauses together/],
])('%s: names the part that decided', async (text, wanted) => expect(await printed(text)).toMatch(wanted));

test('a complaint is shown clause by clause, each grievance with its words', async () => {
  const text = await printed('报修三天没人来，你们客服还骂我');
  expect(text).toMatch(/报修三天没人来，\n +complaint\.after_sales .*grievance: after_sales; \w+:/);
  expect(text).toMatch(/grievance: staff_attitude/);
});

test('--json is the whole explanation', async () => {
  const explanation = JSON.parse(await printed('流量还剩多少', true));
  expect(explanation).toMatchObject({ intent: 'data_usage.remaining', mood: { anger: 0 } });
  expect(explanation.for.length).toBeGreaterThan(3);
});

test.each(['', '，，，', '\u001b[2J', '__proto__ constructor', '😀'.repeat(300)])(
  '%j is explained without a fault',
  async (text) => {
    expect(await printed(text)).not.toMatch(/\p{Cc}(?<!\n)/u);
  },
);
