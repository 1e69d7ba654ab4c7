import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../src/ports/clock';
import { startAccountServer } from '../accounts/account-server';
import { lastCode } from '../process/talk';
import { demoAccounts } from '../support/demo-accounts';
import { Customer } from './customer';
import { readSqlite } from './evidence';
import type { Fault } from './fault';
import { judge, noteTimes } from './judge';
import { deskEnv, secret } from './kill';
import { Nodes } from './nodes';

type Misbehave = (request: IncomingMessage, response: ServerResponse) => void;

const json = { 'content-type': 'application/json' };
/** What the business system does instead of answering. */
const ways: Readonly<Record<string, Misbehave>> = {
  'cuts the connection': (request) => request.socket.destroy(),
  'answers 500': (_, response) => response.writeHead(500).end(),
  'is slow (5 s)': (_, response) => setTimeout(() => response.writeHead(200, json).end('{}'), 5_000).unref(),
  'never answers': () => undefined,
  'sends no JSON': (_, response) => response.writeHead(200, json).end('<html>maintenance</html>'),
  'sends 2 MB': (_, response) => response.writeHead(200, json).end(`{"phone":"${'1'.repeat(2_000_000)}"}`),
  'sends wrong types': (_, response) => response.writeHead(200, json).end('{"phone":13800000002,"balanceFen":"many"}'),
  'redirects elsewhere': (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
};

/** What no answer may hold while there are no data: an amount would be made up. */
const amount = /\d+(?:\.\d+)? ?(?:元|yuan)/;
const question = '我的话费余额还有多少';

/** R2: the customer gets a true answer in time, whatever the business system does. */
export const accountsDown: Fault = {
  name: 'accounts',
  title: 'the business system is down, slow or sends garbage (R2)',
  mongo: false,
  async run(scene) {
    const { findings, afterwards } = scene;
    const system = await startAccountServer(demoAccounts(systemClock));
    afterwards(() => system.close());
    const dir = scene.folder();
    const env = { ...deskEnv, DATA_DIR: dir, ACCOUNT_API_URL: system.url };
    const nodes = await Nodes.start(scene, 1, () => env);
    const customers: Customer[] = [];
    /** Signed in, so that the question below goes to the business system. */
    const signedIn = async (phone: string): Promise<Customer> => {
      const number = customers.length;
      const options = { base: nodes.base, secret, name: `customer${number}`, seed: number, thinkMs: [0, 1] } as const;
      const customer = new Customer(options);
      customers.push(customer);
      await customer.start();
      await customer.ask(question);
      await customer.ask(phone);
      await customer.ask(await lastCode(nodes.at(0).base));
      return customer;
    };
    const phones = Array.from({ length: 4 }, (_, index) => `1380000000${index + 1}`);
    const askers: Customer[] = [];
    for (const phone of phones) askers.push(await signedIn(phone));
    const textOf = async (customer: Customer): Promise<string> => (await customer.ask(question)).text ?? '';
    const before = await Promise.all(askers.map(textOf));
    findings.none(
      'no amount although all is well',
      before.filter((text) => !amount.test(text)),
    );

    const madeUp: string[] = [];
    const backAfter: number[] = [];
    // After five failures in a row calls are kept back for 15 s: each way begins with a system that is trusted again.
    const brief = ['is slow (5 s)', 'sends no JSON'];
    for (const [name, misbehave] of Object.entries(ways)) {
      if (scene.size === 'short' && !brief.includes(name)) continue;
      const reached = system.requests.length;
      const answeredBefore = askers.map(({ acknowledged }) => acknowledged.length);
      system.misbehave = misbehave;
      for (let round = 0; round < 2; round += 1) {
        const said = await Promise.all(askers.map(textOf));
        madeUp.push(...said.filter((text) => amount.test(text)).map((text) => `${name}: ${text}`));
        // What needs no data is answered as ever.
        const other = await askers[0]?.ask('什么是彩铃');
        if (!other?.text?.includes('彩铃')) madeUp.push(`${name}: ${other?.text}`);
      }
      const answers = askers.flatMap(({ acknowledged }, index) => acknowledged.slice(answeredBefore[index]));
      findings.atMost(`longest answer while it ${name}`, Math.max(...answers.map((one) => one.answeredMs ?? 0)), 6_000);
      findings.atLeast('  calls that reached it meanwhile', system.requests.length - reached, 1);
      system.misbehave = undefined;
      backAfter.push(await untilTrue(askers, async (asker) => amount.test(await textOf(asker))));
    }
    findings.none('amounts made up, or other answers lost', madeUp);
    findings.atMost('true amounts again after, longest', Math.max(...backAfter), 20_000);
    const evidence = readSqlite(dir);
    findings.none(
      'turns that ended in an apology',
      evidence.activities.filter(({ id }) => id.endsWith('.fault')),
    );
    judge(findings, customers, evidence);
    noteTimes(findings, customers);
    findings.none('errors in the logs', nodes.errors());
  },
};

/** Asks each until all are satisfied. @returns milliseconds; infinite after 40 s */
async function untilTrue(askers: readonly Customer[], ask: (asker: Customer) => Promise<boolean>): Promise<number> {
  const startedAt = performance.now();
  let left = [...askers];
  while (performance.now() - startedAt < 40_000) {
    const satisfied = await Promise.all(left.map(ask));
    left = left.filter((_, index) => !satisfied[index]);
    if (left.length === 0) return performance.now() - startedAt;
    await pause(1_500);
  }
  return Number.POSITIVE_INFINITY;
}
