import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually';
import { seededRandom } from '../support/seeded-random';
import { type ServerProcess, startServer } from '../support/server-process';
import { tempDirs } from '../support/temp-dir';

/** R5, R6 on the real process: killed between a text message and its reply. */

jest.setTimeout(180_000);

const secret = 'kannel-secret-of-tests';
const freshDir = tempDirs();
let server: ServerProcess | undefined;
const closers: (() => void)[] = [];
afterEach(async () => {
  await server?.kill();
  for (const close of closers.splice(0)) close();
});

/** Kannel's `sendsms`: takes everything, and keeps who got what. */
async function sendsms() {
  const got: { readonly to: string; readonly text: string; readonly id: string }[] = [];
  const gateway = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://gateway');
    const [to, text, report] = ['to', 'text', 'dlr-url'].map((name) => searchParams.get(name) ?? '');
    got.push({ to: to ?? '', text: text ?? '', id: new URL(report ?? '').searchParams.get('id') ?? report ?? '' });
    response.writeHead(202).end('0: Accepted for delivery');
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    gateway.closeAllConnections();
    gateway.close();
  });
  return {
    url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/cgi-bin/sendsms?username=a&password=b`,
    got,
  };
}

test('killed at any moment after a message was taken: its reply comes, and a crash doubles one at most', async () => {
  const { url, got } = await sendsms();
  const env = { DATA_DIR: freshDir(), KANNEL_SEND_URL: url, KANNEL_SENDER: '10086', KANNEL_SECRET: secret };
  const random = seededRandom(5);
  const numbers: string[] = [];
  const kills = 5;
  for (let life = 0; life <= kills; life += 1) {
    server = await startServer(env);
    if (life === kills) break;
    const phone = `1391234000${life}`;
    numbers.push(phone);
    const query = new URLSearchParams({
      secret,
      from: phone,
      to: '10086',
      id: `m${life}`,
      text: '什么是彩铃',
      charset: 'UTF-8',
    });
    const taken = await fetch(`${server.base}/sms/kannel?${query}`);
    expect([taken.status, await taken.text()]).toEqual([200, '']);
    await pause(random(0, 40));
    await server.kill();
  }
  const answered = (phone: string): boolean => got.some(({ to, text }) => to.endsWith(phone) && text.includes('彩铃'));
  await eventually(() => numbers.every(answered), 60_000);
  await pause(1_000);
  const ids = got.map(({ id }) => id);
  const doubled = ids.length - new Set(ids).size;
  process.stderr.write(`${kills} kills: 0 lost, ${doubled} parts sent twice\n`);
  // A text of three parts is one message.
  expect(doubled).toBeLessThanOrEqual(3 * kills);
});
