import { z } from 'zod';
import { type Dimension, dimensions, type FiguresFilter, measures } from '../../figures/figures';
import { attachedParts } from '../../known-problems/list-attached';
import { daysBefore, shanghaiDay } from '../../ports/calendar';
import { languages } from '../../ports/language';
import { badArgument } from '../refusals';

const mostDays = 400;
const mostValues = 50;
const defaultDays = 30;
const dayMs = 86_400_000;

const day = z
  .string()
  .regex(/^20\d\d-\d\d-\d\d$/)
  .refine((text) => {
    const at = Date.parse(`${text}T00:00:00Z`);
    return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
  });
/** Values of a filter; an empty one is a value too. */
const values = z
  .string()
  .max(5_000)
  .transform((text) => text.split(','))
  .pipe(
    z
      .array(
        z
          .string()
          .max(80)
          .regex(/^\P{Cc}*$/u),
      )
      .max(mostValues),
  );
const listOf = <Name extends string>(names: readonly Name[], most: number) =>
  z
    .string()
    .max(2_000)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(names)).min(1).max(most))
    .refine((given) => new Set(given).size === given.length);

const range = { from: day.optional(), until: day.optional() };
/** Every list can be had as a file. */
const file = { format: z.enum(['json', 'csv', 'xlsx']).default('json'), lang: z.enum(languages).default('zh-Hans') };
const filters = Object.fromEntries(dimensions.map((name) => [name, values.optional()])) as Record<
  Dimension,
  z.ZodOptional<typeof values>
>;
/** What an answer of ours gave as `next`, and nothing longer. */
const cursor = z
  .string()
  .regex(/^[\w.:|~+/=#-]{1,400}$/)
  .optional();

/** Queries of the board: exactly these names, each once, as plain text (S6). */
export const boardQueries = {
  none: z.strictObject({}),
  today: z.strictObject(file),
  figures: z.strictObject({
    measures: listOf(measures, measures.length),
    by: listOf(dimensions, 2).optional(),
    ...range,
    ...filters,
    ...file,
  }),
  list: z.strictObject({
    measure: z.enum(measures),
    part: z.enum(['n', 'of']).default('n'),
    after: cursor,
    ...range,
    ...filters,
    ...file,
  }),
  attached: z.strictObject({
    problem: z.string().regex(/^P\d{8}-\d{2,6}$/),
    part: z.enum([...attachedParts, 'suggested']).default('attached'),
    after: cursor,
    ...file,
  }),
  waiting: z.strictObject({ what: z.enum(['approvals', 'deadlines']), after: cursor, ...file }),
  missed: z.strictObject({ question: z.string().regex(/^[0-9a-f]{16}$/), after: cursor, ...range, ...file }),
  rated: z.strictObject({
    topic: z
      .string()
      .max(80)
      .regex(/^\P{Cc}*$/u),
    part: z.enum(['n', 'of']).default('n'),
    after: cursor,
    ...range,
    ...file,
  }),
  unsent: z.strictObject({ after: cursor, ...file }),
  gaps: z.strictObject({ ...range, ...file }),
  voices: z.strictObject({
    score: listOf(['satisfied', 'neutral', 'unsatisfied'], 3).optional(),
    before: z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number)
      .optional(),
    ...range,
    ...file,
  }),
  week: z.strictObject({ week: z.string().regex(/^20\d\d-W\d\d$/) }),
} as const;

export type FileFormat = z.infer<(typeof boardQueries)['today']>['format'];

/** @throws HttpError 400 naming what is wrong, never its value */
export function readQuery<Shape>(schema: z.ZodType<Shape>, query: Readonly<Record<string, string>>): Shape {
  const read = schema.safeParse({ ...query });
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path }) => path.map(String)[0] ?? 'a name that is not known');
  throw badArgument(`Wrong, missing or too many in the address: ${[...new Set(places)].slice(0, 10).join(', ')}.`);
}

type Filtered = { readonly from?: string | undefined; readonly until?: string | undefined } & Readonly<
  Partial<Record<Dimension, readonly string[] | undefined>>
>;

/**
 * Days and conditions of a query; without days the last 30.
 * @throws HttpError 400 when they are the wrong way round or more than 400
 */
export function filterOf(query: Filtered, now: number): FiguresFilter {
  const until = query.until ?? shanghaiDay(now);
  const from = query.from ?? daysBefore(until, defaultDays - 1);
  const days = (Date.parse(until) - Date.parse(from)) / dayMs + 1;
  if (days < 1 || days > mostDays)
    throw badArgument(`Send from and until as days, at most ${mostDays}, in their order.`);
  const where = Object.fromEntries(
    dimensions.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])),
  ) as NonNullable<FiguresFilter['where']>;
  return Object.keys(where).length === 0 ? { from, until } : { from, until, where };
}
