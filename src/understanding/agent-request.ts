import type { Lexicon } from './lexicon/lexicon';
import { bare } from './text/characters';
import type { HomophoneReader } from './text/homophones';
import { Phrases } from './text/phrases';

/**
 * What the wording alone says: the whole message asks, part of it does, a word like one means something else
 * (人工智能), or nothing.
 */
export type AgentRequest = 'whole' | 'inside' | 'other' | undefined;

const maxPrefix = 8;

/**
 * The safety net under the classifier: asking for a person must work in any wording (L4).
 * @returns reads a message (normalised in place, fillers still in)
 */
export function agentRequestReader(
  lexicon: Lexicon['agent'],
  homophones: HomophoneReader,
  withoutFillers: (text: string) => string,
): (text: string) => AgentRequest {
  const whole = new Set(lexicon.whole);
  const inside = phrasesOf(lexicon.inside);
  const wants = phrasesOf(lexicon.want);
  const people = new Set(lexicon.person);
  const exceptions = phrasesOf(lexicon.except);
  const covers = phrasesOf([...lexicon.except, ...lexicon.story]);
  const spelled = typoReader(lexicon.typos);
  const longestPerson = Math.max(...lexicon.person.map((word) => word.length));

  const asks = (text: string): boolean => {
    for (const want of wants.find(text)) {
      for (let length = Math.min(longestPerson, text.length - want.end); length > 1; length--) {
        if (people.has(text.slice(want.end, want.end + length))) return true;
      }
    }
    return false;
  };

  return (text) => {
    if (text.length > 400) return undefined;
    const read = spelled(homophones.read(text));
    const meaningful = withoutFillers(read);
    const plain = bare(meaningful);
    if (whole.has(plain) || (meaningful !== read && whole.has(bare(read)))) return 'whole';
    const cleared = clear(read, covers);
    const told = cleared !== read;
    const request = inside.has(cleared) || asks(cleared);
    if (!request) return exceptions.has(read) ? 'other' : undefined;
    const rest = plain.replace(/[^\u4e00-\u9fffa-z]/g, '').length;
    const english = /[a-z]{3}/.test(plain);
    if (told && rest > (english ? 60 : 24)) return undefined;
    return rest <= (english ? 60 : maxPrefix + 12) ? 'whole' : 'inside';
  };
}

function phrasesOf(words: readonly string[]): Phrases<true> {
  const phrases = new Phrases<true>();
  for (const word of words) phrases.add(word.toLowerCase(), true);
  return phrases;
}

function clear(text: string, covers: Phrases<true>): string {
  let out = '';
  let from = 0;
  for (const found of covers.find(text)) {
    out += `${text.slice(from, found.start)}，`;
    from = found.end;
  }
  return out + text.slice(from);
}

/** Reads a known English word with one slip in it (agrnt, persn, hunam) as the word. */
function typoReader(words: readonly string[]): (text: string) => string {
  return (text) =>
    !/[a-z]{4}/.test(text)
      ? text
      : text
          .replace(/[a-z]{4,16}/g, (seen) => words.find((word) => seen === word || oneSlip(seen, word)) ?? seen)
          .replace(/\b(want|need|like) (talk|speak|chat)\b/g, '$1 to $2');
}

function oneSlip(seen: string, word: string): boolean {
  if (Math.abs(seen.length - word.length) > 1 || seen[0] !== word[0] || seen === `${word}s`) return false;
  let at = 0;
  while (at < word.length && seen[at] === word[at]) at++;
  const rest = (skipSeen: number, skipWord: number): boolean => seen.slice(at + skipSeen) === word.slice(at + skipWord);
  const swapped = seen[at] === word[at + 1] && seen[at + 1] === word[at] && rest(2, 2);
  return swapped || rest(1, 1) || rest(1, 0) || rest(0, 1);
}
