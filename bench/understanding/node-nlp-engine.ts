// node-nlp's own pipeline, trained on the same intents, in a process of its own. Argument: repository.
import { join } from 'node:path';
import { answerQuestions } from '../helper-process';
import { type EngineAnswer, type EngineQuestion, timed } from './engine';
import { added, settledMemory } from './memory';

/** The part of the package used here; it brings no types. */
interface NlpManager {
  addDocument(locale: string, text: string, intent: string): void;
  train(): Promise<unknown>;
  process(locale: string, text: string, context: undefined, settings: { forceNER: boolean }): Promise<unknown>;
}

const [root = '', perIntent = 'all'] = process.argv.slice(2);
let manager: NlpManager;

async function start(): Promise<EngineAnswer> {
  const before = await settledMemory();
  const started = performance.now();
  const nodeNlp = require('node-nlp') as { NlpManager: new (settings: object) => NlpManager };
  // As its own first example sets it up: entities of every message are recognised.
  manager = new nodeNlp.NlpManager({ languages: ['zh'], forceNER: true, autoSave: false, nlu: { log: false } });
  const loadMs = performance.now() - started;
  addDocuments();
  await manager.train();
  return { loadMs, trainMs: performance.now() - started, memory: added(before, await settledMemory()) };
}

function addDocuments(): void {
  const { loadTrainingData } = require(
    join(root, 'dist/src/understanding/classifier/training-data.js'),
  ) as typeof import('../../src/understanding/classifier/training-data');
  const limit = perIntent === 'all' ? Number.POSITIVE_INFINITY : Number(perIntent);
  const counts = new Map<string, number>();
  for (const { text, intents } of loadTrainingData(join(root, 'nlp-models')).utterances) {
    // It knows one intent a text.
    const [intent] = intents;
    const count = counts.get(intent ?? '') ?? 0;
    if (intent === undefined || intents.length > 1 || count >= limit) continue;
    counts.set(intent, count + 1);
    manager.addDocument('zh', text, intent);
  }
}

answerQuestions<EngineQuestion, EngineAnswer>(start, async (question) => {
  if ('memory' in question) return {};
  const forceNER = question.run === 'with NER';
  return { times: await timed((text) => manager.process('zh', text, undefined, { forceNER }), question.texts) };
});
