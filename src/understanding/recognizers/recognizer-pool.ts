import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Log } from '../../ports/log';
import type { Recognized, RecognizeRequest, WorkerMessage } from './protocol';

/** Microsoft's recognizers behind a deadline. */
export interface RecognizerPool {
  /** @returns what was found, or `undefined`: no worker free or warm, or the deadline passed */
  recognize(request: Omit<RecognizeRequest, 'id'>): Promise<Recognized | undefined>;
  /** Resolves when a worker is warm (for tests and benchmarks; nothing in a turn waits for it). */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly log: Log;
  /** Compiled worker; default: beside this file. */
  readonly workerFile?: string;
  readonly workers?: number;
  /** A text that takes longer costs its worker its life. */
  readonly deadlineMs?: number;
  /** When the first worker starts: warming up takes 2–3 s of a core, which the start of the server needs itself. */
  readonly startAfterMs?: number;
}

interface Slot {
  readonly worker: Worker;
  warm: boolean;
  busy?: { readonly id: number; readonly settle: (found: Recognized | undefined) => void };
}

const maxChars = 140;
/** A worker takes some 60 MB of the 400 the whole desk may (R11); a short message needs no large nursery. */
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 4 };

/** Starts the workers in the background, one after the other; answers nothing until one is warm. */
export function startRecognizerPool(options: PoolOptions): RecognizerPool {
  const { log, workers = 1, deadlineMs = 300, startAfterMs = 2000 } = options;
  const file = options.workerFile ?? join(__dirname, 'worker.js');
  const slots = new Set<Slot>();
  const waiting: (() => void)[] = [];
  let closed = false;
  let nextId = 1;

  const spawn = (): void => {
    if (closed || slots.size >= workers) return;
    const worker = new Worker(file, { resourceLimits });
    worker.unref();
    const slot: Slot = { worker, warm: false };
    slots.add(slot);
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'ready') {
        slot.warm = true;
        for (const resolve of waiting.splice(0)) resolve();
        spawn();
      } else if (slot.busy?.id === message.id) slot.busy.settle(message.found);
    });
    worker.on('error', (fault) => log.warn({ fault: fault.message }, 'recognizer worker failed'));
    worker.on('exit', () => {
      slots.delete(slot);
      slot.busy?.settle(undefined);
      // One that died before it was warm would die again: leave it, the own extraction goes on alone.
      if (slot.warm) spawn();
    });
  };

  const timer = existsSync(file) ? setTimeout(spawn, startAfterMs) : undefined;
  timer?.unref();
  if (!timer) log.warn({ file }, 'recognizer worker is not built; free text is read without it');

  return {
    recognize(request) {
      const slot = [...slots].find((one) => one.warm && !one.busy);
      if (!slot || closed) return Promise.resolve(undefined);
      const id = nextId++;
      return new Promise((resolve) => {
        const deadline = setTimeout(() => {
          log.warn({ chars: request.text.length }, 'recognizer took too long; worker replaced');
          slot.busy?.settle(undefined);
          void slot.worker.terminate();
        }, deadlineMs);
        const settle = (found: Recognized | undefined): void => {
          clearTimeout(deadline);
          delete slot.busy;
          resolve(found);
        };
        slot.busy = { id, settle };
        slot.worker.postMessage({ ...request, id, text: request.text.slice(0, maxChars) } satisfies RecognizeRequest);
      });
    },
    ready: () =>
      [...slots].some((slot) => slot.warm) ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
    async close() {
      closed = true;
      clearTimeout(timer);
      await Promise.all([...slots].map((slot) => slot.worker.terminate()));
    },
  };
}
