import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually';
import { Customer } from './customer';
import { readSqlite } from './evidence';
import type { Fault, Scene } from './fault';
import { judge, noteTimes } from './judge';
import { deskEnv, secret } from './kill';
import { Nodes } from './nodes';

/** R6: text messages wait for their gateway, also across the death of the process, and are sent once. */
export const smsDown: Fault = {
  name: 'sms',
  title: 'the SMS gateway is away and the node is killed meanwhile (R6)',
  mongo: false,
  async run(scene) {
    const { findings } = scene;
    const long = scene.size === 'long';
    const gateway = await smsGateway(scene);
    const dir = scene.folder();
    const preload = `--require=${join(__dirname, 'sms-gateway.cjs')}`;
    const nodes = await Nodes.start(scene, 1, () => ({
      ...deskEnv,
      DATA_DIR: dir,
      NODE_OPTIONS: preload,
      SMS_GATEWAY_TEST_ADDRESS: gateway.url,
    }));
    const customers = Array.from({ length: long ? 30 : 6 }, (_, number) => {
      const options = {
        base: nodes.base,
        secret,
        name: `customer${number}`,
        seed: number,
        thinkMs: [50, 300],
      } as const;
      return new Customer(options);
    });
    const phone = (number: number): string => `1397788${String(number).padStart(4, '0')}`;
    const story = '我昨天去东风路营业厅办业务，柜台那个女的态度特别差，爱理不理还冲我吼';
    const lives = Promise.all(
      customers.map(async (customer, number) => {
        await customer.start();
        for (const text of [story, '跳过', phone(number), '赔礼道歉就行', '确认']) await customer.ask(text);
      }),
    );
    lives.catch(() => undefined);
    for (let kills = 0; kills < (long ? 4 : 1); kills += 1) {
      nodes.prepare(0);
      await pause(long ? 5_000 : 1_500);
      await nodes.kill(0);
      await nodes.startPatiently(0);
    }
    await lives;
    findings.figure('tries while it was away', gateway.refused());
    findings.none('sent although it was away', gateway.sent());
    gateway.open();
    const openAt = performance.now();
    const limitMs = 120_000;
    await eventually(() => gateway.sent().length >= customers.length, limitMs).catch(() => undefined);
    findings.atMost('all sent after', performance.now() - openAt, limitMs);
    await pause(2_000);
    const told = customers.flatMap((customer) => [...customer.told]);
    const texts = gateway.sent().map(({ text }) => text);
    findings.equal('complaints with a text message', told.length, customers.length);
    findings.none(
      'text messages lost',
      told.filter((number) => !texts.some((text) => text.includes(number))),
    );
    findings.none(
      'sent twice',
      gateway.sent().filter(({ key }, index, all) => all.findIndex((one) => one.key === key) !== index),
    );
    judge(findings, customers, readSqlite(dir));
    noteTimes(findings, customers);
    findings.none('errors in the logs', nodes.errors());
  },
};

interface Sent {
  readonly to: string;
  readonly text: string;
  readonly key: string;
}

async function smsGateway({ afterwards }: Scene) {
  let away = true;
  let refused = 0;
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (away) {
      refused += 1;
      // One time it says so, the other time it says nothing at all.
      if (refused % 2 === 0) request.socket.destroy();
      else response.writeHead(503).end();
      return;
    }
    sent.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Sent);
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterwards(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sent: (): readonly Sent[] => sent,
    refused: () => refused,
    open() {
      away = false;
    },
  };
}
