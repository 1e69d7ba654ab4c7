import type { Lexicon } from './lexicon/lexicon';
import type { Understander } from './understanding';

/** As many as it takes until Node has compiled what a message runs through: a third of a second. */
const messages = 600;
const facts = [
  '昨天扣了我六块',
  '，5月3号下午',
  '，还剩3个G',
  '，等了两个星期',
  '，工号8021',
  '，不是六块是八块',
  ', last friday 20 yuan',
  '',
];

/**
 * Has made-up messages understood, long and short, so that the first customers do not wait for code that Node still
 * interprets: ten times as long as later.
 */
export async function warmUp(understander: Understander, { concepts }: Lexicon['words']): Promise<void> {
  const wordings = Object.values(concepts).flat();
  for (let at = 0; at < messages; at++) {
    // Prime steps: every message joins other words.
    const parts = Array.from({ length: 1 + (at % 12) }, (_, next) => wordings[(at * 31 + next * 7) % wordings.length]);
    await understander.understand(`${parts.join(at % 3 === 0 ? '，' : '')}${facts[at % facts.length]}`);
  }
}
