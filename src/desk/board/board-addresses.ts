import { dimensions } from '../../figures/figures';
import { boardQueries } from './read-query';

export type BoardAddress = Exclude<keyof typeof boardQueries, 'none'> | 'words';

/**
 * What stands under `/desk/api/board`, all of it for supervisors only. `trail`: what a look is called there, at most once in
 * ten minutes; every file is in it as `export`, before its first row is read.
 */
export const boardAddresses: Readonly<Record<BoardAddress, { readonly answers: string; readonly trail?: string }>> = {
  words: { answers: 'names of all codes, measures with their definitions, reviews that are late' },
  today: { answers: 'what was left out, what runs out next, what waits for a supervisor', trail: 'board today' },
  figures: { answers: 'measures by at most two dimensions' },
  list: { answers: 'the rows behind one number, 50 a page', trail: 'board list …' },
  attached: { answers: 'the complaints behind a number of a known problem, 50 a page', trail: 'board problem …' },
  waiting: { answers: 'the complaints behind a number of today, 50 a page', trail: 'board waiting …' },
  missed: { answers: 'each time a question had no answer, as it was put, masked', trail: 'board missed' },
  rated: {
    answers: 'answers about a topic that were rated (down), with what was asked, masked',
    trail: 'board rated …',
  },
  unsent: {
    answers: 'what could not be sent: when, what, whose, how often tried and why, never its text',
    trail: 'board unsent',
  },
  gaps: {
    answers: 'questions without an answer, alike ones together; answers rated down, by topic',
    trail: 'board gaps',
  },
  voices: { answers: 'what customers said when asked how it went, newest first', trail: 'board voices' },
  week: { answers: 'what the printed report shows', trail: 'board 2026-W47' },
};

/** Names a query may have; filters are told once for all. */
export function queryNamesOf(address: BoardAddress): readonly string[] {
  const { shape } = boardQueries[address === 'words' ? 'none' : address];
  const names = Object.keys(shape);
  const filters: readonly string[] = dimensions;
  // A list asks for one score of survey words; elsewhere it is a filter like the others.
  const isFilter = (name: string): boolean => filters.includes(name) && names.includes('day');
  return [...names.filter((name) => !isFilter(name)), ...(names.some(isFilter) ? ['filters'] : [])];
}

/** The table of docs/desk.md. */
export const renderBoardAddresses = (): string =>
  [
    row('request', 'query', 'answers', 'in the trail'),
    row('---', '---', '---', '---'),
    ...(Object.keys(boardAddresses) as BoardAddress[]).map((address) => {
      const { answers, trail } = boardAddresses[address];
      const names = queryNamesOf(address).map((name) => (name === 'filters' ? name : `\`${name}\``));
      return row(
        `\`GET /desk/api/board/${address}\``,
        names.join(', '),
        answers,
        trail === undefined ? '' : `\`${trail}\``,
      );
    }),
  ].join('\n');

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
