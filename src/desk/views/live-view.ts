import type { Handoff } from '../../handoff/handoff';
import { standardMs } from '../../handoff/routing-data';
import { shanghaiDay, startOfShanghaiDay } from '../../ports/calendar';
import type { DeskContext } from '../desk-context';
import type { StaffIdentity } from '../staff-account';
import type { LiveView } from '../supervisor-api';
import type { AcceptedFact } from './accepted-facts';
import { colleagueOf, serving } from './colleagues';
import { handoffSummary } from './handoff-summary';

const mostListed = 200;
const mostRead = 1_000;
const hourMs = 3_600_000;

/** The supervisors' view: who waits, who serves whom, and the last hour's waits against the standard. */
export async function liveView(
  context: Pick<DeskContext, 'accepted' | 'people' | 'presence' | 'queue' | 'routing' | 'clock' | 'words'>,
  identity: StaffIdentity,
): Promise<LiveView> {
  const { queue, clock } = context;
  const now = clock.now();
  const today = startOfShanghaiDay(shanghaiDay(now));
  const [people, present, waiting, assigned, accepted] = await Promise.all([
    context.people(),
    context.presence.list(),
    queue.list(['waiting', 'offered'], mostRead),
    queue.list(['assigned'], mostRead),
    context.accepted.look(),
  ]);
  const finished = accepted.filter(({ status, wrapUp }) => status === 'done' && (wrapUp?.at ?? 0) >= today);
  return {
    now,
    agents: serving(people).map((person) => {
      const theirs = finished.filter(({ agent }) => agent === person.name);
      const mean = meanOf(theirs.map(({ wrapUp, acceptedAt }) => (wrapUp?.at ?? 0) - acceptedAt));
      return {
        ...colleagueOf(context, person, present.get(person.name), assigned),
        customers: assigned
          .filter(({ agent }) => agent === person.name)
          .map((handoff) => handoffSummary(handoff, identity)),
        finishedToday: theirs.length,
        ...(mean === undefined ? {} : { handlingMs: mean }),
      };
    }),
    waiting: waiting.slice(0, mostListed).map((handoff) => handoffSummary(handoff, identity)),
    waitingInAll: waiting.length,
    waits: waitsOf(
      context,
      waiting,
      accepted.filter(({ acceptedAt }) => acceptedAt >= now - hourMs),
    ),
  };
}

function waitsOf(
  { words, routing, clock }: Pick<DeskContext, 'words' | 'routing' | 'clock'>,
  waiting: readonly Handoff[],
  accepted: readonly AcceptedFact[],
): LiveView['waits'] {
  const now = clock.now();
  const teams = new Set([...words.teams.map(({ code }) => code), ...waiting.map(({ skill }) => skill)]);
  return [...teams].map((team) => {
    const standard = standardMs(routing, team);
    const since = waiting.filter(({ skill }) => skill === team).map((handoff) => now - inLineSince(handoff));
    // Who asked to be called at six has not waited until six.
    const waits = accepted
      .filter(({ skill, calledBack }) => skill === team && !calledBack)
      .map(({ acceptedAt, createdAt }) => acceptedAt - createdAt)
      .sort((a, b) => a - b);
    const median = waits[Math.floor((waits.length - 1) / 2)];
    return {
      team,
      waiting: since.length,
      longestMs: Math.max(0, ...since),
      accepted: waits.length,
      ...(median === undefined ? {} : { medianMs: median }),
      standardMs: standard,
      ...(waits.length === 0 ? {} : { withinStandard: waits.filter((ms) => ms <= standard).length / waits.length }),
    };
  });
}

/** Whose call back is due stands in line since that time. */
const inLineSince = ({ createdAt, callBack }: Handoff): number => Math.max(createdAt, callBack?.from ?? 0);

const meanOf = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
