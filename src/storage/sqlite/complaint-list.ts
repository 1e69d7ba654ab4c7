import { complaintStatuses, complaintTypes } from '../../complaints/complaint';
import type { ComplaintQuery } from '../../ports/complaint-repository';
import { escaped } from './escaped-text';
import type { Bindable, SqliteFile, Statement } from './sqlite-file';

/** What is answered: the document, and its place in the order. */
export interface ListedRow {
  doc: string;
  created_at: number;
  id: string;
}

/** One way to look: lanes of an index in which rows lie in the order that is asked for. */
interface Way {
  readonly index: string;
  /** What a lane is found by; a parameter each. */
  readonly lane: readonly string[];
  readonly lanes: readonly (readonly Bindable[])[];
  /** What is looked at row by row, in the index alone. */
  readonly besides: readonly string[];
}

/** Lanes of one statement; more are asked for in several. The parameters that all lanes share come before theirs. */
const sizes = [4, 16, 64, 128] as const;
const mostLanes = 128;
const shared = 8;

const besides = {
  owners: 'owner IN (SELECT value FROM json_each(?5))',
  types: 'type IN (SELECT value FROM json_each(?6))',
  level: 'level >= ?7',
  // IN finds nothing by a null.
  handler: "IFNULL('=' || handler, '') IN (SELECT value FROM json_each(?8))",
} as const;

/** Looks complaints up by a query. */
export interface ComplaintList {
  /** Newest first. */
  rows(query: ComplaintQuery, limit: number): ListedRow[];
  /** How many fit, counted up to `most`. */
  count(query: ComplaintQuery, most: number): number;
}

/**
 * The rows of a lane (one handler and state, one department, state and type, …) lie in an index in the order that is asked
 * for, and SQLite merges the lanes row by row: it reads no more than it answers, however many complaints there are.
 */
export function complaintList(file: SqliteFile): ComplaintList {
  const prepared = new Map<string, Statement<never>>();

  function statement<Row>(what: What, way: Way, size: number): Statement<Row> {
    const shape = [what, way.index, size, ...way.besides].join('|');
    const known = prepared.get(shape) ?? file.prepare(sqlOf(what, way, size));
    prepared.set(shape, known);
    return known;
  }

  /** Runs a query's statements, each for so many lanes. */
  function* parts<Row>(what: What, query: ComplaintQuery, most: number): Generator<Row[]> {
    const way = wayOf(query);
    if (most === 0) return;
    const values = sharedValues(query, most);
    for (let from = 0; from < way.lanes.length; from += mostLanes) {
      const lanes = way.lanes.slice(from, from + mostLanes);
      const size = sizes.find((enough) => enough >= lanes.length) ?? mostLanes;
      // A lane of nulls finds nothing.
      const none = Array<Bindable>((size - lanes.length) * way.lane.length).fill(null);
      yield statement<Row>(what, way, size).all(...values, ...lanes.flat(), ...none);
    }
  }

  return {
    rows: (query, limit) => {
      const most = Math.max(0, limit);
      const [first = [], ...others] = parts<ListedRow>('rows', query, most);
      return others.length === 0 ? first : [first, ...others].flat().sort(newestFirst).slice(0, most);
    },
    count: (query, limit) => {
      const most = Math.max(0, limit);
      let count = 0;
      for (const [row] of parts<{ count: number }>('count', query, most)) count += row?.count ?? 0;
      return Math.min(count, most);
    },
  };
}

type What = 'rows' | 'count';

function wayOf({ statuses, handler, owners, types, level, owing }: ComplaintQuery): Way {
  const states = [...new Set(statuses ?? complaintStatuses)];
  const kinds = [...new Set(types ?? complaintTypes)];
  const names = namesOf(handler);
  const nothing = [statuses, owners, types, names].some((list) => list?.length === 0);
  const way = (index: string, lane: string[], lanes: Bindable[][], rest: (keyof typeof besides)[]): Way => ({
    index,
    lane,
    lanes: nothing ? [] : lanes,
    besides: rest
      .filter((name) => ({ owners, types, level, handler })[name] !== undefined)
      .map((name) => besides[name]),
  });
  if (owing) {
    const lanes = states.map((status) => [status]);
    return way('complaints_owing', ['owing = 1 AND status = ?'], lanes, ['owners', 'types', 'level', 'handler']);
  }
  if (handler !== undefined) {
    const lanes = (names ?? []).flatMap((name) => states.map((status) => [name, status]));
    return way('complaints_handler', ['handler IS ?', 'status = ?'], lanes, ['owners', 'types', 'level']);
  }
  if (level !== undefined) {
    const lanes = [1, 2].filter((step) => step >= level).flatMap((step) => states.map((status) => [step, status]));
    return way('complaints_level', ['level > 0 AND level = ?', 'status = ?'], lanes, ['owners', 'types']);
  }
  const each = states.flatMap((status) => kinds.map((type) => [status, type]));
  if (owners === undefined) return way('complaints_status', ['status = ?', 'type = ?'], each, []);
  const lanes = [...new Set(owners)].flatMap((owner) => each.map((lane) => [owner, ...lane]));
  return way('complaints_owner', ['owner = ?', 'status = ?', 'type = ?'], lanes, []);
}

function sqlOf(what: What, { index, lane, besides: rest }: Way, size: number): string {
  const arms = Array.from({ length: size }, (_, arm) => {
    const found = lane.map((term, place) => term.replace('?', `?${shared + 1 + arm * lane.length + place}`));
    return `SELECT created_at, id, arrival FROM complaints INDEXED BY ${index}
      WHERE ${[...found, ...rest].join(' AND ')} AND created_at >= ?3 AND (created_at, id) < (?1, ?2)`;
  });
  if (what === 'count') return `SELECT COUNT(*) AS count FROM (SELECT 1 FROM (${arms.join(' UNION ALL ')}) LIMIT ?4)`;
  return `SELECT doc, created_at, id FROM complaints
    WHERE arrival IN (SELECT arrival FROM (${arms.join(' UNION ALL ')} ORDER BY created_at DESC, id DESC LIMIT ?4))
    ORDER BY created_at DESC, id DESC`;
}

function sharedValues(query: ComplaintQuery, most: number): Bindable[] {
  const { createdFrom, createdUntil, before, owners, types, level, handler } = query;
  const until = createdUntil ?? Number.MAX_SAFE_INTEGER;
  const list = (texts: readonly string[] | undefined) => (texts ? JSON.stringify(texts.map(escaped)) : null);
  // Whichever ends first: nothing has an id before the empty one.
  const [at, id] = before && before.createdAt < until ? [before.createdAt, before.id] : [until, ''];
  const from = createdFrom ?? Number.MIN_SAFE_INTEGER;
  const names = namesOf(handler)?.map((name) => (name === null ? '' : `=${escaped(name)}`));
  return [at, id, from, most, list(owners), list(types), level ?? null, names ? JSON.stringify(names) : null];
}

const namesOf = (handler: ComplaintQuery['handler']): readonly (string | null)[] | undefined =>
  handler === undefined
    ? undefined
    : typeof handler === 'string' || handler === null
      ? [handler]
      : [...new Set(handler)];

/** The order of the statement: text is compared by its bytes. */
const newestFirst = (a: ListedRow, b: ListedRow): number =>
  b.created_at - a.created_at || Buffer.compare(Buffer.from(b.id), Buffer.from(a.id));
