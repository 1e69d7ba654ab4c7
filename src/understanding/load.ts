import { createHash } from 'node:crypto';
import type { Clock } from '../ports/clock';
import { type Log, silentLog } from '../ports/log';
import { agentRequestReader } from './agent-request';
import { type Featurizer, featurizer, withoutFillers } from './classifier/features';
import type { LinearModel } from './classifier/linear-model';
import { type Classifier, createClassifier } from './classifier/linear-nlu';
import { modelCache } from './classifier/model-file';
import { trainDefaults } from './classifier/train';
import { loadTrainingData } from './classifier/training-data';
import { controlReader } from './control';
import { type Lexicon, loadLexicon } from './lexicon/lexicon';
import { moodReader } from './mood';
import { startRecognizerPool } from './recognizers/recognizer-pool';
import { withSecondOpinion } from './recognizers/second-opinion';
import { extractSlots } from './slots/extract';
import { type HomophoneReader, homophoneReader } from './text/homophones';
import { normaliseInPlace } from './text/normalise';
import { Phrases } from './text/phrases';
import { parsePinyin } from './text/pinyin';
import { loadScript, type Script } from './text/simplify';
import { loadWordCutter } from './text/words';
import { createUnderstander } from './understander';
import type { Understander } from './understanding';

/** Raised when features or training change, so that no older cached model is used with newer code. */
const engineVersion = 9;

export interface UnderstanderOptions {
  /** Path of `nlp-models`. */
  readonly dataDir: string;
  /** Where trained models are kept between starts; without it every start trains. */
  readonly cacheDir?: string;
  /** What "yesterday" is counted from. */
  readonly clock: Clock;
  readonly log?: Log;
  /** `worker` asks Microsoft's recognizers, in worker threads, where the own extraction finds nothing; default `off`. */
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
  const data = loadTrainingData(dataDir);
  const script = loadScript();
  const parts = readingParts(lexicon, script);
  const cache = options.cacheDir === undefined ? undefined : modelCache(options.cacheDir);
  const key = createHash('sha256')
    .update(
      JSON.stringify([
        engineVersion,
        trainDefaults,
        process.version,
        process.arch,
        data.hash,
        lexicon.words,
        lexicon.pinyin,
      ]),
    )
    .digest('hex');
  const cached = cache?.read(key);
  const { classifier, model } = await createClassifier({
    featurizer: parts.featurizer,
    temperature: lexicon.tuning.temperature,
    utterances: cached ? [] : data.utterances.map((one) => ({ ...one, text: normaliseInPlace(one.text, script) })),
    ...(cached ? { model: cached } : {}),
  });
  if (!cached) cache?.write(key, model);
  log.info(
    { texts: data.utterances.length, intents: model.labels.length, cached: cached !== undefined },
    'understanding ready',
  );
  const pool = options.recognizers === 'worker' ? startRecognizerPool({ log }) : undefined;
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
  return {
    ...understander,
    classifier,
    featurizer: parts.featurizer,
    model,
    normalise: simplify,
    close: async () => {},
  };
}

function readingParts(lexicon: Lexicon, script: Script) {
  const { words } = lexicon;
  const pinyin = parsePinyin(lexicon.pinyin);
  const items = new Phrases<string>();
  const concepts = new Phrases<string>();
  const fillers = new Phrases<true>();
  const domainWords = new Set<string>();
  const spell = (text: string): string => normaliseInPlace(text, script);
  for (const [concept, wordings] of Object.entries(words.concepts)) {
    for (const wording of wordings) concepts.add(spell(wording), concept);
  }
  for (const [item, wordings] of Object.entries(words.items)) {
    for (const wording of wordings) {
      items.add(spell(wording), item);
      concepts.add(spell(wording), `item ${item}`);
      domainWords.add(spell(wording));
    }
  }
  for (const filler of words.fillers) fillers.add(spell(filler), true);
  for (const term of words.homophones) domainWords.add(term);
  const sounds = new Set(words.homophones.map((term) => term.length));
  const cutter = loadWordCutter(domainWords, (word) => sounds.has(word.length));
  const homophones = once(homophoneReader(words.homophones, words.mishearings, pinyin, cutter.usual));
  return {
    itemsIn: (text: string) => [...new Set(items.find(homophones.read(text)).map((found) => found.value))],
    fillers,
    homophones,
    featurizer: featurizer({ words: cutter, homophones, concepts, fillers }),
  };
}

/** Several parts read the same message, one after the other: the last reading is kept. */
function once(reader: HomophoneReader): HomophoneReader {
  let last = '';
  let heard = reader.read(last);
  return {
    read(text) {
      if (text !== last) {
        heard = reader.read(text);
        last = text;
      }
      return heard;
    },
  };
}
