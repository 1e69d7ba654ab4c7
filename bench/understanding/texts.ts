import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Utterance } from '../../src/understanding/classifier/training-data';

/** Promises of speed are made for texts up to this length. */
const maxChars = 300;

/**
 * What is predicted: every customer line of the test conversations, filled up to `count` with lines put together from
 * training utterances. None stands in the training data word for word, which node-nlp would only look up.
 */
export function benchTexts(conversations: string, utterances: readonly Utterance[], count: number): string[] {
  const known = new Set(utterances.map(({ text }) => text));
  const said = customerLines(conversations).filter((text) => text.length <= maxChars && !known.has(text));
  const texts = new Set(said.slice(0, count));
  const pool = utterances.map(({ text }) => text).filter((text) => text.length >= 4 && text.length <= maxChars / 2);
  // A fixed stride that shares no factor with the pool's size walks through all files evenly, the same every time.
  const stride = strideFor(pool.length);
  for (let at = 0; texts.size < count && at < pool.length * 2; at += 1) {
    const parts = [0, 1, 2, 3, 4, 5].map((next) => pool[((at * 6 + next) * stride) % pool.length] ?? '');
    // Mostly one thought, often two, now and then a long story, as customers write.
    const wanted = [1, 1, 1, 2, 2, 6][at % 6] ?? 1;
    const text = `我想问问，${parts.slice(0, wanted).join('，')}`.slice(0, maxChars);
    if (!known.has(text)) texts.add(text);
  }
  return [...texts];
}

function strideFor(size: number): number {
  const divides = (a: number, b: number): boolean => b !== 0 && a % b === 0;
  for (const prime of [997, 991, 983]) if (!divides(size, prime)) return prime;
  return 1;
}

/** `user:` lines without placeholders. */
function customerLines(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => parse(readFileSync(join(folder, name), 'utf8')) as { steps?: { user?: unknown }[] }[])
    .flatMap(({ steps = [] }) => steps.map(({ user }) => user))
    .filter((user): user is string => typeof user === 'string' && user.trim() !== '' && !/\{\w+\}/.test(user));
}
