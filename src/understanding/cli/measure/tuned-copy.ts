import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { type Costs, defaultCosts } from './threshold-sweep';

const cost = z.number().min(0);
const tuningFile = z.object({
  acceptIntent: z.number().optional(),
  costs: z
    .object({
      askedAgain: cost,
      wrong: cost,
      complaintMissed: cost,
      personMissed: cost,
      outsideAccepted: cost,
    })
    .partial()
    .optional(),
});

/** The threshold in use and what mistakes cost, from `lexicon/tuning.yaml` or the defaults. */
export function tuningOf(dataDir: string): { acceptIntent?: number; costs: Costs } {
  const { acceptIntent, costs } = tuningFile.parse(
    parse(readFileSync(join(dataDir, 'lexicon', 'tuning.yaml'), 'utf8')),
  );
  const own = Object.entries(costs ?? {}).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return {
    ...(acceptIntent === undefined ? {} : { acceptIntent }),
    costs: { ...defaultCosts, ...Object.fromEntries(own) },
  };
}

/**
 * Runs `use` on a copy of `nlp-models` that differs in part of `lexicon/tuning.yaml` or in its training data, and
 * removes the copy afterwards. Everything else is the real thing, so a model cached for the same texts is found.
 * @param intents file name → YAML text in place of the real training files
 */
export async function onTunedCopy<T>(
  dataDir: string,
  changes: { readonly tuning?: Readonly<Record<string, number>>; readonly intents?: ReadonlyMap<string, string> },
  use: (copy: string) => Promise<T>,
): Promise<T> {
  const real = resolve(dataDir);
  const copy = mkdtempSync(join(tmpdir(), 'nlu-copy-'));
  try {
    for (const name of readdirSync(real)) {
      if (name === 'lexicon') copyLexicon(join(real, name), join(copy, name), changes.tuning ?? {});
      else if (name === 'intents' && changes.intents) writeAll(join(copy, name), changes.intents);
      else symlinkSync(join(real, name), join(copy, name), 'junction');
    }
    return await use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function copyLexicon(from: string, to: string, tuning: Readonly<Record<string, number>>): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (name !== 'tuning.yaml') copyFileSync(join(from, name), join(to, name));
  }
  const own = z.record(z.string(), z.unknown()).parse(parse(readFileSync(join(from, 'tuning.yaml'), 'utf8')));
  writeFileSync(join(to, 'tuning.yaml'), stringify({ ...own, ...tuning }));
}

function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}
