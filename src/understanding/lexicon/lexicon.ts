import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../data-files/read-yaml';

const wordings = z.array(z.coerce.string().min(1));
const graded = z.record(z.string(), wordings);

const wordsFile = z.strictObject({
  items: graded,
  concepts: graded,
  fillers: wordings,
  homophones: wordings,
  mishearings: z.record(z.string(), z.string()),
});
const moodFile = z.strictObject({
  anger: graded,
  urgency: graded,
  threat: z.strictObject({ regulator: wordings, press: wordings, legal: wordings, leave: wordings }),
  negations: wordings,
  keep: wordings,
  neutral: wordings,
});
const controlFile = z.strictObject({
  yes: wordings,
  no: wordings,
  cancel: wordings,
  back: wordings,
  repeat: wordings,
  help: wordings,
  skip: wordings,
  language: wordings,
  trim: wordings,
});
const agentFile = z.strictObject({
  want: wordings,
  person: wordings,
  whole: wordings,
  inside: wordings,
  except: wordings,
  story: wordings,
  typos: wordings,
});
const tuningFile = z.strictObject({
  temperature: z.number().positive(),
  acceptIntent: z.number().min(0).max(1),
  acceptComplaintType: z.number().min(0).max(1),
  acceptClauseComplaint: z.number().min(0).max(1),
  acceptClauseType: z.number().min(0).max(1),
  acceptSecondType: z.number().min(0).max(1),
  acceptJoinedType: z.number().min(0).max(1),
  clauseWeight: z.number().min(0).max(1),
});

/** Everything under `nlp-models/lexicon`, checked. */
export interface Lexicon {
  readonly words: z.infer<typeof wordsFile>;
  readonly mood: z.infer<typeof moodFile>;
  readonly control: z.infer<typeof controlFile>;
  readonly agent: z.infer<typeof agentFile>;
  readonly tuning: z.infer<typeof tuningFile>;
  /** Raw pinyin table, see `parsePinyin`. */
  readonly pinyin: string;
}

/**
 * Reads the lexicon.
 * @param dataDir path of `nlp-models`
 * @throws Error naming the file and the faulty entry
 */
export function loadLexicon(dataDir: string): Lexicon {
  const folder = join(dataDir, 'lexicon');
  const read = <T>(name: string, schema: z.ZodType<T>): T => {
    const result = schema.safeParse(readYaml(join(folder, name)));
    if (result.success) return result.data;
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`nlp-models/lexicon/${name} is not as it should be (${faults}). Correct the file and start again.`);
  };
  return {
    words: read('words.yaml', wordsFile),
    mood: read('mood.yaml', moodFile),
    control: read('control.yaml', controlFile),
    agent: read('agent.yaml', agentFile),
    tuning: read('tuning.yaml', tuningFile),
    pinyin: readFileSync(join(folder, 'pinyin.txt'), 'utf8'),
  };
}
