import type { HomophoneReader } from '../text/homophones';
import { cap, normaliseForReading } from '../text/normalise';
import type { Phrases } from '../text/phrases';
import type { Pinyin } from '../text/pinyin';
import type { WordCutter } from '../text/words';

/** What a text looks like to the classifier: hashed features with the weight of their kind, no feature twice. */
export interface FeatureVector {
  readonly keys: Int32Array;
  readonly weights: Float32Array;
}

/** Turns text (normalised in place) into features. */
export interface Featurizer {
  featuresOf(text: string): FeatureVector;
  /** The features by name, for `npm run nlu -- explain`. */
  namesOf(text: string): Map<number, string>;
}

export interface FeaturizerParts {
  readonly words: WordCutter;
  readonly pinyin: Pinyin;
  readonly homophones: HomophoneReader;
  readonly concepts: Phrases<string>;
  readonly fillers: Phrases<true>;
}

/** Weight by kind: what says more about the meaning counts more. */
const weightOf = { word: 1, wordPair: 0.7, char: 0.65, sound: 0.35, concept: 1.6, conceptPair: 1.2, shape: 0.25 };
type Kind = keyof typeof weightOf;
const maxConceptPairs = 60;

/** Builds the featurizer of both training and prediction. */
export function featurizer(parts: FeaturizerParts): Featurizer {
  const collect = (text: string, add: (kind: Kind, name: string) => void): void => {
    const read = parts.homophones.read(normaliseForReading(cap(text)));
    const meaningful = withoutFillers(read, parts.fillers);
    const concepts = parts.concepts.find(meaningful);
    addWords(meaningful, parts.words, add);
    addChars(meaningful, parts.pinyin, add);
    addConcepts(
      concepts.map((found) => found.value),
      add,
    );
    addShape(read, add);
  };
  return {
    featuresOf(text) {
      const found = new Map<number, number>();
      collect(text, (kind, name) => found.set(hash(kind, name), weightOf[kind]));
      return { keys: Int32Array.from(found.keys()), weights: Float32Array.from(found.values()) };
    },
    namesOf(text) {
      const names = new Map<number, string>();
      collect(text, (kind, name) => names.set(hash(kind, name), `${kind}:${name}`));
      return names;
    },
  };
}

/** Leaves out what is only said while thinking, unless nothing else is said. */
export function withoutFillers(text: string, fillers: Phrases<true>): string {
  let kept = '';
  let from = 0;
  for (const found of fillers.find(text)) {
    kept += `${text.slice(from, found.start)} `;
    from = found.end;
  }
  kept += text.slice(from);
  const meaningful = kept.replace(/\s+/g, ' ').trim();
  const enough = (meaningful.match(/[\u3400-\u9fff]|[a-z]{2,}/g)?.length ?? 0) >= 2;
  return enough ? meaningful : text;
}

type Add = (kind: Kind, name: string) => void;

function addWords(text: string, words: WordCutter, add: Add): void {
  let previous = '^';
  for (const chunk of text.match(/[\u3400-\u9fff]+|[a-z][a-z']*|\d+|☺/g) ?? []) {
    const latin = /[a-z]/.test(chunk[0] ?? '');
    for (const word of latin ? [stem(chunk)] : words.cut(chunk)) {
      add('word', word);
      add('wordPair', `${previous} ${word}`);
      previous = word;
    }
  }
  add('wordPair', `${previous} $`);
}

/** English endings that do not change what is meant. */
function stem(word: string): string {
  if (word.length < 5) return word;
  return word.replace(/(?:'s|ing|ed|es|s|ly)$/, '');
}

function addChars(text: string, pinyin: Pinyin, add: Add): void {
  for (const run of text.match(/[\u3400-\u9fff\d]+/g) ?? []) {
    const sounds = [...run].map((char) => pinyin.blurred(char) ?? char);
    for (let at = 0; at < run.length; at++) {
      add('char', run.slice(at, at + 1));
      if (at + 2 <= run.length) {
        add('char', run.slice(at, at + 2));
        add('sound', `${sounds[at]} ${sounds[at + 1]}`);
      }
      if (at + 3 <= run.length) {
        add('char', run.slice(at, at + 3));
        add('sound', `${sounds[at]} ${sounds[at + 1]} ${sounds[at + 2]}`);
      }
      if (at + 4 <= run.length) add('char', run.slice(at, at + 4));
    }
  }
}

function addConcepts(concepts: readonly string[], add: Add): void {
  const distinct = [...new Set(concepts)].sort();
  for (const concept of distinct) add('concept', concept);
  let pairs = 0;
  for (let i = 0; i < distinct.length; i++) {
    for (let j = i + 1; j < distinct.length && pairs < maxConceptPairs; j++, pairs++) {
      add('conceptPair', `${distinct[i]}+${distinct[j]}`);
    }
  }
}

function addShape(text: string, add: Add): void {
  const size = (text.match(/[\u3400-\u9fff]|[a-z]+/g) ?? []).length;
  add('shape', size <= 2 ? 'tiny' : size <= 5 ? 'short' : size <= 12 ? 'sentence' : size <= 30 ? 'long' : 'story');
  if (/[?？]/.test(text)) add('shape', '?');
  if (/[!！]/.test(text)) add('shape', '!');
  if (/\d/.test(text)) add('shape', '0');
}

/** FNV-1a over kind and name: 32 bits, so that collisions among some ten thousand features are rare. */
function hash(kind: string, name: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < kind.length; at++) value = Math.imul(value ^ kind.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ 58, 0x01000193);
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    value = Math.imul(value ^ (code & 0xff), 0x01000193);
    value = Math.imul(value ^ (code >> 8), 0x01000193);
  }
  return value | 0;
}
