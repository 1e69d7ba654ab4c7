import type { Dimension, FiguresAnswer, FiguresFilter, Measure } from '../../figures/figures';
import { shanghaiDay } from '../../ports/calendar';
import type { Language, Localized } from '../../ports/language';
import type { BoardGaps, BoardWords } from '../board-api';
import type { ComplaintLine, LedgerView } from '../complaint-api';
import { statusNames } from '../status-names';
import type { ListItem } from './board-list';
import type { ExportWords } from './export-words';
import { type Heading, listCells, listHeadings } from './list-table';
import { atMost, type Cell, type Column, moment, mostRows, type Row, type Table } from './table';
import type { Voice } from './voices';

/** Tables of the board in one language. */
export interface TableMaker {
  figures(days: Days, measures: readonly Measure[], by: readonly Dimension[], answer: FiguresAnswer): Table;
  /** @param pages of items all of one kind; none: of complaints */
  list(name: string, kind: ListItem['kind'], pages: () => AsyncIterable<readonly ListItem[]>): Table;
  gaps(days: Days, gaps: BoardGaps): Table;
  voices(days: Days, voices: () => AsyncIterable<Voice>): Table;
  today(
    now: number,
    omissions: LedgerView['omissions'],
    deadlines: () => AsyncIterable<readonly ComplaintLine[]>,
  ): Table;
}

type Days = Pick<FiguresFilter, 'from' | 'until'>;

const hourMs = 3_600_000;
const pageSize = 500;
const widths: Readonly<Partial<Record<Heading, number>>> = {
  story: 60,
  words: 60,
  about: 60,
  answer: 60,
  number: 20,
  id: 26,
  handoff: 26,
  entry: 26,
  why: 30,
};
const usualWidth = 16;
const shareFormat = '0.0%';

/** @param names of the board's codes; @param words of the files themselves */
export function tableMaker(
  names: BoardWords['names'],
  measures: BoardWords['measures'],
  words: ExportWords,
  language: Language,
): TableMaker {
  const say = (name: Localized | undefined, code: string): string => name?.[language] ?? code;
  const head = (heading: Heading, format?: string): Column => ({
    heading: words.headings[heading][language],
    width: widths[heading] ?? usualWidth,
    ...(format === undefined ? {} : { format }),
  });
  const columnsOf = (...headings: readonly Heading[]): Column[] => headings.map((heading) => head(heading));
  const lookUp = (map: Readonly<Record<string, Localized>>, code: string): string =>
    say(Object.hasOwn(map, code) ? map[code] : undefined, code);

  /** What people call a value; days, weeks and staff are called what they are. */
  function nameOf(dimension: Dimension, code: string): Cell {
    if (code === '') return undefined;
    if (dimension === 'hour' || dimension === 'weekday') return Number(code);
    if (dimension === 'botType') return lookUp(names.type, code);
    if (dimension === 'language') return lookUp(words.languages, code);
    if (dimension === 'score') return lookUp(words.scores, code);
    if (dimension === 'day' || dimension === 'week' || dimension === 'handler') return code;
    return lookUp(names[dimension], code);
  }

  const listNames = { names, words, say: (name: Localized) => name[language], lookUp };

  return {
    figures(days, wanted, by, { rows }) {
      const told = wanted.map((measure) => {
        const known = measures.find((one) => one.measure === measure);
        return { measure, name: say(known?.names, measure), unit: known?.unit ?? 'count' };
      });
      return {
        name: `figures_${days.from}_${days.until}`,
        columns: [
          ...by.map((dimension) => head(dimension)),
          ...told.flatMap(({ name, unit }): Column[] => {
            const column = (part: Localized, format?: string): Column => ({
              heading: unit === 'count' ? name : `${name}: ${part[language]}`,
              width: usualWidth + 8,
              ...(format === undefined ? {} : { format }),
            });
            const value = column(words.units[unit], unit === 'share' ? shareFormat : undefined);
            return unit === 'count' ? [value] : [column(words.parts.n), column(words.parts.of), value];
          }),
        ],
        rows: () =>
          paged(
            rows.map(({ key, figures }) => [
              ...by.map((dimension, index) => nameOf(dimension, key[index] ?? '')),
              ...told.flatMap(({ measure, unit }) => {
                const { n, of, value } = figures[measure] ?? {};
                return unit === 'count' ? [n] : [n, of, plainValue(unit, value)];
              }),
            ]),
          ),
      };
    },

    list: (name, kind, pages) => ({
      name,
      columns: columnsOf(...listHeadings[kind]),
      rows: () => mapped(pages(), (item) => listCells(item, listNames)),
    }),

    gaps: (days, { missed, thumbsDown }) => ({
      name: `gaps_${days.from}_${days.until}`,
      columns: columnsOf('kind', 'what', 'count', 'rated', 'last', 'language'),
      rows: () =>
        paged([
          ...missed.map(({ text, count, lastAt, language: said }): Cell[] => [
            words.kinds.missed[language],
            text,
            count,
            undefined,
            moment(lastAt),
            lookUp(words.languages, said),
          ]),
          ...thumbsDown.map(({ topic, count, of }): Cell[] => [
            words.kinds.thumbs_down[language],
            lookUp(names.topic, topic),
            count,
            of,
          ]),
        ]),
    }),

    voices: (days, voices) => ({
      name: `voices_${days.from}_${days.until}`,
      columns: columnsOf('at', 'about', 'score', 'words', 'number').map((column, index) =>
        index === 1 ? { ...head('kind') } : column,
      ),
      rows: () =>
        atMost(
          gathered(voices(), ({ at, about, score, words: said, number }) => [
            moment(at),
            words.kinds[about][language],
            words.scores[score][language],
            said,
            number,
          ]),
          mostRows,
          words.cut_off[language],
        ),
    }),

    today: (now, omissions, deadlines) => ({
      name: `today_${shanghaiDay(now)}`,
      columns: columnsOf('kind', 'number', 'what', 'due', 'team', 'handler', 'status'),
      async *rows() {
        yield* paged(
          omissions.map(({ number, mark, dueAt, owner, handler }): Cell[] => [
            words.kinds.omission[language],
            number,
            words.marks[mark][language],
            moment(dueAt),
            lookUp(names.team, owner),
            handler,
          ]),
        );
        yield* mapped(deadlines(), (line) => [
          words.kinds.deadline[language],
          line.number,
          line.owed ? words.duties[line.owed.name][language] : line.clock && words.clocks[line.clock.name][language],
          moment((line.owed ?? line.clock)?.dueAt),
          lookUp(names.team, line.owner),
          line.handler,
          lookUp(statusNames, line.status),
        ]);
      },
    }),
  };
}

/** Times in hours, money in yuan. */
function plainValue(unit: BoardWords['measures'][number]['unit'], value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (unit === 'ms') return Math.round((value / hourMs) * 100) / 100;
  return unit === 'fen' ? value / 100 : value;
}

async function* paged(rows: readonly Row[]): AsyncIterable<readonly Row[]> {
  for (let at = 0; at < rows.length; at += pageSize) yield rows.slice(at, at + pageSize);
}

async function* mapped<Item>(
  pages: AsyncIterable<readonly Item[]>,
  row: (item: Item) => Row,
): AsyncIterable<readonly Row[]> {
  for await (const page of pages) yield page.map(row);
}

async function* gathered<Item>(items: AsyncIterable<Item>, row: (item: Item) => Row): AsyncIterable<readonly Row[]> {
  let page: Row[] = [];
  for await (const item of items) {
    page.push(row(item));
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  yield page;
}
