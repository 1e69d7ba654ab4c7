import type { Figures, FiguresAnswer } from '../figures/figures';
import { daysBefore } from '../ports/calendar';
import { stateOf } from './action-table';
import type { CorrectiveAction, LearningView } from './learning';

/**
 * Causes of the last weeks by department with what is done about them, the most frequent first; published inside the
 * company. Those without complaints lately are listed while something is still being done about them.
 * @param today day of Asia/Shanghai, counted in
 */
export async function causesAndFixes(
  figures: Pick<Figures, 'answer'>,
  actions: readonly CorrectiveAction[],
  today: string,
  weeks: number,
): Promise<LearningView['causes']> {
  const from = daysBefore(today, weeks * 7 - 1);
  const [now, before] = await Promise.all([
    countsOf(figures, from, today),
    countsOf(figures, daysBefore(from, weeks * 7), daysBefore(from, 1)),
  ]);
  const counted = actions.filter((action) => stateOf(action) !== 'dropped');
  const open = counted.filter((action) => stateOf(action) === 'open').map(keyOf);
  return [...new Set([...now.keys(), ...before.keys(), ...open])]
    .map((key) => {
      const [cause = '', owner = ''] = key.split(' ');
      return {
        cause,
        owner,
        count: now.get(key) ?? 0,
        countBefore: before.get(key) ?? 0,
        actions: counted.filter((action) => keyOf(action) === key).length,
      };
    })
    .sort((a, b) => b.count - a.count || b.countBefore - a.countBefore || a.cause.localeCompare(b.cause));
}

const keyOf = ({ cause, owner }: Pick<CorrectiveAction, 'cause' | 'owner'>): string => `${cause} ${owner}`;

async function countsOf(
  figures: Pick<Figures, 'answer'>,
  from: string,
  until: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows }: FiguresAnswer = await figures.answer({
    from,
    until,
    measures: ['complaints'],
    by: ['cause', 'team'],
  });
  return new Map(
    rows.flatMap(({ key: [cause = '', owner = ''], figures: { complaints } }) =>
      // Without a cause: not decided yet.
      cause === '' || !complaints || complaints.n === 0 ? [] : [[keyOf({ cause, owner }), complaints.n] as const],
    ),
  );
}
