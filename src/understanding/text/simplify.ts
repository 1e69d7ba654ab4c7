import { Converter } from 'opencc-js/t2cn';

/** Script knowledge of single characters, taken once from OpenCC's Traditional → Simplified tables. */
export interface Script {
  /** Traditional → Simplified, character by character: the length, and so every position, stays the same. */
  simplify(text: string): string;
  /** How many characters exist in Traditional script only. */
  traditional(text: string): number;
}

const first = 0x4e00;
const last = 0x9fff;
/** Used in Simplified text as well, so they prove nothing about the script. */
const shared = new Set('乾於藉徵餘麼着著瞭甚罈麽係妳祂牠');

/** Builds the character tables (about 40 ms, once a process). */
export function loadScript(): Script {
  const convert = Converter({ from: 't', to: 'cn' });
  const all: string[] = [];
  for (let code = first; code <= last; code++) all.push(String.fromCharCode(code));
  const converted = convert(all.join('\n')).split('\n');
  const table = new Map<string, string>();
  all.forEach((char, index) => {
    const simple = converted[index];
    if (simple !== undefined && simple !== char && simple.length === 1) table.set(char, simple);
  });
  table.set('妳', '你').set('係', '系').set('祂', '他').set('牠', '它').set('喺', '在');
  return {
    simplify: (text) => text.replace(/[㐀-鿿]/g, (char) => table.get(char) ?? char),
    traditional(text) {
      let count = 0;
      for (const char of text) if (table.has(char) && !shared.has(char)) count++;
      return count;
    },
  };
}
