import type { Figures } from '../../figures/figures';
import { measures } from '../../figures/figures';
import type { KnownProblem } from '../../known-problems/known-problem';
import { daysOfWeek } from '../../learning/week';
import { daysBefore } from '../../ports/calendar';
import type { BoardWeek } from '../board-api';
import type { DeskContext } from '../desk-context';
import { badArgument } from '../refusals';
import { momentsOf } from './gaps';
import type { BoardProblems } from './today';
import { boardVoices } from './voices';

type Context = Pick<DeskContext, 'records' | 'due'>;

export interface WeekSources {
  readonly figures: Figures;
  readonly problems?: BoardProblems | undefined;
  /** Corrective actions with their effect (`Learning.view`). */
  readonly learning?: { view(): Promise<{ readonly actions: BoardWeek['actions'] }> } | undefined;
}

const none = { n: 0, of: 0 };

/**
 * What the printed report shows of an ISO week: its figures beside those of the week before, what is left out now, what went
 * on in it, and what customers said.
 * @throws HttpError 400: there is no such week
 */
export async function boardWeek(context: Context, sources: WeekSources, week: string): Promise<BoardWeek> {
  const days = daysOfWeek(week);
  if (!days) throw badArgument('Send week as 2026-W47.');
  const { figures, problems, learning } = sources;
  const last = { from: daysBefore(days.from, 7), until: daysBefore(days.until, 7) };
  const whole = (of: typeof days) => figures.answer({ ...of, measures });
  const told = (by: 'type' | 'team' | 'cause', wanted: readonly (typeof measures)[number][]) =>
    figures.answer({ ...days, measures: wanted, by: [by] });
  const [now, before, byType, byTeam, causes, { omissions }, all, view, { voices }] = await Promise.all([
    whole(days),
    whole(last),
    told('type', ofTypes),
    told('team', ofTypes),
    told('cause', ['complaints']),
    context.due.view(),
    problems?.list() ?? [],
    learning?.view() ?? { actions: [] },
    boardVoices(context.records, days, undefined),
  ]);
  const [from, until] = momentsOf(days);
  const figureOf = (of: typeof now, measure: (typeof measures)[number]) => of.rows[0]?.figures[measure] ?? none;
  return {
    week,
    ...days,
    measures: measures.map((measure) => ({ measure, now: figureOf(now, measure), before: figureOf(before, measure) })),
    byType,
    byTeam,
    causes,
    omissions: omissions.slice(0, omissionsShown),
    problems: all.filter((problem) => wentOn(problem, from, until)).map(published),
    actions: view.actions.filter(({ createdAt, doneAt, droppedAt }) => {
      const endedAt = doneAt ?? droppedAt;
      return createdAt < until && (endedAt === undefined || endedAt >= from);
    }),
    voices: voices.filter(({ words }) => words !== undefined),
  };
}

const omissionsShown = 200;
const ofTypes = ['complaints', 'omission_rate', 'on_time_rate', 'dissatisfaction_rate', 'reopen_rate'] as const;

/** Begun before the week was over, and not over before it began. */
function wentOn({ status, since, history }: KnownProblem, from: number, until: number): boolean {
  const endedAt = status === 'dismissed' || status === 'closed' ? history.at(-1)?.at : undefined;
  const begunAt = since ?? history[0]?.at ?? 0;
  return status !== 'dismissed' && begunAt < until && (endedAt === undefined || endedAt >= from);
}

/** Without what only the job needs. */
function published(problem: KnownProblem): KnownProblem {
  const { id, number, status, type, subTypes, areas, since, known, repairBy, repair, suggestion, history } = problem;
  return {
    ...{ id, number, status, type, subTypes, areas, history },
    ...(since === undefined ? {} : { since }),
    ...(known && { known }),
    ...(repairBy === undefined ? {} : { repairBy }),
    ...(repair && { repair }),
    ...(suggestion && { suggestion }),
  };
}
