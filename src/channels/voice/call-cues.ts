import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../data-files/read-yaml';

const words = z.array(z.string().min(1)).min(1);
const schema = z.strictObject({ slower: words, faster: words, again: words });

/** Wishes about the call itself. */
export type CallCue = keyof z.output<typeof schema>;

const bare = (text: string): string => text.toLowerCase().replace(/[\p{P}\p{S}\s]/gu, '');

/**
 * @param dataDir path of nlp-models
 * @returns which wish about the call the whole utterance is, if any
 * @throws Error when `lexicon/call.yaml` does not fit its schema
 */
export function loadCallCues(dataDir: string): (utterance: string) => CallCue | undefined {
  const file = 'lexicon/call.yaml';
  const read = schema.safeParse(readYaml(join(dataDir, file)));
  if (!read.success) throw new Error(`nlp-models/${file}: ${z.prettifyError(read.error)}`);
  const cueOf = new Map<string, CallCue>();
  for (const cue of ['slower', 'faster', 'again'] as const)
    for (const word of read.data[cue]) cueOf.set(bare(word), cue);
  return (utterance) => (utterance.length > 40 ? undefined : cueOf.get(bare(utterance)));
}
