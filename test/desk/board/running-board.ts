import { join } from 'node:path';
import { type BoardDeps, boardRoom } from '../../../src/desk/board/board-routes';
import { loadExportWords } from '../../../src/desk/board/export-words';
import type { BoardWords } from '../../../src/desk/board-api';
import { loadTypeOfTopic } from '../../../src/figures/contacts';
import { createFigures } from '../../../src/figures/create-figures';
import {
  type Dimension,
  type Figures,
  type FiguresFilter,
  type FiguresQuery,
  type Measure,
  measures,
} from '../../../src/figures/figures';
import { createSheetJob } from '../../../src/figures/sheet-job';
import { loadOpenings } from '../../../src/handoff/openings';
import { loadWrapUp } from '../../../src/handoff/wrap-up-data';
import { shanghaiDay } from '../../../src/ports/calendar';
import { randomIds } from '../../../src/ports/id-generator';
import { silentLog } from '../../../src/ports/log';
import { openSqlite, type SqliteStore } from '../../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../../support/manual-clock';
import { rules } from '../complaints/told-complaint';
import { type RunningDesk, type RunOptions, runDesk } from '../running-desk';

const data = join(__dirname, '../../../nlp-models');
export const exportWords = loadExportWords(join(data, 'figures'));

export const someMeasures: BoardWords['measures'] = measures.map((measure) => ({
  measure,
  names: { 'zh-Hans': `指标 ${measure}`, 'zh-Hant': `指標 ${measure}`, en: `measure ${measure}` },
  definition: { 'zh-Hans': '定义', 'zh-Hant': '定義', en: 'definition' },
  unit: measure.endsWith('_rate') ? 'share' : measure.endsWith('_time') ? 'ms' : 'count',
  good: 'neither',
  by: ['type', 'team', 'day'],
}));

export type RunningBoard = RunningDesk & {
  readonly figures: FakeFigures;
  /** Brings what was written into the real figures. */
  bring(): Promise<void>;
};

/** The desk with a board over figures that tests can foresee, or over the real ones. */
export async function runBoard(
  options: Pick<RunOptions, 'dir' | 'log'> &
    Partial<Pick<BoardDeps, 'problems' | 'learning'>> & { readonly isReal?: boolean },
): Promise<RunningBoard> {
  const clock = new ManualClock();
  const store = openSqlite({ dir: options.dir, clock, ids: randomIds });
  const figures = fakeFigures(store);
  const { problems, learning, isReal = false, ...rest } = options;
  const job = createSheetJob({
    ...store,
    rules,
    clock,
    log: silentLog,
    typeOfTopic: loadTypeOfTopic(join(data, 'figures')),
  });
  const room = boardRoom({
    figures: isReal ? createFigures({ documents: store.documents, clock }) : figures,
    measures: someMeasures,
    wrapUp: loadWrapUp(join(data, 'handoff')),
    reasons: loadOpenings(join(data, 'handoff')).reasons,
    exportWords,
    ...(problems && { problems }),
    ...(learning && { learning }),
  });
  const desk = await runDesk({ ...rest, of: { clock, store }, rooms: [room] });
  return {
    ...desk,
    figures,
    async bring() {
      await job.run(new AbortController().signal);
      // Figures look for new sheets once a second.
      clock.advance(2_000);
    },
    async stop() {
      await desk.stop();
      store.close();
    },
  };
}

export interface FakeFigures extends Figures {
  /** Every question, the last one last. */
  readonly asked: FiguresQuery[];
  /** What `list` says there is in all, whatever it holds. */
  total?: number;
}

/** Counts complaints of the store, hand-overs and visits: `n` of a rate are those that were re-opened. */
function fakeFigures(store: SqliteStore): FakeFigures {
  const asked: FiguresQuery[] = [];
  async function rows({ from, until, where = {} }: FiguresFilter, measure: Measure, part: 'n' | 'of') {
    const fits = (of: Readonly<Partial<Record<Dimension, string>>>, at: number) =>
      shanghaiDay(at) >= from &&
      shanghaiDay(at) <= until &&
      Object.entries(where).every(([name, values]) => values?.includes(of[name as Dimension] ?? ''));
    if (measure === 'handoffs') {
      const all = await store.handoffs.list(['waiting', 'offered', 'assigned', 'call_back_booked', 'done'], 100_000);
      return all
        .filter(({ createdAt }) => fits({}, createdAt))
        .map(({ id, createdAt }) => ({ kind: 'handoff' as const, id, at: createdAt, of: {} }));
    }
    if (measure === 'contacts') {
      return (await store.records.list('contact', 100_000))
        .filter(({ at }) => fits({}, at))
        .map(({ key, at }) => ({ kind: 'contact' as const, id: key, at, of: {} }));
    }
    return (await store.complaints.list({}, 100_000)).flatMap(({ number, createdAt, reopened = 0, ...rest }) => {
      const of = { type: rest.type, team: rest.promise.owner, day: shanghaiDay(createdAt) };
      const counts = part === 'of' || measure === 'complaints' || reopened > 0;
      return counts && fits(of, createdAt) ? [{ kind: 'complaint' as const, id: number, at: createdAt, of }] : [];
    });
  }
  const figures: FakeFigures = {
    asked,
    async answer(query) {
      asked.push(query);
      const { measures: wanted, by = [] } = query;
      const keys = new Map<string, Record<string, { n: number; of: number; value?: number }>>();
      if (by.length === 0) keys.set('[]', {});
      for (const measure of wanted) {
        for (const part of ['of', 'n'] as const) {
          for (const { of } of await rows(query, measure, part)) {
            const key = JSON.stringify(by.map((dimension) => (of as Record<string, string>)[dimension] ?? ''));
            const group = keys.get(key) ?? {};
            keys.set(key, group);
            const figure = group[measure] ?? { n: 0, of: 0 };
            group[measure] = { ...figure, [part]: figure[part] + 1 };
          }
        }
      }
      return {
        asOf: 1,
        rows: [...keys].map(([key, found]) => ({
          key: JSON.parse(key) as string[],
          figures: Object.fromEntries(
            Object.entries(found).map(([measure, { n, of }]) => [measure, { n, of, ...(of > 0 && { value: n / of }) }]),
          ),
        })),
      };
    },
    async list({ measure, part, ...filter }, limit, after = '0') {
      const all = await rows(filter, measure, part);
      const at = Number(after);
      return {
        total: figures.total ?? all.length,
        items: all.slice(at, at + limit).map(({ kind, id, at: time }) => ({ kind, id, at: time })),
        ...(at + limit < all.length && { next: String(at + limit) }),
      };
    },
  };
  return figures;
}
