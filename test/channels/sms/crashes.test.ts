import type { Bot } from '../../../src/channels/sms/sms-bot';
import { FakeSmsTransport } from '../../support/fake-sms-transport';
import { ManualClock } from '../../support/manual-clock';
import { seededRandom } from '../../support/seeded-random';
import { tempDirs } from '../../support/temp-dir';
import { echoBot, smsLines } from './sms-line';

const line = smsLines();
const freshDir = tempDirs();
/** Turns that never came to an end; their time-outs would keep the test process. */
const hanging: (() => void)[] = [];
afterAll(() => {
  for (const release of hanging) release();
});

test('a process that ends between a message and its reply loses none and answers none twice (R1, R5)', async () => {
  const random = seededRandom(20261121);
  const dir = freshDir();
  const clock = new ManualClock();
  const transport = new FakeSmsTransport();
  const numbers = ['13800000001', '13800000002', '13800000003'];
  const wrote = new Map<string, string[]>(numbers.map((number) => [number, []]));
  let serial = 0;
  for (let life = 0; life < 15; life += 1) {
    let turnsLeft = random(0, 4);
    const real = echoBot();
    // Ends in the middle of a turn: what it did by then is nowhere.
    const mortal: Bot = {
      run: (context) => {
        turnsLeft -= 1;
        return turnsLeft < 0 ? new Promise((resolve) => hanging.push(resolve)) : real.run(context);
      },
    };
    const { runner, outbox } = await line({ dir, clock, transport, bot: mortal });
    for (let n = random(1, 4); n > 0; n -= 1) {
      serial += 1;
      const number = numbers[random(0, 3)] ?? '';
      const [text, id] = [`message ${serial}`, `id${serial}`];
      wrote.get(number)?.push(text);
      await transport.write(number, text, id);
      // The centre did not see the confirmation, and brings it again.
      if (random(0, 3) === 0) await transport.write(number, text, id);
    }
    await Promise.race([runner.idle(), new Promise((resolve) => setTimeout(resolve, 60))]);
    if (random(0, 2) === 0) await outbox.run(new AbortController().signal);
    await runner.stop(1);
    clock.advance(20_000);
  }
  const { settle } = await line({ dir, clock, transport });
  for (let n = 0; n < 3; n += 1, clock.advance(30_000)) await settle();
  for (const number of numbers) {
    const answered = transport.inboxOf(number).map((text) => text.split('\n').at(-1)?.replace('【智能客服】', ''));
    expect(answered).toEqual(wrote.get(number)?.map((text, index) => `${index + 1}: ${text}`));
  }
}, 60_000);
