import type { LinearModel } from './classifier/linear-model';
import { createClassifier } from './classifier/linear-nlu';
import { loadTrainingData } from './classifier/training-data';
import { loadLexicon } from './lexicon/lexicon';
import { readingParts } from './reading';
import { normaliseInPlace } from './text/normalise';
import { loadScript } from './text/simplify';

/**
 * Trains the classifier from `nlp-models`; takes seconds.
 * @throws Error naming the data file at fault
 */
export async function trainFrom(dataDir: string): Promise<LinearModel> {
  const lexicon = loadLexicon(dataDir);
  const script = loadScript();
  const { model } = await createClassifier({
    featurizer: readingParts(lexicon, script).featurizer,
    temperature: lexicon.tuning.temperature,
    utterances: loadTrainingData(dataDir).utterances.map((one) => ({
      ...one,
      text: normaliseInPlace(one.text, script),
    })),
  });
  return model;
}
