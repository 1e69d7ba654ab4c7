import { monthsBefore, shanghaiMonth, startOfShanghaiDay } from '../ports/calendar';
import { type Language, languages } from '../ports/language';
import type { Suggestion, Wording } from '../ports/wording';
import { noSlots } from '../understanding/understanding';
import { speechOf } from '../wording/speech';
import type { Answer } from './answer';
import { catalogueValues, momentValues } from './catalogue';
import type { Entry, Proposal } from './entry-schema';
import { type FactValue, type FactValues, month, phrase } from './fact-value';
import { factsRegistry } from './facts/registry';
import type { Facts } from './facts-function';
import type { AnswerContext, KnowledgeBase } from './knowledge-base';
import { type KnowledgeFiles, KnowledgeInvalid, readKnowledgeFiles } from './knowledge-files';
import type { LocalizedWording } from './localized';
import { createRenderer, type Renderer, valueMap } from './render';
import { loadTraditional, type ToTraditional } from './traditional';

/** The suggestion that asks for the same with the customer's own data. */
export const checkMineId = 'check_mine';

/**
 * Reads the knowledge folder once; answers need no I/O.
 * @throws KnowledgeInvalid with every fault in the files' shape
 */
export function loadKnowledge(dir: string): KnowledgeBase {
  const { files, faults } = readKnowledgeFiles(dir);
  if (!files) throw new KnowledgeInvalid(faults);
  return knowledgeOf(files, loadTraditional(dir));
}

function knowledgeOf(files: KnowledgeFiles, toTraditional: ToTraditional): KnowledgeBase {
  const entries = new Map<string, Entry>(files.entries.map((entry) => [entry.intent, entry]));
  const constants = catalogueValues(files.catalogue);
  const entryOf = (intent: string): Entry => {
    const entry = entries.get(intent);
    if (!entry) throw new RangeError(`No knowledge entry for the intent "${intent}": ask has() first.`);
    return entry;
  };
  const proposalOf = ({ proposal }: Entry) => (proposal === undefined ? undefined : files.proposals.get(proposal));
  const suggestion = (id: string, renderer: Renderer, language: Language, values: Values): Suggestion[] => {
    const found = files.suggestions.get(id);
    if (!found) return [];
    return [{ title: renderer.fill(found.title[language], values), say: renderer.fill(found.say[language], values) }];
  };
  const plain = (language: Language): Suggestion => {
    const found = files.suggestions.get(checkMineId);
    if (!found) throw new KnowledgeInvalid([`suggestions.yaml: ${checkMineId} is missing`]);
    return { title: found.title[language], say: found.say[language] };
  };
  const checkMine = new Map(languages.map((language) => [language, plain(language)]));
  const checkMineSentences = new Set(
    [...checkMine.values()].flatMap(({ title, say }) => [title.toLowerCase(), say.toLowerCase()]),
  );

  return {
    size: entries.size,
    intents: [...entries.keys()],
    has: (intent) => entries.has(intent),
    needs: (intent) => entryOf(intent).needs,
    personal: (intent) => entryOf(intent).personal,
    acts: (intent) => entryOf(intent).proposal !== undefined,
    answer(intent, language, context) {
      const entry = entryOf(intent);
      const facts = factsOf(entry, files, context, toTraditional);
      const variant = facts && entry.variants[facts.variant];
      const renderer = createRenderer(language, files.phrases, context.now, toTraditional);
      const values = valueMap(constants, moment(context.now), facts?.values ?? {});
      const ids = variant ? (variant.followUps ?? entry.followUps) : (entry.general.followUps ?? entry.followUps);
      const own = facts?.followUps?.flatMap(({ id, values: its }) =>
        suggestion(id, renderer, language, valueMap(constants, its)),
      );
      return {
        ...wording(variant ?? entry.general, language, renderer, values),
        variant: variant ? (facts?.variant ?? 'general') : 'general',
        followUps: [
          ...(own ?? []),
          ...ids
            .filter((id) => id !== checkMineId || !variant)
            .flatMap((id) => suggestion(id, renderer, language, values)),
        ],
        ...offered(proposalOf(entry), facts, language, renderer, values),
      };
    },
    outcome(intent, language, result) {
      const proposal = proposalOf(entryOf(intent));
      if (!proposal) throw new RangeError(`The entry of "${intent}" proposes nothing.`);
      // The month is told without its year: it is this month or the next.
      const now = result.ok && result.effectiveMonth ? startOfShanghaiDay(`${result.effectiveMonth}-01`) : 0;
      const renderer = createRenderer(language, files.phrases, now, toTraditional);
      if (!result.ok) return wording(proposal.refused[result.reason], language, renderer, valueMap(constants));
      const values = valueMap(constants, {
        reference: { kind: 'name', zh: result.reference, en: result.reference },
        effectiveMonth: result.effectiveMonth ? month(result.effectiveMonth) : phrase('next_month'),
      });
      return wording(proposal.done, language, renderer, values);
    },
    checkMine: (language) => checkMine.get(language) ?? plain(language),
    isCheckMine: (text) => checkMineSentences.has(text.trim().toLowerCase()),
  };
}

type Values = ReadonlyMap<string, FactValue>;

function factsOf(
  entry: Entry,
  files: KnowledgeFiles,
  context: AnswerContext,
  toTraditional: ToTraditional,
): Facts | undefined {
  if (!entry.facts || !context.account) return undefined;
  return factsRegistry.get(entry.facts)?.of({
    account: context.account,
    slots: context.slots ?? noSlots,
    text: context.text ?? '',
    now: context.now,
    catalogue: files.catalogue,
    toTraditional,
  });
}

const moment = (now: number): FactValues => {
  const current = shanghaiMonth(now);
  return momentValues(current, monthsBefore(current, -1));
};

function wording(said: LocalizedWording, language: Language, renderer: Renderer, values: Values): Wording {
  const { text, speak } = said[language];
  const written = renderer.fill(text, values);
  return { text: written, speak: speechOf(speak ? renderer.fill(speak, values) : written, language) };
}

function offered(
  proposal: Proposal | undefined,
  facts: Facts | undefined,
  language: Language,
  renderer: Renderer,
  values: Values,
): Pick<Answer, 'proposal' | 'disputable'> {
  const disputed = facts?.disputable;
  return {
    ...(proposal && facts?.action?.kind === proposal.action
      ? { proposal: { action: facts.action, ask: wording(proposal.ask, language, renderer, values) } }
      : {}),
    ...(disputed
      ? {
          disputable: {
            item: renderer.value({ kind: 'name', zh: disputed.item.name, en: disputed.item.nameEn }),
            amountFen: disputed.amountFen,
            billMonth: disputed.billMonth,
          },
        }
      : {}),
  };
}
