import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually';
import { Customer } from './customer';
import type { Evidence } from './evidence';
import type { Scene } from './fault';
import { judge, noteTimes } from './judge';
import { secret } from './kill';
import { live } from './life';
import type { Nodes } from './nodes';
import { ReadyWatch } from './ready-watch';

export interface OutagePlan {
  readonly customers: number;
  readonly awayMs: number;
  takeAway(): Promise<void> | void;
  bringBack(): Promise<void> | void;
  evidence(): Evidence | Promise<Evidence>;
}

/** R7: customers go on talking while what the nodes stand on is taken away and brought back; nothing is restarted. */
export async function underOutage({ findings, afterwards }: Scene, nodes: Nodes, plan: OutagePlan): Promise<void> {
  let over = false;
  const customers = Array.from(
    { length: plan.customers },
    (_, number) =>
      new Customer({ base: nodes.base, secret, name: `customer${number}`, seed: number, thinkMs: [100, 600] }),
  );
  const places = Array.from({ length: nodes.count }, (_, place) => place);
  const pids = places.map((place) => nodes.at(place).pid);
  const watches = places.map((place) => new ReadyWatch(nodes.at(place).base));
  afterwards(() => {
    for (const watch of watches) watch.stop();
  });
  const lives = Promise.all(customers.map((customer, number) => live(customer, number, () => over)));
  lives.catch(() => undefined);
  await pause(2_500);

  const takenAwayAt = performance.now();
  await plan.takeAway();
  await pause(plan.awayMs);
  await plan.bringBack();
  const backAt = performance.now();

  const attempts = () => customers.flatMap((customer) => customer.attempts);
  const served = () =>
    customers.filter((customer) =>
      customer.attempts.some(({ at, status }) => at > backAt && status < 300 && status > 0),
    );
  await eventually(() => served().length === customers.length || performance.now() - backAt > 30_000, 31_000);
  const allServedMs = performance.now() - backAt;
  await eventually(() => watches.every((watch) => watch.isNow(200)), 30_000).catch(() => undefined);
  await pause(1_000);
  over = true;
  await lives.catch((error: unknown) => {
    // A customer stopped at an answer that must not be: what the nodes say of it belongs to the report.
    throw new Error(`${String(error)}\n${nodes.errors().join('\n')}`, { cause: error });
  });
  for (const watch of watches) watch.stop();

  const during = attempts().filter(({ at, ms }) => at + ms > takenAwayAt && at < backAt && ms > 0);
  const begunDuring = during.filter(({ at }) => at >= takenAwayAt);
  const posts = begunDuring.filter(({ method, status }) => method === 'POST' && status === 503);
  findings.figure('nodes', nodes.count);
  findings.figure('conversations', customers.length);
  findings.figure('away for s', plan.awayMs / 1000);
  findings.atLeast('messages refused meanwhile (503)', posts.length, 1);
  findings.none(
    'refused without Retry-After',
    begunDuring.filter(({ status, retryAfter }) => status >= 400 && retryAfter === null),
  );
  findings.none(
    'not answered at all',
    during.filter(({ status }) => status === 0),
  );
  findings.atMost('longest until a customer was told', Math.max(0, ...during.map(({ ms }) => ms)), 3_000);
  const notReady = watches.map((watch) => watch.until(503, takenAwayAt));
  const ready = watches.map((watch) => watch.until(200, backAt));
  findings.atMost('/readyz says 503 after', Math.max(...notReady), 5_000);
  findings.atMost('/readyz says 200 again after', Math.max(...ready), 10_000);
  findings.atMost('every customer served again after', allServedMs, 10_000);
  findings.equal(
    'same processes',
    places.map((place) => nodes.at(place).pid),
    pids,
  );
  judge(findings, customers, await plan.evidence());
  noteTimes(findings, customers);
  const faults = nodes
    .errors()
    .filter((line) => !/refused for now|not worked on|The database cannot be read or written/.test(line));
  findings.none('other errors in the logs', faults);
}
