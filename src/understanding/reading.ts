import { type Featurizer, featurizer } from './classifier/features';
import type { Lexicon } from './lexicon/lexicon';
import { type HomophoneReader, homophoneReader } from './text/homophones';
import { normaliseInPlace } from './text/normalise';
import { Phrases } from './text/phrases';
import { parsePinyin } from './text/pinyin';
import type { Script } from './text/simplify';
import { loadWordCutter } from './text/words';

/** What reads a message before it is judged, shared by training and prediction. */
export interface ReadingParts {
  /** Services named in a text, by lexicon id. */
  readonly itemsIn: (text: string) => readonly string[];
  readonly fillers: Phrases<true>;
  readonly homophones: HomophoneReader;
  readonly featurizer: Featurizer;
}

/** Prepares the words of the lexicon (about 0.1 s, most of it for jieba's dictionary). */
export function readingParts({ words, pinyin: table }: Lexicon, script: Script): ReadingParts {
  const pinyin = parsePinyin(table);
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
