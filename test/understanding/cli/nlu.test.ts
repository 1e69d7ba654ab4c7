import { nlu } from '../../../src/understanding/cli/nlu';
import { progressBar } from '../../../src/understanding/cli/progress-bar';

const root = `${__dirname}/../../..`;

async function called(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  return { code: await nlu(args, root, {}, { write: say, report: say }), said: lines.join('\n') };
}

test.each([
  [[]],
  [['nonsense']],
  [['__proto__']],
  [['evaluate']],
  [['evaluate', 'a.jsonl', '--nonsense']],
  [['explain']],
  [['predict', 'too', 'many']],
])('%j: says how it is called', async (args) => {
  const { code, said } = await called(...args);
  expect(code).toBe(2);
  expect(said).toContain('npm run nlu -- predict');
});

test.each([
  [['crossvalidate', '--folds', '1'], /--folds takes a number from 2 to 20/],
  [['misses', 'export'], /misses export \[--db DIR\]/],
  [['misses', 'import'], /misses import queue\.jsonl/],
])('%j: says what is missing', async (args, wanted) => {
  const { code, said } = await called(...args);
  expect(code).toBe(2);
  expect(said).toMatch(wanted);
});

test('a file that is not there is a short message, not a stack', async () => {
  const { code, said } = await called('misses', 'import', '/nowhere/queue.jsonl');
  expect(code).toBe(1);
  expect(said).toMatch(/^nlu misses: ENOENT/);
  expect(said).not.toContain('    at ');
});

test('the bar grows on one line of a terminal, and says each tenth once elsewhere', () => {
  const [terminal, log]: [string[], string[]] = [[], []];
  const bars = [
    progressBar({ isTTY: true, write: (text: string) => terminal.push(text) }),
    progressBar({ write: (text: string) => log.push(text) }),
  ];
  for (let done = 0; done <= 1000; done++) for (const bar of bars) bar(done, 1000, 'asking');
  expect(log).toHaveLength(11);
  expect(terminal).toHaveLength(101);
  expect(terminal.every((text) => text.startsWith('\r'))).toBe(true);
  expect(terminal.at(-1)?.endsWith('\n')).toBe(true);
  expect(log[5]).toMatch(/^\[█{15}·{15}\] {2}50 % {2}asking\n$/);
});
