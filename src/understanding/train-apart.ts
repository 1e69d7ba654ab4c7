import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LinearModel } from './classifier/linear-model';
import { trainDefaults } from './classifier/train';
import { trainFrom } from './train-from';

/** Raised when features or training change, so that no older cached model is used with newer code. */
const engineVersion = 10;

/** Names the model that `nlp-models` as they are would give; made of the files' bytes, so that a cached model needs no parsing. */
export function modelKey(dataDir: string): string {
  const hash = createHash('sha256').update(
    JSON.stringify([engineVersion, trainDefaults, process.version, process.arch]),
  );
  const intents = readdirSync(join(dataDir, 'intents')).sort();
  const files = [...intents.map((name) => `intents/${name}`), 'lexicon/words.yaml', 'lexicon/pinyin.txt'];
  for (const file of files) {
    if (/\.(?:yaml|txt)$/.test(file)) hash.update(`\0${file}\0`).update(readFileSync(join(dataDir, file)));
  }
  return hash.digest('hex');
}

/**
 * Trains in a thread that ends afterwards: what training leaves behind would otherwise stay with the server. Where
 * the thread's file is not built (tests run the sources), it trains here.
 * @throws Error naming the data file at fault
 */
export function trainApart(dataDir: string): Promise<LinearModel> {
  const file = join(__dirname, 'train-worker.js');
  if (!existsSync(file)) return trainFrom(dataDir);
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: dataDir });
    let model: LinearModel | undefined;
    worker.once('message', (trained: LinearModel) => {
      model = trained;
    });
    worker.once('error', reject);
    // Waits for the end, so that its memory is given back before the first message comes.
    worker.once('exit', (code) => {
      if (model) resolve(model);
      else reject(new Error(`Training ended without a model (exit ${code}). Run: npm run nlu -- train`));
    });
  });
}
