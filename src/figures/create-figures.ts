import type { Clock } from '../ports/clock';
import type { DocumentStore } from '../ports/document-store';
import { CameBack } from './came-back';
import type { SheetKind } from './columns';
import type {
  Dimension,
  Figure,
  Figures,
  FiguresAnswer,
  FiguresFilter,
  FiguresList,
  FiguresQuery,
  Measure,
} from './figures';
import { isN, isOf, type MarkedRows, markedRows } from './marked-rows';
import { dimensionsOf, dimensionsOfMeasure, type MeasureRule, measureRules } from './measure-rules';
import { SheetCache } from './sheet-cache';
import { idsOf, type Sheet } from './sheet-codec';
import { dimensionsIn, passing, type Where } from './sheet-dimensions';
import { createSheetStore, type SheetMark } from './sheet-store';
import { type Count, type Counting, type Group, groupName, Tally } from './tally';
import { warmFigures } from './warm-figures';

export interface FiguresDeps {
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly clock: Clock;
  /** Rows of all kinds kept in memory, about 120 bytes each; a question that needs more reads them again. Default 3,000,000. */
  readonly maxRows?: number;
}

export interface WarmableFigures extends Figures {
  /**
   * Reads what questions will need, behind everything else, so that the first question waits for nothing; a question
   * meanwhile reads what it needs itself. To be begun once the process answers requests.
   * @returns rows read
   */
  warm(signal: AbortSignal): Promise<number>;
}

/** Of the rows that may be in memory, so many are read ahead: the rest is for what questions read anew. */
const readAhead = 0.9;

const itemKinds = { complaints: 'complaint', contacts: 'contact', handoffs: 'handoff' } as const;

/**
 * The figures, answered from the day sheets that {@link createSheetJob} keeps: nothing else is read. Sheets stay in memory
 * and are read again when they changed, which is looked at once a second at most. A list is counted by the same predicates
 * as the number it belongs to. Make one for a process; it is wired with the store's documents.
 */
export function createFigures({ documents, clock, maxRows = 3_000_000 }: FiguresDeps): WarmableFigures {
  const cache = new SheetCache({ store: createSheetStore(documents as DocumentStore), clock, maxRows });
  const cameBack = new CameBack(cache);

  /** Works out who came back, where that is asked. */
  async function prepare(mark: SheetMark, days: readonly string[], rules: readonly MeasureRule[]): Promise<void> {
    if (rules.some(({ looksBack }) => looksBack === true)) await cameBack.prepare(mark, days);
  }
  const markedBy = (asked: Pick<MeasureRule, 'of'>) => (sheet: Sheet) => markedRows(sheet, asked, cameBack.of(sheet));

  async function tallied(
    mark: SheetMark,
    now: number,
    source: SheetKind,
    { from, until }: FiguresFilter,
    where: Where,
    by: readonly Dimension[],
    countings: readonly Counting[],
  ): Promise<readonly Group[]> {
    if (countings.length === 0) return [];
    const days = cache.days(mark, source, from, until);
    await prepare(
      mark,
      days,
      countings.map(({ measure }) => measureRules[measure]),
    );
    const tally = new Tally(countings, by, where);
    for await (const sheet of cache.sheets(mark, source, days)) tally.add(sheet, now);
    return tally.all();
  }

  async function answer(query: FiguresQuery): Promise<FiguresAnswer> {
    const { by = [], where = {} } = query;
    if (by.length > 2) throw new RangeError('Figures are told by at most two dimensions.');
    const [mark, now] = [await cache.mark(), clock.now()];
    const measures = [...new Set(query.measures)];
    const isTold = (measure: Measure) =>
      [...by, ...dimensionsIn(where)].every((name) => dimensionsOfMeasure(measure).includes(name));
    const groups = new Map<string, Group>();
    for (const source of ['complaints', 'contacts', 'handoffs'] as const) {
      const countings = measures
        .filter((measure) => measureRules[measure].source === source && isTold(measure))
        .map((measure) => ({ measure, marked: markedBy(measureRules[measure]), value: measureRules[measure].value }));
      for (const group of await tallied(mark, now, source, query, where, by, countings)) {
        const there = groups.get(groupName(group.key));
        if (there) for (const [measure, count] of group.counts) there.counts.set(measure, count);
        else groups.set(groupName(group.key), group);
      }
    }
    const bases = new Map<Measure, readonly Group[]>();
    for (const measure of measures) {
      const rule = measureRules[measure];
      if (!rule.base || !isTold(measure)) continue;
      const { source } = rule.base;
      const told = narrowed(source, by, where);
      const counting = { measure, marked: markedBy(rule.base) };
      const base = await tallied(mark, now, source, query, told.where, told.by, [counting]);
      bases.set(measure, base);
      // Where the base can be told by everything asked for, what has a base has a row, though nothing was counted.
      if (told.by.length === by.length) {
        for (const { key } of base) {
          if (!groups.has(groupName(key))) groups.set(groupName(key), { key, counts: new Map() });
        }
      }
    }
    if (by.length === 0 && groups.size === 0) groups.set('', { key: [], counts: new Map() });
    const rows = [...groups.values()].sort(inOrder(by)).map(({ key, counts }) => ({
      key,
      figures: Object.fromEntries(
        measures
          .filter(isTold)
          .map((measure) => [measure, figureOf(measure, counts.get(measure), baseOf(bases.get(measure), by, key))]),
      ),
    }));
    return { asOf: mark.asOf, rows };
  }

  async function list(
    query: FiguresFilter & { readonly measure: Measure; readonly part: 'n' | 'of' },
    limit: number,
    after?: string,
  ): Promise<FiguresList> {
    const { measure, part, from, until } = query;
    const rule = measureRules[measure];
    const base = part === 'of' ? rule.base : undefined;
    const source = base?.source ?? rule.source;
    const asked = query.where ?? {};
    const { where } = base ? narrowed(source, [], asked) : { where: asked };
    if (!dimensionsIn(asked).every((name) => dimensionsOfMeasure(measure).includes(name)))
      return { total: 0, items: [] };
    const [mark, now] = [await cache.mark(), clock.now()];
    const days = cache.days(mark, source, from, until);
    await prepare(mark, days, [rule]);
    const marked = markedBy(base ?? rule);
    const cursor = after === undefined ? undefined : cursorOf(after);
    const items: { kind: 'complaint' | 'contact' | 'handoff'; id: string; at: number }[] = [];
    let [total, isMore] = [0, false];
    for await (const sheet of cache.sheets(mark, source, days.toReversed())) {
      const rows = matching(sheet, marked(sheet), where, part, now);
      total += rows.length;
      if (rows.length === 0 || isMore || (cursor && sheet.dayStart > cursor.at)) continue;
      const ids = await idsOf(sheet);
      for (const row of rows.reverse()) {
        const [at, id] = [sheet.dayStart + (sheet.moments[row] ?? 0), ids[row]?.id ?? ''];
        if (cursor && !(at < cursor.at || (at === cursor.at && id < cursor.id))) continue;
        if (items.length >= limit) {
          isMore = true;
          break;
        }
        items.push({ kind: itemKinds[source], id, at });
      }
    }
    const last = items.at(-1);
    return { total, items, ...(isMore && last && { next: `${last.at}|${last.id}` }) };
  }

  return {
    answer,
    list,
    warm: (signal) => warmFigures({ cache, cameBack, maxRows: readAhead * maxRows }, signal),
  };
}

/** What the rows of a base can be told by; the rest of a filter does not concern them. */
function narrowed(source: SheetKind, by: readonly Dimension[], where: Where) {
  const isBase = (name: Dimension) => baseDimensions.has(name) && dimensionsOf[source].includes(name);
  const left = Object.entries(where).filter(([name]) => isBase(name as Dimension));
  return { by: by.filter(isBase), where: Object.fromEntries(left) as Where };
}
const baseDimensions: ReadonlySet<Dimension> = new Set(['channel', 'day', 'week', 'hour', 'weekday']);

/** How much of the base belongs to a group that may be told by more than the base is. */
function baseOf(groups: readonly Group[] | undefined, by: readonly Dimension[], key: readonly string[]): number {
  if (!groups) return 0;
  const own = groupName(key.filter((_, index) => baseDimensions.has(by[index] as Dimension)));
  const group = groups.find((one) => groupName(one.key) === own);
  return [...(group?.counts.values() ?? [])][0]?.of ?? 0;
}

function figureOf(measure: Measure, count: Count = { n: 0, of: 0 }, base = 0): Figure {
  const { kind } = measureRules[measure];
  if (kind === 'per_10000') {
    const { n } = count;
    return { n, of: base, ...(base > 0 && { value: (n / base) * 10_000 }) };
  }
  const { n, of, values } = count;
  if (of === 0) return { n, of };
  if (kind === 'median' && values) return { n, of, value: values.median() };
  if (kind === 'sum' && values) return { n, of, value: values.sum() };
  return { n, of, value: kind === 'share' ? n / of : n };
}

const numeric: ReadonlySet<Dimension> = new Set(['hour', 'weekday']);

/** By the first dimension, then the second: numbers as numbers, texts by their letters. */
const inOrder =
  (by: readonly Dimension[]) =>
  (a: Group, b: Group): number => {
    for (const [index, dimension] of by.entries()) {
      const [one = '', other = ''] = [a.key[index], b.key[index]];
      if (one === other) continue;
      if (numeric.has(dimension)) return Number(one) - Number(other);
      return one < other ? -1 : 1;
    }
    return 0;
  };

function matching(sheet: Sheet, marked: MarkedRows, where: Where, part: 'n' | 'of', now: number): number[] {
  const passes = passing(sheet, where);
  if (passes === false) return [];
  const rows: number[] = [];
  for (let row = 0; row < sheet.rows; row += 1) {
    if (passes !== true && !passes(row)) continue;
    if (isOf(marked, row, now) && (part === 'of' || isN(marked, row, now))) rows.push(row);
  }
  return rows;
}

/** Where a list goes on; what no list has given is the beginning. */
function cursorOf(text: string): { readonly at: number; readonly id: string } | undefined {
  const bar = text.indexOf('|');
  const at = Number(text.slice(0, Math.max(0, bar)));
  return bar > 0 && Number.isFinite(at) ? { at, id: text.slice(bar + 1) } : undefined;
}
