import type { z } from 'zod';
import type { Figures } from '../../figures/figures';
import type { KnownProblems } from '../../known-problems/known-problems';
import { listAttached } from '../../known-problems/list-attached';
import { shanghaiDay } from '../../ports/calendar';
import type { DeskContext } from '../desk-context';
import { notFound } from '../refusals';
import { complaintItem, type ListItem, listItems } from './board-list';
import { missedIn, momentsOf, ratedIn } from './gaps';
import { type ListBehind, pageOf } from './list-behind';
import { idOfRecord, missedItem, ratedItem } from './occurrences';
import { type boardQueries, filterOf } from './read-query';
import type { RecentRecords } from './recent-records';
import { unsentEntries, unsentItem } from './unsent';

type Asked<Name extends keyof typeof boardQueries> = z.infer<(typeof boardQueries)[Name]>;
/** What the lists ask of known problems. */
export type ListedProblems = Pick<KnownProblems, 'byId' | 'counts'>;

export interface ListSources {
  readonly recent: RecentRecords;
  readonly figures: Pick<Figures, 'list'>;
  readonly problems?: ListedProblems | undefined;
}

/** The lists behind the board's numbers, each by the predicate that counts them. */
export function boardLists(context: DeskContext, { figures, problems, recent }: ListSources) {
  const { clock, complaints, due, outbox } = context;
  const each = <Row>(rows: readonly Row[], item: (row: Row) => Promise<ListItem>) => Promise.all(rows.map(item));
  const today = () => shanghaiDay(clock.now());
  const byNumber = (numbers: readonly string[]) =>
    listItems(
      context,
      numbers.map((id) => ({ kind: 'complaint' as const, id, at: 0 })),
    );

  return {
    /** Behind a measure. */
    list(query: Asked<'list'>): ListBehind {
      const { measure, part } = query;
      const filter = filterOf(query, clock.now());
      const asked = { ...filter, measure, part };
      return {
        about: `list ${measure}`,
        file: `list_${measure}_${filter.from}_${filter.until}`,
        asked,
        async page(limit, after) {
          const { total, items, next } = await figures.list(asked, limit, after);
          return { total, items: await listItems(context, items), ...(next !== undefined && { next }) };
        },
      };
    },

    /** Behind a number of a known problem. @throws HttpError 404 */
    async attached({ problem: id, part }: Asked<'attached'>): Promise<ListBehind> {
      const problem = await problems?.byId(id);
      if (!problem || !problems) throw notFound();
      const { counts } = problems;
      return {
        about: `problem ${id}`,
        file: `problem_${id}_${part}_${today()}`.toLowerCase(),
        asked: { problem: id, part },
        async page(limit, after) {
          if (part === 'suggested') {
            const numbers = problem.suggestion?.numbers ?? [];
            const start = Number(after) || 0;
            const next = start + limit < numbers.length ? String(start + limit) : undefined;
            const items = await byNumber(numbers.slice(start, start + limit));
            return { total: numbers.length, items, ...(next !== undefined && { next }) };
          }
          const counted = await counts(problem);
          const page = await listAttached(complaints, problem, part, limit, after);
          return {
            total: part === 'attached' ? counted.all : counted[part],
            items: page.complaints.map((complaint) => complaintItem(context, complaint)),
            ...(page.next !== undefined && { next: page.next }),
          };
        },
      };
    },

    /** Behind a number of today. */
    waiting({ what }: Asked<'waiting'>): ListBehind {
      return {
        about: `waiting ${what}`,
        file: `${what}_${today()}`,
        asked: { what },
        async page(limit, after) {
          const { deadlines, decisions } = await due.view();
          // The first to run out stands first.
          const rows = (what === 'approvals' ? decisions : deadlines).map(({ id, dueAt }) => ({ id, at: -dueAt }));
          const { rows: shown, next } = pageOf(rows, limit, after);
          const found = await Promise.all(shown.map(({ id }) => complaints.byId(id)));
          return {
            total: rows.length,
            items: found.flatMap((complaint) => (complaint ? [complaintItem(context, complaint)] : [])),
            ...(next !== undefined && { next }),
          };
        },
      };
    },

    /** Behind how often a question had no answer. */
    missed(query: Asked<'missed'>): ListBehind {
      const filter = filterOf(query, clock.now());
      const { question } = query;
      const found = once(() => gathered(missedIn(recent, momentsOf(filter)), (missed) => missed.question === question));
      return {
        about: 'missed',
        file: `missed_${question}_${filter.from}_${filter.until}`,
        asked: { ...filter, question },
        async page(limit, after) {
          const all = await found();
          const { rows, next } = pageOf(all, limit, after);
          const items = await each(rows, (row) => missedItem(context, row));
          return { total: all.length, items, ...(next !== undefined && { next }) };
        },
      };
    },

    /** Behind how often answers about a topic were rated, or rated down. */
    rated({ topic, part, ...days }: Asked<'rated'>): ListBehind {
      const filter = filterOf(days, clock.now());
      const found = once(() =>
        gathered(
          ratedIn(recent, momentsOf(filter)),
          (rated) => rated.topic === topic && (part === 'of' || rated.isDown),
        ),
      );
      return {
        about: `rated ${topic}`,
        file: `rated_${filter.from}_${filter.until}`,
        asked: { ...filter, topic, part },
        async page(limit, after) {
          const all = await found();
          const { rows, next } = pageOf(all, limit, after);
          const items = await each(rows, (row) => ratedItem(context, row));
          return { total: all.length, items, ...(next !== undefined && { next }) };
        },
      };
    },

    /** Behind how many entries could not be sent. */
    unsent(_: Asked<'unsent'>): ListBehind {
      const found = once(() => unsentEntries(outbox));
      return {
        about: 'unsent',
        file: `unsent_${today()}`,
        asked: {},
        async page(limit, after) {
          const [all, { dead }] = await Promise.all([found(), outbox.counts()]);
          const { rows, next } = pageOf(all, limit, after);
          const items = await each(rows, ({ entry }) => unsentItem(context, entry));
          return { total: dead, items, ...(next !== undefined && { next }) };
        },
      };
    },
  };
}

/** Of one list: a file of many pages reads what is behind it once. */
function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}

async function gathered<Row extends { readonly record: Parameters<typeof idOfRecord>[0] }>(
  rows: AsyncIterable<Row>,
  counts: (row: Row) => boolean,
) {
  const found: (Row & { readonly at: number; readonly id: string })[] = [];
  for await (const row of rows) if (counts(row)) found.push({ ...row, at: row.record.at, id: idOfRecord(row.record) });
  return found;
}
