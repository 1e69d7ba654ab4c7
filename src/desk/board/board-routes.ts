import type { z } from 'zod';
import type { Figures } from '../../figures/figures';
import type { Learning } from '../../learning/create-learning';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import type { Language } from '../../ports/language';
import type { BoardWords } from '../board-api';
import type { DeskContext } from '../desk-context';
import { answer, onlyFor } from '../routes/visible';
import type { StaffIdentity } from '../staff-account';
import type { BoardAddress } from './board-addresses';
import type { ListItem } from './board-list';
import { boardLists, type ListedProblems } from './board-lists';
import { type BoardWordsData, boardWords } from './board-words';
import type { ExportWords } from './export-words';
import { fileAnswer } from './file-answer';
import { boardGaps } from './gaps';
import type { ListBehind } from './list-behind';
import { boardQueries, type FileFormat, filterOf, readQuery } from './read-query';
import { RecentRecords } from './recent-records';
import { mostRows, type Table } from './table';
import { type TableMaker, tableMaker } from './tables';
import { type BoardOwnData, type BoardProblems, boardToday, deadlineLines } from './today';
import { boardVoices, voicesIn } from './voices';
import { boardWeek } from './week';

export interface BoardDeps extends Omit<BoardWordsData, 'catalogue' | 'topics' | 'channels'> {
  readonly figures: Figures;
  readonly problems?: BoardProblems & ListedProblems;
  /** Requests for own data; absent: none. */
  readonly ownData?: BoardOwnData;
  readonly learning?: Pick<Learning, 'view'>;
  /** nlp-models/figures/exports.yaml (`loadExportWords`) */
  readonly exportWords: ExportWords;
}

/** What every query of a list has. */
interface Listed {
  readonly after?: string | undefined;
  readonly format: FileFormat;
  readonly lang: Language;
}

const pageSize = 50;
const exportPageSize = 250;
const gapsShown = 200;
/** Of one address: a long file keeps a store busy for seconds. */
const perMinute = 240;

/**
 * The supervisor's board: `rooms: [boardRoom({ ... })]` of {@link createDesk}. Supervisors only; looks at what customers said
 * and every file are in the trail.
 */
export const boardRoom =
  (deps: BoardDeps) =>
  (context: DeskContext): Route[] => {
    const { audit, clock, due, log } = context;
    const { figures, problems, ownData, learning, exportWords } = deps;
    const words = boardWords({
      ...deps,
      catalogue: context.catalogue,
      topics: context.topics,
      channels: exportWords.channels,
    });
    const recent = new RecentRecords(context.records, clock);
    const lists = boardLists(context, { figures, problems, recent });
    const makers = new Map<Language, TableMaker>();

    function tables(language: Language): TableMaker {
      const { names, measures }: BoardWords = words(clock.now());
      const maker = makers.get(language) ?? tableMaker(names, measures, exportWords, language);
      makers.set(language, maker);
      return maker;
    }

    /** Who asks, and what for; rights come before anything is read. */
    function asked<Shape>(request: HttpRequest, schema: z.ZodType<Shape>): { identity: StaffIdentity; query: Shape } {
      const identity = onlyFor(['supervisor'], request);
      return { identity, query: readQuery(schema, request.query) };
    }

    /** In the trail before the first row is read. */
    async function file(
      identity: StaffIdentity,
      format: Exclude<FileFormat, 'json'>,
      table: Table,
      details: Readonly<Record<string, unknown>>,
    ): Promise<HttpResponse> {
      await audit.did(identity, { act: 'export', about: `${table.name}.${format}`, details });
      return fileAnswer(table, format, log);
    }

    async function named(request: HttpRequest): Promise<HttpResponse> {
      asked(request, boardQueries.none);
      return answer(words(clock.now()) satisfies BoardWords);
    }

    async function today(request: HttpRequest): Promise<HttpResponse> {
      const { identity, query } = asked(request, boardQueries.today);
      await audit.saw(identity, { act: 'board', about: 'today' });
      if (query.format === 'json') return answer(await boardToday(context, problems, ownData));
      const { omissions, deadlines } = await due.view();
      refuseTooMany(omissions.length + deadlines.length);
      const table = tables(query.lang).today(clock.now(), omissions, async function* () {
        for (let at = 0; at < deadlines.length; at += exportPageSize)
          yield await deadlineLines(context, deadlines.slice(at, at + exportPageSize));
      });
      return file(identity, query.format, table, {});
    }

    async function counted(request: HttpRequest): Promise<HttpResponse> {
      const { identity, query } = asked(request, boardQueries.figures);
      const { measures, by = [], format, lang } = query;
      const filter = filterOf(query, clock.now());
      const found = await figures.answer({ ...filter, measures, by });
      if (format === 'json') return answer(found);
      return file(identity, format, tables(lang).figures(filter, measures, by, found), { ...filter, measures, by });
    }

    /** One page of the rows behind a number, or all of them as a file. */
    const listed =
      <Query extends Listed>(schema: z.ZodType<Query>, behind: (query: Query) => ListBehind | Promise<ListBehind>) =>
      async (request: HttpRequest): Promise<HttpResponse> => {
        const { identity, query } = asked(request, schema);
        const { about, file: name, asked: wanted, page } = await behind(query);
        const { after, format, lang } = query;
        if (format === 'json') {
          await audit.saw(identity, { act: 'board', about, details: wanted });
          return answer(await page(pageSize, after));
        }
        const first = await page(exportPageSize);
        refuseTooMany(first.total);
        async function* pages(): AsyncIterable<readonly ListItem[]> {
          for (let one = first; ; one = await page(exportPageSize, one.next)) {
            yield one.items;
            if (one.next === undefined) return;
          }
        }
        const kind = first.items[0]?.kind ?? 'complaint';
        return file(identity, format, tables(lang).list(name, kind, pages), wanted);
      };

    async function gaps(request: HttpRequest): Promise<HttpResponse> {
      const { identity, query } = asked(request, boardQueries.gaps);
      const filter = filterOf(query, clock.now());
      await audit.saw(identity, { act: 'board', about: 'gaps', details: { ...filter } });
      const found = await boardGaps(recent, filter);
      if (query.format === 'json') return answer({ ...found, missed: found.missed.slice(0, gapsShown) });
      return file(identity, query.format, tables(query.lang).gaps(filter, found), { ...filter });
    }

    async function voices(request: HttpRequest): Promise<HttpResponse> {
      const { identity, query } = asked(request, boardQueries.voices);
      const { score, before, format, lang } = query;
      const filter = filterOf(query, clock.now());
      await audit.saw(identity, { act: 'board', about: 'voices', details: { ...filter } });
      if (format === 'json') return answer(await boardVoices(context.records, filter, score, before));
      const all = () => voicesIn(context.records, filter, score, before);
      return file(identity, format, tables(lang).voices(filter, all), { ...filter, ...(score && { score }) });
    }

    async function week(request: HttpRequest): Promise<HttpResponse> {
      const { identity, query } = asked(request, boardQueries.week);
      await audit.saw(identity, { act: 'board', about: query.week });
      return answer(await boardWeek(context, { figures, problems, learning }, query.week));
    }

    const handlers: Readonly<Record<BoardAddress, Route['handle']>> = {
      words: named,
      today,
      figures: counted,
      list: listed(boardQueries.list, lists.list),
      attached: listed(boardQueries.attached, lists.attached),
      waiting: listed(boardQueries.waiting, lists.waiting),
      missed: listed(boardQueries.missed, lists.missed),
      rated: listed(boardQueries.rated, lists.rated),
      unsent: listed(boardQueries.unsent, lists.unsent),
      gaps,
      voices,
      week,
    };
    return Object.entries(handlers).map(([address, handle]) => ({
      method: 'GET',
      path: `/desk/api/board/${address}`,
      access: 'staff',
      perMinute,
      handle,
    }));
  };

function refuseTooMany(rows: number): void {
  if (rows <= mostRows) return;
  throw new HttpError(413, 'TooManyRows', `A file holds at most ${mostRows} rows. Ask for fewer days, or filter.`);
}
