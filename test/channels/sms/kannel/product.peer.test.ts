import { eventually } from '../../../support/eventually';
import { type ServerProcess, startServer } from '../../../support/server-process';
import { tempDirs } from '../../../support/temp-dir';
import { handset, printedMessage } from './handset';
import { freePort, type RunningKannel, startKannel } from './running-kannel';

/** The built product behind Debian's Kannel, as docs/sms.md sets it up: tools/sms-peers/with-peers runs it. */
jest.setTimeout(180_000);

const secret = 'a-secret-of-sixteen';
const complaintNumber = /C\d{8}-\d{4}-\d/;
const freshDir = tempDirs();
const dir = freshDir();

let kannel: RunningKannel;
let desk: ServerProcess;
let port = 0;
const startDesk = () =>
  startServer({
    PORT: String(port),
    DATA_DIR: dir,
    KANNEL_SEND_URL: kannel.sendUrl,
    KANNEL_SENDER: '10086',
    KANNEL_SECRET: secret,
    LISTEN_WINDOW_MS: '200',
  });

beforeAll(async () => {
  port = await freePort();
  kannel = await startKannel({ dir: freshDir(), desk: `http://127.0.0.1:${port}`, secret, centre: { kind: 'fake' } });
  desk = await startDesk();
});
afterAll(async () => {
  await kannel?.stop();
  await desk?.stop();
});

/** Everything the customers' handsets have got so far. */
const inbox = (): readonly string[] => handset(kannel.delivered);

/** Sends a text message and waits for the answer. */
async function say(text: string): Promise<string> {
  const before = inbox().length;
  kannel.customer(`13800000001 10086 text ${text}`);
  await eventually(() => inbox().length > before, 60_000);
  return inbox().at(-1) ?? '';
}

/** What a customer in a hurry answers: yes where that is a choice, else skip it. */
const hurried = (question: string): string => /^(\d) .*(?:可以|跳过)/m.exec(question)?.[1] ?? '跳过';

test('a complaint by text message is talked through to its number', async () => {
  let answer = await say('你们客服态度太差还乱扣我彩铃费');
  let said = 1;
  expect(answer).toMatch(/智能客服/);
  while (!complaintNumber.test(answer) && said < 12) {
    answer = await say(hurried(answer));
    said += 1;
  }
  expect(answer).toMatch(complaintNumber);
  // One answer a text, none of more than three parts, and Kannel had nothing of its own to say.
  expect(inbox()).toHaveLength(said);
  for (const line of kannel.delivered) {
    expect(line).toMatch(/^10086 13800000001 /);
    expect(printedMessage(line).part?.total ?? 1).toBeLessThanOrEqual(3);
  }
  expect(desk.output()).not.toMatch(/"level":"error"/);
});

test('what comes while the desk is down is answered once it is back, once', async () => {
  const before = inbox().length;
  await desk.kill();
  kannel.customer('13800000002 10086 text 什么是彩铃');
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(inbox()).toHaveLength(before);
  desk = await startDesk();
  await eventually(() => inbox().length > before, 60_000);
  expect(inbox().at(-1)).toMatch(/彩铃/);
  // Long enough for Kannel or the outbox to try once more.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(inbox()).toHaveLength(before + 1);
  expect(kannel.delivered.at(-1)).toMatch(/^10086 13800000002 /);
});
