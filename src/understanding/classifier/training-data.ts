import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const file = z.strictObject({
  intents: z.record(z.string(), z.array(z.coerce.string())).optional(),
  several: z.array(z.strictObject({ text: z.coerce.string(), intents: z.array(z.string()).min(1) })).optional(),
});

/** One utterance of the training data. */
export interface Utterance {
  readonly text: string;
  readonly intents: readonly string[];
  /** File it stands in, for the linter. */
  readonly file: string;
}

export interface TrainingData {
  readonly utterances: readonly Utterance[];
  /** SHA-256 over the files' names and contents. */
  readonly hash: string;
}

/**
 * Reads `nlp-models/intents/*.yaml`.
 * @throws Error naming the file that cannot be read as training data
 */
export function loadTrainingData(dataDir: string): TrainingData {
  const folder = join(dataDir, 'intents');
  const utterances: Utterance[] = [];
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const source = readFileSync(join(folder, name), 'utf8');
    hash.update(name).update('\0').update(source).update('\0');
    const read = file.safeParse(parseYaml(name, source));
    if (!read.success) {
      const faults = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      throw new Error(`nlp-models/intents/${name} is not as it should be (${faults}). Run: npm run nlu -- lint`);
    }
    for (const [intent, texts] of Object.entries(read.data.intents ?? {})) {
      for (const text of texts) utterances.push({ text, intents: [intent], file: name });
    }
    for (const { text, intents } of read.data.several ?? []) utterances.push({ text, intents, file: name });
  }
  return { utterances, hash: hash.digest('hex') };
}

function parseYaml(name: string, source: string): unknown {
  try {
    return parse(source);
  } catch (fault) {
    throw new Error(`nlp-models/intents/${name} is no valid YAML: ${(fault as Error).message}`);
  }
}
