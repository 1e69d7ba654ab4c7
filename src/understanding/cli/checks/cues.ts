import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const file = z.record(z.string(), z.array(z.string().min(1)).min(1));

/** Faults of `lexicon/cues.yaml`: words are compared in lower case, so one written otherwise never matches. */
export function* cueFaults(dataDir: string): Generator<string> {
  const path = join(dataDir, 'lexicon', 'cues.yaml');
  const where = 'nlp-models/lexicon/cues.yaml';
  if (!existsSync(path)) return;
  const read = file.safeParse(parse(readFileSync(path, 'utf8')));
  if (!read.success) {
    for (const issue of read.error.issues) yield `${where}: ${issue.path.join('.')}: ${issue.message}`;
    return;
  }
  for (const [cue, words] of Object.entries(read.data)) {
    const seen = new Set<string>();
    for (const word of words) {
      if (word !== word.toLowerCase()) yield `${where}: ${cue}: write "${word}" in lower case`;
      if (seen.has(word)) yield `${where}: ${cue}: "${word}" stands there twice`;
      seen.add(word);
    }
  }
}
