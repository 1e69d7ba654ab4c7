import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { readYaml } from '../data-files/read-yaml';
import { type Catalogue, catalogueSchema } from './catalogue';
import {
  type Entry,
  entryFileSchema,
  type Phrases,
  type Proposal,
  phraseFileSchema,
  proposalFileSchema,
  type SuggestionEntry,
  suggestionFileSchema,
} from './entry-schema';

/** The knowledge folder, read and checked for shape. */
export interface KnowledgeFiles {
  readonly catalogue: Catalogue;
  readonly phrases: Phrases;
  readonly suggestions: ReadonlyMap<string, SuggestionEntry>;
  readonly proposals: ReadonlyMap<string, Proposal>;
  /** With the file each stands in. */
  readonly entries: readonly (Entry & { readonly file: string })[];
}

/** The data files are wrong: says which, where, and what was expected. */
export class KnowledgeInvalid extends Error {
  readonly code = 'KNOWLEDGE_INVALID';
  constructor(readonly faults: readonly string[]) {
    super(
      `The knowledge files have faults, correct them (npm run nlu -- lint shows the same list):\n${faults.join('\n')}`,
    );
  }
}

const special = new Set(['catalogue.yaml', 'phrases.yaml', 'suggestions.yaml', 'proposals.yaml', 'traditional.yaml']);

/** @returns the files, or what is wrong with their shape. @param dir for example `nlp-models/knowledge` */
export function readKnowledgeFiles(dir: string): { files?: KnowledgeFiles; faults: string[] } {
  const faults: string[] = [];
  const read = <S extends z.ZodType>(file: string, schema: S): z.output<S> | undefined => {
    try {
      const parsed = schema.safeParse(readYaml(join(dir, file)));
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) faults.push(`${file}: ${issue.path.join('.')}: ${issue.message}`);
    } catch (error) {
      faults.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return undefined;
  };
  const catalogue = read('catalogue.yaml', catalogueSchema);
  const phrases = read('phrases.yaml', phraseFileSchema);
  const suggestions = read('suggestions.yaml', suggestionFileSchema);
  const proposals = read('proposals.yaml', proposalFileSchema);
  const entries = readdirSync(dir)
    .filter((file) => file.endsWith('.yaml') && !special.has(file))
    .sort()
    .flatMap((file) => read(file, entryFileSchema)?.entries.map((entry) => ({ ...entry, file })) ?? []);
  if (!catalogue || !phrases || !suggestions || !proposals || faults.length > 0) return { faults };
  return {
    files: {
      catalogue,
      phrases,
      suggestions: new Map(Object.entries(suggestions.suggestions)),
      proposals: new Map(Object.entries(proposals.proposals)),
      entries,
    },
    faults,
  };
}
