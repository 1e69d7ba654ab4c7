import type { Figures, Measure } from '../figures/figures';
import { daysBefore, shanghaiDay } from '../ports/calendar';
import { effectSpans } from './effect-spans';
import type { CorrectiveAction, DidItStop } from './learning';
import type { LearningRules } from './rules';
import { verdictOf } from './verdict';

const dayMs = 86_400_000;
const per = 10_000;

/**
 * What became of a cause once its action was done; `undefined` before. Counted by the day complaints were made on, the day
 * of the deed left out, with as many days after as before.
 */
export async function didItStop(
  figures: Pick<Figures, 'answer'>,
  { cause, doneAt }: Pick<CorrectiveAction, 'cause' | 'doneAt'>,
  rules: LearningRules['did_it_stop'],
  now: number,
): Promise<DidItStop | undefined> {
  if (doneAt === undefined) return undefined;
  const done = shanghaiDay(doneAt);
  const settled = daysBefore(shanghaiDay(now), 1 + rules.settle_days);
  const days = Math.max(0, Math.min(rules.days, daysFrom(done, settled)));
  if (days === 0) return { days, before: 0, after: 0, verdict: 'too_early' };
  const spans = Object.values(effectSpans(doneAt, days));
  const [before, after, contactsBefore, contactsAfter] = await Promise.all([
    ...spans.map((span) => countOf(figures, 'complaints', { ...span, where: { cause: [cause] } })),
    ...spans.map((span) => countOf(figures, 'contacts', span)),
  ]);
  const counted = { days, before: before ?? 0, after: after ?? 0 };
  const known = (contactsBefore ?? 0) > 0 && (contactsAfter ?? 0) > 0;
  const [base, rest] = known ? [contactsBefore ?? 0, contactsAfter ?? 0] : [days, days];
  return {
    ...counted,
    ...(known && { rateBefore: (counted.before * per) / base, rateAfter: (counted.after * per) / rest }),
    verdict:
      days < rules.least_days
        ? 'too_early'
        : verdictOf(
            { count: counted.before, exposure: base },
            { count: counted.after, exposure: rest },
            rules.confidence,
          ),
  };
}

const daysFrom = (from: string, until: string): number => Math.round((Date.parse(until) - Date.parse(from)) / dayMs);

async function countOf(
  figures: Pick<Figures, 'answer'>,
  measure: Measure,
  filter: Omit<Parameters<Figures['answer']>[0], 'measures'>,
): Promise<number> {
  const { rows } = await figures.answer({ ...filter, measures: [measure] });
  return rows[0]?.figures[measure]?.n ?? 0;
}
