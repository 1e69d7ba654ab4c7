import type { Collection, Document, Filter } from 'mongodb';
import type { Collections } from './collections';
import type { MongoDatabase } from './mongo-database';

/** How far the clocks of servers that led one after the other, and writes under way, may be apart. */
const windowMs = 2_000;

/** What is followed from the first document on. */
export interface FollowedFromTheFirst {
  readonly collection: keyof Collections;
  /** Only these. */
  readonly where?: Filter<Document>;
  /** Set with `$currentDate`. Documents without it (imported ones) are told in the walk only. */
  readonly time: string;
  /** A number that grows with every write. */
  readonly mark: string;
  /** Two fields of an index whose values together are unique, and the directions of the walk. */
  readonly walk: readonly [readonly [string, 1 | -1], readonly [string, 1 | -1]];
}

interface Position {
  /** The last one of the walk through all there is; `null`: none yet; absent: the walk is over. */
  readonly walk?: readonly [unknown, unknown] | null;
  readonly from: number;
  readonly told: readonly (readonly [id: string, mark: number])[];
}

/**
 * Every document from the first there ever was, in pages, and then those that changed: a walk through all of them, and
 * after it what was written since the walk began, by the server's own clock. The last moments are looked at again, since
 * a write becomes visible a little later than others of the same time.
 */
export function followIn(database: MongoDatabase, { collection, where = {}, time, mark, walk }: FollowedFromTheFirst) {
  const documents = database.collection(collection) as unknown as Collection<Document>;
  const { bounded } = database;
  const [[first, firstWay], [second, secondWay]] = walk;
  const at = (doc: Document): number => (doc[time] instanceof Date ? doc[time].getTime() : 0);
  const beyond = (way: 1 | -1) => (way === 1 ? '$gt' : '$lt');

  async function newest(): Promise<number> {
    const projection = { [time]: 1 };
    const last = documents
      .find(where, { projection, ...bounded })
      .sort({ [time]: -1 })
      .limit(1);
    return at((await last.next()) ?? {});
  }

  async function walked(last: readonly [unknown, unknown] | null, limit: number): Promise<Document[]> {
    const sort = { [first]: firstWay, [second]: secondWay };
    const page = (filter: Filter<Document>, most: number) =>
      documents
        .find({ ...where, ...filter }, bounded)
        .sort(sort)
        .limit(most)
        .toArray();
    if (last === null) return page({}, limit);
    const same = await page({ [first]: last[0], [second]: { [beyond(secondWay)]: last[1] } }, limit);
    if (same.length === limit) return same;
    return [...same, ...(await page({ [first]: { [beyond(firstWay)]: last[0] } }, limit - same.length))];
  }

  async function changedSince({ from, told }: Position, limit: number): Promise<[Position, Document[]]> {
    const known = new Map(told);
    const most = limit + known.size;
    const found = await documents
      .find({ ...where, [time]: { $gte: new Date(from) } }, { projection: { [time]: 1, [mark]: 1 }, ...bounded })
      .sort({ [time]: 1 })
      .limit(most)
      .toArray();
    const fresh = found.filter((doc) => known.get(String(doc['_id'])) !== doc[mark]).slice(0, limit);
    const last = fresh.length === limit ? fresh.at(-1) : found.at(-1);
    if (!last || fresh.length === 0) return [{ from, told }, []];
    const horizon = (found.length === most ? await newest() : at(last)) - windowMs;
    const next = Math.max(from, Math.min(at(last), horizon));
    const isTold = new Set([...fresh.map(({ _id }) => String(_id)), ...known.keys()]);
    // One that is known and changed again, but found no place on this page, keeps the mark it was told with.
    const marks = found
      .filter((doc) => at(doc) >= next && isTold.has(String(doc['_id'])))
      .map((doc) => [String(doc['_id']), fresh.includes(doc) ? Number(doc[mark]) : known.get(String(doc['_id']))]);
    return [{ from: next, told: marks as [string, number][] }, await inFull(fresh)];
  }

  async function inFull(fresh: readonly Document[]): Promise<Document[]> {
    if (fresh.length === 0) return [];
    const whole = await documents.find({ _id: { $in: fresh.map(({ _id }) => _id) } }, bounded).toArray();
    const byId = new Map(whole.map((doc) => [String(doc['_id']), doc]));
    return fresh.flatMap(({ _id }) => byId.get(String(_id)) ?? []);
  }

  /** @param text position of before; without one, from the first */
  return async (limit: number, text: string | undefined): Promise<{ position: string; docs: Document[] }> => {
    const position: Position =
      text === undefined
        ? { walk: null, from: Math.max(0, (await newest()) - windowMs), told: [] }
        : (JSON.parse(text) as Position);
    if (limit < 1) return { position: JSON.stringify(position), docs: [] };
    if (position.walk === undefined) {
      const [next, docs] = await changedSince(position, limit);
      return { position: JSON.stringify(next), docs };
    }
    const docs = await walked(position.walk, limit);
    const last = docs.at(-1);
    const { walk: _, ...after } = position;
    const more = last && docs.length === limit;
    const next = more ? { ...position, walk: [last[first], last[second]] } : after;
    return { position: JSON.stringify(next), docs };
  };
}
