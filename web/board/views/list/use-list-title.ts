import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import type { Behind } from '../../state/behind';

/** What a list is called, and what exactly stands in it. */
export function useListTitle(behind: Behind): { readonly title: string; readonly hint?: string } {
  const { words: known, wording, language, names } = useBoard();
  const words = wording.list;
  switch (behind.kind) {
    case 'measure': {
      const one = known?.measures.find(({ measure }) => measure === behind.measure);
      return { title: one?.names[language] ?? words.heading, ...(one ? { hint: one.definition[language] } : {}) };
    }
    case 'problem': {
      const { problem: number, part } = behind;
      const named = part === 'suggested' ? words.suggested : wording.problems[part];
      return { title: filled(words.problemTitle, { number, part: named }), hint: words.hints.problem };
    }
    case 'waiting':
      return { title: wording.today[behind.what], hint: words.hints[behind.what] };
    case 'missed':
      return { title: wording.gaps.missed, hint: words.hints.missed };
    case 'rated':
      return { title: filled(words.ratedTitle, { topic: names.of('topic', behind.topic) }), hint: words.hints.rated };
    case 'unsent':
      return { title: wording.today.deadLetters, hint: words.hints.unsent };
  }
}
