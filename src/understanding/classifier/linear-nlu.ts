import { containerBootstrap } from '@nlpjs/core';
import { type Classification, Nlp } from '@nlpjs/nlp';
import { familyOf } from '../intents';
import type { Featurizer } from './features';
import { type LinearModel, probabilities } from './linear-model';
import { type TrainOptions, train } from './train';
import type { Utterance } from './training-data';

/** Intents of an utterance that carries several, written as one label in the platform's corpus. */
const join = '+';
const locale = 'zh';
const domain = 'master_domain';

/** The complaint types are told apart as sharply as families: they decide who must act. */
const learningFamily = (intent: string): string => (intent.startsWith('complaint.') ? intent : familyOf(intent));

/** Scores of all intents for a text. */
export interface Classifier {
  readonly labels: readonly string[];
  /** @param text normalised in place; @returns probabilities in the order of `labels` */
  classify(text: string): Float64Array;
  /** The same through node-nlp's managers, best first. */
  process(text: string): Promise<readonly Classification[]>;
}

export interface ClassifierOptions {
  readonly featurizer: Featurizer;
  readonly temperature: number;
  readonly training?: TrainOptions;
  /** Texts must be normalised in place. */
  readonly utterances: readonly Utterance[];
  /** A model trained earlier from the same data; without it, one is trained. */
  readonly model?: LinearModel;
}

/**
 * node-nlp as the platform, our own classifier as its NLU engine: registered in the container, trained and asked
 * through the platform's managers. Its own engine, stemmers and entity recognition stay out of the way
 * (design.md §5: slow, unsafe on some words, no rejection in Chinese).
 */
export async function createClassifier(
  options: ClassifierOptions,
): Promise<{ classifier: Classifier; model: LinearModel }> {
  const { featurizer, temperature } = options;
  let model = options.model;
  const trained = (): LinearModel => {
    if (!model) throw new Error('The classifier was asked before it was trained.');
    return model;
  };
  const classify = (text: string): Float64Array => probabilities(trained(), featurizer.glimpse(text), temperature);

  class LinearNlu {
    async train(corpus: readonly { utterance: string; intent: string }[]): Promise<{ status: object }> {
      const examples = corpus.map(({ utterance, intent }) => ({
        features: featurizer.featuresOf(utterance),
        labels: intent.split(join),
      }));
      model = train(examples, learningFamily, options.training);
      return { status: { examples: examples.length } };
    }
    async process(text: string): Promise<{ classifications: Classification[] }> {
      const { labels } = trained();
      const scores = classify(text);
      return { classifications: labels.map((intent, index) => ({ intent, score: scores[index] ?? 0 })) };
    }
  }

  const container = containerBootstrap();
  container.register('LinearNlu', LinearNlu, false);
  container.registerPipeline('domain-manager-??-train', ['.generateCorpus', '.innerTrain', 'output.status'], true);
  const nlp = new Nlp({ container, autoLoad: false, autoSave: false, calculateSentiment: false });
  nlp.useNlu('LinearNlu', '??', '', {});
  nlp.addLanguage(locale);
  if (!model) {
    const manager = nlp.nluManager.consolidateManager(locale);
    for (const { text, intents } of options.utterances) manager.add(domain, text, intents.join(join));
    await nlp.nluManager.train();
  }
  const classifier: Classifier = {
    labels: trained().labels,
    classify,
    async process(utterance) {
      return (await nlp.nluManager.process({ locale, utterance, settings: {} })).classifications;
    },
  };
  return { classifier, model: trained() };
}
