import type { ClockRules } from '../complaints/clock-rules';
import type { Figure, Figures, FiguresFilter } from '../figures/figures';
import { daysBefore, shanghaiDay, startOfShanghaiDay } from '../ports/calendar';
import type { Clock } from '../ports/clock';
import type { ComplaintRepository } from '../ports/complaint-repository';
import { stateOf } from './action-table';
import type { Digest, LearningView } from './learning';
import { omissionsOf } from './omissions-of';
import type { LearningRules } from './rules';
import { daysOfWeek } from './week';

export interface DigestDeps {
  readonly figures: Pick<Figures, 'answer' | 'list'>;
  readonly complaints: Pick<ComplaintRepository, 'list'>;
  /** Rules of the clocks: the catalogue of nlp-models/complaints. */
  readonly catalogue: ClockRules;
  readonly clock: Clock;
  readonly rules: LearningRules;
  /** All corrective actions with their effects. */
  readonly actions: () => Promise<LearningView['actions']>;
}

const none: Figure = { n: 0, of: 0 };

/**
 * One department's week: its rates beside those of the week before, the causes of what came in, what is done about them,
 * and what is left out as it stands now.
 * @param week `2026-W47`
 * @returns `undefined` when there is no such week
 */
export async function digestOf(deps: DigestDeps, week: string, owner: string): Promise<Digest | undefined> {
  const days = daysOfWeek(week);
  if (!days) return undefined;
  const { figures, complaints, catalogue, clock, rules } = deps;
  const { digest } = rules;
  const now = clock.now();
  const where = { team: [owner] };
  const thisWeek: FiguresFilter = { ...days, where };
  const weekBefore: FiguresFilter = { from: daysBefore(days.from, 7), until: daysBefore(days.from, 1), where };
  const measures = ['complaints', ...digest.measures] as const;
  const [total, totalBefore, causes, causesBefore, omissions, actions] = await Promise.all([
    figures.answer({ ...thisWeek, measures }),
    figures.answer({ ...weekBefore, measures }),
    countsByCause(figures, thisWeek),
    countsByCause(figures, weekBefore),
    omissionsOf(complaints, owner, now, catalogue, digest.omissions),
    deps.actions(),
  ]);
  const [row, rowBefore] = [total.rows[0]?.figures, totalBefore.rows[0]?.figures];
  const codes = [...new Set([...causes.keys(), ...causesBefore.keys()])];
  const doneSince = startOfShanghaiDay(daysBefore(shanghaiDay(now), digest.done_weeks * 7));
  return {
    week,
    owner,
    complaints: row?.complaints ?? none,
    figures: digest.measures.map((measure) => ({
      measure,
      now: row?.[measure] ?? none,
      before: rowBefore?.[measure] ?? none,
    })),
    causes: (
      await Promise.all(
        codes.map(async (cause) => ({
          cause,
          count: causes.get(cause) ?? 0,
          countBefore: causesBefore.get(cause) ?? 0,
          numbers: causes.has(cause) ? await numbersOf(figures, thisWeek, cause, digest.numbers) : [],
        })),
      )
    ).sort((a, b) => b.count - a.count || b.countBefore - a.countBefore || a.cause.localeCompare(b.cause)),
    actions: actions.filter(
      (action) => action.owner === owner && (stateOf(action) === 'open' || (action.doneAt ?? 0) >= doneSince),
    ),
    omissions,
  };
}

/** Nothing happened, nothing is to be done: not worth a letter. */
export const isEmpty = (digest: Digest): boolean =>
  digest.complaints.n === 0 &&
  digest.causes.length === 0 &&
  digest.actions.length === 0 &&
  digest.omissions.length === 0;

async function countsByCause(
  figures: Pick<Figures, 'answer'>,
  filter: FiguresFilter,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await figures.answer({ ...filter, measures: ['complaints'], by: ['cause'] });
  return new Map(
    rows.flatMap(({ key: [cause = ''], figures: { complaints } }) =>
      cause === '' || !complaints || complaints.n === 0 ? [] : [[cause, complaints.n] as const],
    ),
  );
}

async function numbersOf(
  figures: Pick<Figures, 'list'>,
  filter: FiguresFilter,
  cause: string,
  most: number,
): Promise<readonly string[]> {
  const where = { ...filter.where, cause: [cause] };
  const { items } = await figures.list({ ...filter, where, measure: 'complaints', part: 'n' }, most);
  return items.map(({ id }) => id);
}
