import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadTraditional, type ToTraditional } from '../knowledge/traditional';
import type { KnowledgeDraft } from '../learning/learning';
import type { Given, Work } from './commands';

const mostKept = 5_000;

/**
 * Published answers in the form of nlp-models, for whoever makes them part of the taught knowledge: `intents` for a file
 * under nlp-models/intents, `entries` for one under nlp-models/knowledge. What a language lacks is asked for by
 * `npm run nlu -- lint`. @returns 0
 */
export async function knowledgeDraftsCommand(_: Given, { store, terminal, place, root }: Work): Promise<number> {
  const stored = await store.documents.list<KnowledgeDraft>('knowledge_draft', mostKept);
  const published = stored.map(({ value }) => value).filter(({ status }) => status === 'published');
  terminal.output.write(knowledgeYaml(published, loadTraditional(join(root, 'nlp-models', 'knowledge'))));
  const waiting = stored.filter(({ value }) => value.status === 'draft').length;
  terminal.say(`${place}: ${published.length} published, ${waiting} to be reviewed.`);
  return 0;
}

/** YAML that `npm run nlu -- lint` reads once every language is there. */
export function knowledgeYaml(drafts: readonly KnowledgeDraft[], toTraditional: ToTraditional): string {
  const intents = Object.fromEntries(
    drafts.map((draft) => [intentOf(draft), [...new Set([draft.question, ...draft.alternatives])]]),
  );
  const entries = drafts.map((draft) => ({
    intent: intentOf(draft),
    personal: 'none',
    general: {
      [draft.language]: draft.answer,
      // A beginning: whoever takes it over reads it, and words that the list lacks are for a person to choose.
      ...(draft.language === 'zh-Hans' && { 'zh-Hant': toTraditional(draft.answer) }),
    },
  }));
  return [
    '# Rename the intents to what they are about, add the languages that are missing, and reject the drafts at the board',
    '# once this is taught: until then both answer.',
    stringify({ intents, entries }, { lineWidth: 0 }),
  ].join('\n');
}

/** A name by the rules of intents, which have no digits: to be renamed by whoever takes it over. */
const intentOf = ({ id }: KnowledgeDraft): string =>
  `service.reviewed_${[...id.replace(/^draft_/, '').slice(0, 10)].map((sign) => (/\d/.test(sign) ? letters[Number(sign)] : sign.toLowerCase().replace(/[^a-z]/, 'x'))).join('')}`;
const letters = 'ghijklmnop';
