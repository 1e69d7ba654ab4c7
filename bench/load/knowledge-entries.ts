import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface EntryFile {
  readonly entries: readonly { readonly intent: string }[];
}

const files = ['billing', 'data_usage', 'ring_back_tone', 'service', 'smalltalk'].map((name) => `${name}.yaml`);

/**
 * Copies the data folder and adds variants of the real entries under intents of their own, until there are `count`.
 * Nobody asks for the added ones (understanding knows their intents not): what grows is what is loaded and searched.
 */
export function moreKnowledge(dataDir: string, target: string, count: number): void {
  cpSync(dataDir, target, { recursive: true });
  const entries = files.flatMap(
    (file) => (parse(readFileSync(join(dataDir, 'knowledge', file), 'utf8')) as EntryFile).entries,
  );
  const added = Array.from({ length: Math.max(0, count - entries.length) }, (_, index) => {
    const entry = entries[index % entries.length] as EntryFile['entries'][number];
    return { ...entry, intent: `added.${letters(index)}` };
  });
  if (added.length > 0) writeFileSync(join(target, 'knowledge', 'added.yaml'), stringify({ entries: added }));
}

/** Names of entries have no digits. */
const letters = (index: number): string =>
  [...index.toString(26).padStart(4, '0')]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
    .join('');
