import { countWords, isDigit, isHan } from '../text/characters';
import type { HomophoneReader } from '../text/homophones';
import { cap, normaliseForReading } from '../text/normalise';
import type { Phrases } from '../text/phrases';
import type { WordCutter } from '../text/words';
import { FeatureCollector } from './feature-collector';

/** What a text looks like to the classifier: hashed features with the weight of their kind, no feature twice. */
export interface FeatureVector {
  readonly keys: Int32Array;
  readonly weights: Float32Array;
}

/** Turns text (normalised in place) into features. */
export interface Featurizer {
  featuresOf(text: string): FeatureVector;
  /** The same without a copy: good until the next text is taken apart. */
  glimpse(text: string): FeatureVector;
  /** The features by name, for `npm run nlu -- explain`. */
  namesOf(text: string): Map<number, string>;
}

export interface FeaturizerParts {
  readonly words: WordCutter;
  readonly homophones: HomophoneReader;
  readonly concepts: Phrases<string>;
  readonly fillers: Phrases<true>;
}

const maxConceptPairs = 60;

/** Builds the featurizer of both training and prediction. Not re-entrant: one text is taken apart at a time. */
export function featurizer(parts: FeaturizerParts): Featurizer {
  const collector = new FeatureCollector();
  const collect = (text: string): void => {
    const read = parts.homophones.read(normaliseForReading(cap(text)));
    const meaningful = withoutFillers(read, parts.fillers);
    addWords(meaningful, parts.words, collector);
    addChars(meaningful, collector);
    addConcepts(
      parts.concepts.find(meaningful).map((found) => found.value),
      collector,
    );
    addShape(read, collector);
  };
  return {
    featuresOf(text) {
      collector.begin();
      collect(text);
      return collector.vector();
    },
    glimpse(text) {
      collector.begin();
      collect(text);
      return collector.view();
    },
    namesOf(text) {
      const names = new Map<number, string>();
      collector.begin(names);
      collect(text);
      return names;
    },
  };
}

/** Leaves out what is only said while thinking, unless nothing else is said. */
export function withoutFillers(text: string, fillers: Phrases<true>): string {
  const found = fillers.find(text);
  if (found.length === 0) return text;
  let kept = '';
  let from = 0;
  for (const filler of found) {
    kept += `${text.slice(from, filler.start)} `;
    from = filler.end;
  }
  kept += text.slice(from);
  const meaningful = kept.replace(/\s+/g, ' ').trim();
  return countWords(meaningful, 2) >= 2 ? meaningful : text;
}

function addWords(text: string, words: WordCutter, collector: FeatureCollector): void {
  let previous = '^';
  for (const chunk of text.match(/[\u3400-\u9fff]+|[a-z][a-z']*|\d+|☺/g) ?? []) {
    const latin = /[a-z]/.test(chunk[0] ?? '');
    for (const word of latin ? [stem(chunk)] : words.cut(chunk)) {
      collector.add('word', word);
      collector.addPair('wordPair', previous, word);
      previous = word;
    }
  }
  collector.addPair('wordPair', previous, '$');
}

/** English endings that do not change what is meant. */
function stem(word: string): string {
  if (word.length < 5) return word;
  return word.replace(/(?:'s|ing|ed|es|s|ly)$/, '');
}

/** One to four characters in a row, within runs of Chinese characters and digits. */
function addChars(text: string, collector: FeatureCollector): void {
  for (let start = 0; start < text.length; start++) {
    const code = text.charCodeAt(start);
    if (!isHan(code) && !isDigit(code)) continue;
    let end = start + 1;
    while (end < text.length && (isHan(text.charCodeAt(end)) || isDigit(text.charCodeAt(end)))) end++;
    for (let at = start; at < end; at++) collector.addRuns('char', text, at, Math.min(at + 4, end));
    start = end;
  }
}

function addConcepts(concepts: readonly string[], collector: FeatureCollector): void {
  const distinct = [...new Set(concepts)].sort();
  for (const concept of distinct) collector.add('concept', concept);
  let pairs = 0;
  for (let i = 0; i < distinct.length; i++) {
    for (let j = i + 1; j < distinct.length && pairs < maxConceptPairs; j++, pairs++) {
      collector.addPair('conceptPair', distinct[i] as string, distinct[j] as string);
    }
  }
}

function addShape(text: string, collector: FeatureCollector): void {
  const size = countWords(text, 1);
  const name = size <= 2 ? 'tiny' : size <= 5 ? 'short' : size <= 12 ? 'sentence' : size <= 30 ? 'long' : 'story';
  collector.add('shape', name);
  if (/[?？]/.test(text)) collector.add('shape', '?');
  if (/[!！]/.test(text)) collector.add('shape', '!');
  if (/\d/.test(text)) collector.add('shape', '0');
}
