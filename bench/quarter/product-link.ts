import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Answer, Asked, CrashPoint, FromChild, GatewayCall, ProductOptions } from './protocol';

const hook = join(__dirname, '../../test/support/register-typescript.cjs');

/** The product's process died with a question open. */
export class ProductGone extends Error {
  readonly code = 'product_gone';
}

export interface ProductLink {
  /** What it said when it had come up. */
  readonly ready: Answer;
  /** @throws ProductGone when the process ends before it has answered */
  ask(question: Asked): Promise<Answer>;
  /** Ends the process at once, as a power cut does to it. */
  kill(): Promise<void>;
}

const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/**
 * Starts the product and waits until it is ready.
 * @param gateway keeps what the product handed over, or answers what it asks; the product goes on when it returns
 * @param reached is told that the process stands at a crash point
 */
export async function startProductLink(
  options: ProductOptions,
  gateway: (call: GatewayCall) => unknown,
  reached: (point: CrashPoint) => void,
): Promise<ProductLink> {
  const child = fork(join(__dirname, 'product-process.ts'), [JSON.stringify(options)], {
    execArgv: ['--no-deprecation', '-r', hook],
    env: { PATH: process.env['PATH'] ?? '', TZ: 'Asia/Shanghai' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  living.add(child);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk}`.slice(-8_000);
  });
  const open = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      living.delete(child);
      const error = new ProductGone(`The product ended (${signal ?? code}).\n${errors}`);
      for (const { reject } of open.values()) reject(error);
      open.clear();
      resolve();
    });
  });
  let asked = 0;
  const wait = (ask: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (child.exitCode !== null || child.signalCode !== null) reject(new ProductGone('The product is not running.'));
      else open.set(ask, { resolve, reject });
    });
  child.on('message', (message: FromChild) => {
    if ('call' in message) {
      const answer = gateway(message.gateway);
      if (child.connected) child.send({ taken: message.call, answer });
    } else if ('reached' in message) reached(message.reached);
    else if ('ready' in message) settle(0, (question) => question.resolve(message.ready));
    else if ('answered' in message) settle(message.answered, (question) => question.resolve(message.answer));
    else settle(message.failed, (question) => question.reject(new Error(message.fault)));
  });
  function settle(ask: number, how: (question: { resolve(answer: Answer): void; reject(error: Error): void }) => void) {
    const question = open.get(ask);
    open.delete(ask);
    if (question) how(question);
  }
  const ready = await wait(0);
  return {
    ready,
    ask(question) {
      asked += 1;
      const answer = wait(asked);
      if (child.connected) child.send({ ask: asked, question });
      return answer.catch((error: unknown) => {
        throw error instanceof ProductGone ? error : Object.assign(error as Error, { question });
      });
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
