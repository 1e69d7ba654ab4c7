import { type ServerProcess, startServer } from '../support/server-process';
import { startTalk } from './talk';

/** S13 on the real process: whether a number is a customer's shows neither in words nor in time. */

jest.setTimeout(120_000);

const secret = 'number-tests-server-to-server-secret';
let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({ DIRECT_LINE_SECRET: secret, LISTEN_WINDOW_MS: '0' });
}, 180_000);
afterAll(() => server?.stop());

const masked = (text: string): string => text.replaceAll(/1\d{2}\*{4}\d{4}/g, 'NUMBER');

/** What is said to a customer who asks for the bill of a number and then guesses codes; how long each answer took. */
async function guess(phone: string): Promise<{ said: string[]; took: number[] }> {
  const talk = await startTalk(server.base, secret);
  const said: string[] = [];
  const took: number[] = [];
  for (const text of ['我的话费余额还有多少', phone, '000000', '111111']) {
    const startedAt = performance.now();
    said.push(masked(await talk.say(text)));
    took.push(performance.now() - startedAt);
  }
  return { said, took };
}

test('known and unknown numbers are answered alike, in words and time', async () => {
  await guess('13800000004');
  const known = await guess('13800000005');
  const unknown = await guess('13977770001');
  expect(unknown.said).toEqual(known.said);
  for (const text of known.said) expect(text).not.toMatch(/\d+(?:\.\d+)?元/);
  for (const [index, took] of known.took.entries()) {
    expect(Math.abs(took - (unknown.took[index] ?? 0))).toBeLessThan(1_000);
  }
});

test('an unknown number meets the same limit of messages', async () => {
  const asked = async (phone: string): Promise<string[]> => {
    const said: string[] = [];
    for (let times = 0; times < 4; times += 1) {
      const talk = await startTalk(server.base, secret);
      await talk.say('我的话费余额还有多少');
      said.push(masked(await talk.say(phone)));
    }
    return said;
  };
  const known = await asked('13800000008');
  expect(await asked('13977770002')).toEqual(known);
  expect(known[3]).not.toBe(known[0]);
  // No stranger is written to.
  expect(await (await fetch(`${server.base}/demo/api/inbox`)).text()).not.toContain('1397777');
});
