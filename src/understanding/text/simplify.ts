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
  const table = Uint16Array.from({ length: 0x10000 }, (_, code) => code);
  const set = (char: string, simple: string): void => {
    table[char.charCodeAt(0)] = simple.charCodeAt(0);
  };
  all.forEach((char, index) => {
    const simple = converted[index];
    if (simple !== undefined && simple.length === 1) set(char, simple);
  });
  for (const [char, simple] of ['妳你', '係系', '祂他', '牠它', '喺在']) set(char as string, simple as string);
  const decides = table.map((simple, code) => (simple !== code && !shared.has(String.fromCharCode(code)) ? 1 : 0));
  return {
    simplify(text) {
      let out = '';
      let from = 0;
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        const simple = table[code] as number;
        if (simple === code) continue;
        out += text.slice(from, at) + String.fromCharCode(simple);
        from = at + 1;
      }
      return from === 0 ? text : out + text.slice(from);
    },
    traditional(text) {
      let count = 0;
      for (let at = 0; at < text.length; at++) count += decides[text.charCodeAt(at)] as number;
      return count;
    },
  };
}
