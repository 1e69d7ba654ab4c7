import type { Clock } from '../ports/clock';
import { type Log, silentLog } from '../ports/log';
import { agentRequestReader } from './agent-request';
import { type Featurizer, withoutFillers } from './classifier/features';
import type { LinearModel } from './classifier/linear-model';
import { type Classifier, createClassifier } from './classifier/linear-nlu';
import { modelCache } from './classifier/model-file';
import { controlReader } from './control';
import { loadLexicon } from './lexicon/lexicon';
import { moodReader } from './mood';
import { readingParts } from './reading';
import { type RecognizerPool, startRecognizerPool } from './recognizers/recognizer-pool';
import { withSecondOpinion } from './recognizers/second-opinion';
import { extractSlots } from './slots/extract';
import { normaliseInPlace } from './text/normalise';
import { loadScript } from './text/simplify';
import { modelKey, trainApart } from './train-apart';
import { createUnderstander } from './understander';
import type { Understander } from './understanding';
import { warmUp } from './warm-up';

export interface UnderstanderOptions {
  /** Path of `nlp-models`. */
  readonly dataDir: string;
  /** Where trained models are kept between starts; without it every start trains. */
  readonly cacheDir?: string;
  /** What "yesterday" is counted from. */
  readonly clock: Clock;
  readonly log?: Log;
  /**
   * `worker` asks Microsoft's recognizers, in worker threads, where the own extraction finds nothing,
   * and has the code compiled before the first message (0.3 s), as a server wants it; default `off`.
   */
  readonly recognizers?: 'worker' | 'off';
}

/** An understander and the parts tools look into. */
export interface LoadedUnderstander extends Understander {
  readonly classifier: Classifier;
  readonly featurizer: Featurizer;
  readonly model: LinearModel;
  /** Text as the classifier is given it. */
  normalise(text: string): string;
  close(): Promise<void>;
}

/**
 * Loads the language data, trains the classifier (or takes the cached model of the same data and code) and answers
 * the finished understander. No I/O happens afterwards.
 * @throws Error naming the data file at fault
 */
export async function loadUnderstander(options: UnderstanderOptions): Promise<LoadedUnderstander> {
  const { dataDir, clock, log = silentLog } = options;
  const lexicon = loadLexicon(dataDir);
  const script = loadScript();
  const parts = readingParts(lexicon, script);
  const cache = options.cacheDir === undefined ? undefined : modelCache(options.cacheDir);
  const key = modelKey(dataDir);
  const cached = cache?.read(key);
  const { classifier, model } = await createClassifier({
    featurizer: parts.featurizer,
    temperature: lexicon.tuning.temperature,
    utterances: [],
    model: cached ?? (await trainApart(dataDir)),
  });
  if (!cached) cache?.write(key, model);
  log.info({ intents: model.labels.length, cached: cached !== undefined }, 'understanding ready');
  const server = options.recognizers === 'worker';
  let pool: RecognizerPool | undefined;
  const simplify = (text: string): string => normaliseInPlace(text, script);
  const understander = createUnderstander({
    script,
    classifier,
    tuning: lexicon.tuning,
    slotsOf: async (inPlace, original, language) => {
      const slots = extractSlots(inPlace, original, clock, parts.itemsIn);
      return pool ? withSecondOpinion(slots, inPlace, language, clock, pool) : slots;
    },
    controlOf: controlReader(lexicon.control, simplify),
    moodOf: moodReader(lexicon.mood, simplify),
    agentRequestIn: agentRequestReader(lexicon.agent, parts.homophones, (text) => withoutFillers(text, parts.fillers)),
  });
  if (server) {
    await warmUp(understander, lexicon.words);
    pool = startRecognizerPool({ log });
  }
  return {
    ...understander,
    classifier,
    featurizer: parts.featurizer,
    model,
    normalise: simplify,
    close: async () => pool?.close(),
  };
}
