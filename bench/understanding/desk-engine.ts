// Our understander as the server runs it, in a process of its own. Arguments: repository, cache folder,
// `worker` (as the server) or `off` (without the recognizers' second opinion).
import { join } from 'node:path';
import type { LoadedUnderstander } from '../../src/understanding/load';
import { answerQuestions } from '../helper-process';
import { type EngineAnswer, type EngineQuestion, type Predict, timed } from './engine';
import { added, type Memory, settledMemory } from './memory';

const [root = '', cacheDir = '', recognizers = 'worker'] = process.argv.slice(2);
let understander: LoadedUnderstander;
let before: Memory;

const variants: Readonly<Record<string, Predict>> = {
  understand: (text) => understander.understand(text),
  classify: (text) => understander.classifier.classify(understander.normalise(text)),
};

async function start(): Promise<EngineAnswer> {
  before = await settledMemory();
  const started = performance.now();
  const { loadUnderstander } = require(
    join(root, 'dist/src/understanding/load.js'),
  ) as typeof import('../../src/understanding/load');
  understander = await loadUnderstander({
    dataDir: join(root, 'nlp-models'),
    cacheDir,
    clock: { now: () => Date.now() },
    recognizers: recognizers === 'off' ? 'off' : 'worker',
  });
  const loadMs = performance.now() - started;
  return { loadMs, memory: added(before, await settledMemory()) };
}

answerQuestions<EngineQuestion, EngineAnswer>(
  start,
  async (question) => {
    if ('memory' in question) return { memory: added(before, await settledMemory()) };
    return { times: await timed(variants[question.run] as Predict, question.texts) };
  },
  () => understander.close(),
);
