import { type Language, languages } from '../ports/language';
import { intentNames } from '../understanding/intents';
import { catalogueValues, momentValues } from './catalogue';
import type { Entry } from './entry-schema';
import { factsRegistry } from './facts/registry';
import type { FactsFunction } from './facts-function';
import { type KnowledgeFiles, readKnowledgeFiles } from './knowledge-files';
import { checkMineId } from './load-knowledge';
import { placeholder } from './render';

/** Words a service trainer would strike out, and placeholders someone forgot. */
const unwanted = ['亲，', '敬请谅解', '兹', 'TODO', 'FIXME', '！', '!'] as const;
/** Longer than this nobody reads in a chat bubble. */
const maxLength: Record<Language, number> = { 'zh-Hans': 260, 'zh-Hant': 280, en: 760 };

/**
 * What is wrong with the knowledge folder, one line a fault, `file: intent: fault`; empty when it is sound. Beyond the
 * shape: names that lead nowhere, values a wording asks for and its facts do not give, variants missing or dead.
 */
export function lintKnowledge(dir: string): string[] {
  const { files, faults } = readKnowledgeFiles(dir);
  if (!files) return faults;
  const seen = new Set<string>();
  const used = new Set<string>([checkMineId]);
  for (const entry of files.entries) {
    const say = (fault: string): void => void faults.push(`${entry.file}: ${entry.intent}: ${fault}`);
    if (!intents.has(entry.intent)) say('no such intent');
    if (seen.has(entry.intent)) say('a second entry for this intent');
    seen.add(entry.intent);
    if (entry.personal !== 'none' && entry.needs.length === 0) say('personal, but needs no account data');
    if (entry.personal === 'none' && entry.needs.length > 0) say('needs account data, but is not personal');
    if (entry.facts === undefined && Object.keys(entry.variants).length > 0)
      say('variants, but no facts to choose one');
    lintFacts(entry, files, say);
    for (const id of followUpsOf(entry)) {
      used.add(id);
      if (!files.suggestions.has(id)) say(`follow-up "${id}" is not in suggestions.yaml`);
    }
  }
  for (const [id, suggestion] of files.suggestions) {
    if (suggestion.intent !== undefined && !intents.has(suggestion.intent)) {
      faults.push(`suggestions.yaml: ${id}: no such intent "${suggestion.intent}"`);
    }
    for (const language of languages) {
      if (suggestion.title[language].length > 40) faults.push(`suggestions.yaml: ${id}: title too long in ${language}`);
    }
    if (!used.has(id) && !offeredByFacts.has(id)) faults.push(`suggestions.yaml: ${id}: nothing offers it`);
  }
  for (const id of files.proposals.keys()) {
    if (!files.entries.some((entry) => entry.proposal === id)) faults.push(`proposals.yaml: ${id}: no entry makes it`);
  }
  return faults;
}

const intents: ReadonlySet<string> = new Set(intentNames);

/** Suggestions that facts functions offer with values of their own. */
const offeredByFacts: ReadonlySet<string> = new Set(['cap_choice', 'pack_choice', 'cancel_named', 'crbt_cancel']);

const followUpsOf = (entry: Entry): readonly string[] => [
  ...entry.followUps,
  ...(entry.general.followUps ?? []),
  ...Object.values(entry.variants).flatMap((variant) => variant.followUps ?? []),
];

type Say = (fault: string) => void;

function lintFacts(entry: Entry, files: KnowledgeFiles, say: Say): void {
  const facts: FactsFunction | undefined = entry.facts === undefined ? undefined : factsRegistry.get(entry.facts);
  if (entry.facts !== undefined && !facts) say(`no facts function "${entry.facts}" in facts/registry.ts`);
  const always = [...Object.keys(catalogueValues(files.catalogue)), ...Object.keys(momentValues('', ''))];
  lintWording('general', entry.general, always, say);
  for (const [name, variant] of Object.entries(entry.variants)) {
    const values = facts?.variants[name];
    if (facts && !values) say(`variant "${name}" is never chosen by ${entry.facts}`);
    lintWording(name, variant, [...always, ...(values ?? [])], say);
  }
  for (const name of Object.keys(facts?.variants ?? {})) {
    if (!entry.variants[name]) say(`variant "${name}" of ${entry.facts} has no wording`);
  }
  if (entry.proposal === undefined) return;
  const proposal = files.proposals.get(entry.proposal);
  if (!proposal) {
    say(`no "${entry.proposal}" in proposals.yaml`);
    return;
  }
  if (!facts?.proposal) say('a proposal, but facts that offer none');
  lintWording('proposal.ask', proposal.ask, [...always, ...(facts?.proposal ?? [])], say);
  lintWording('proposal.done', proposal.done, [...always, 'reference', 'effectiveMonth'], say);
  for (const [reason, wording] of Object.entries(proposal.refused)) lintWording(reason, wording, always, say);
}

function lintWording(
  where: string,
  wording: Readonly<Record<Language, { text: string; speak?: string | undefined }>>,
  known: readonly string[],
  say: Say,
): void {
  const names = new Set(known);
  for (const language of languages) {
    const { text, speak } = wording[language];
    for (const [, name = ''] of `${text} ${speak ?? ''}`.matchAll(placeholder)) {
      if (!names.has(name)) say(`${where} (${language}) uses {${name}}, which nothing provides`);
    }
    for (const word of unwanted) if (text.includes(word)) say(`${where} (${language}) says "${word}"`);
    if (text.length > maxLength[language]) say(`${where} (${language}) has ${text.length} characters`);
    if (language !== 'en' && /[a-z]{12,}/.test(text.replace(placeholder, '')))
      say(`${where} (${language}) is not Chinese`);
    if (language === 'en' && /[\u3400-\u9fff]{6,}/.test(text)) say(`${where} (en) is not English`);
  }
}
