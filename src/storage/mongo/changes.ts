import type { Collection, Document } from 'mongodb';
import { original } from '../stored-text';
import type { Collections } from './collections';
import type { MongoDatabase } from './mongo-database';

/** How far the clocks of servers that led one after the other, and writes under way, may be apart. */
const windowMs = 2_000;

/** From when on to look, and what was told of that time already: by id, the mark it had. */
interface Position {
  readonly from: number;
  readonly told: readonly (readonly [id: string, mark: number])[];
}

/** What is followed: documents by the time at which the server wrote them, and a number that grows with every write. */
export interface Followed {
  readonly collection: keyof Collections;
  /** Set with `$currentDate`; documents without it are never told. */
  readonly time: string;
  readonly mark: string;
  /** So many are told at once; the next look tells the next ones. */
  readonly most?: number;
}

/**
 * Which documents changed, by the server's own clock: those of the nodes do not matter. A write becomes visible a little
 * later than others of the same time, so the last moments are looked at again.
 */
export function changesIn(database: MongoDatabase, { collection, time, mark, most = Number.MAX_VALUE }: Followed) {
  const documents = database.collection(collection) as unknown as Collection<Document>;
  const { bounded } = database;
  const at = (doc: Document): number => (doc[time] instanceof Date ? doc[time].getTime() : 0);

  const since = (from: number) =>
    documents
      .find({ [time]: { $gte: new Date(from) } }, { projection: { [mark]: 1, [time]: 1 }, ...bounded })
      .toArray();

  async function newest(): Promise<number> {
    const last = documents
      .find({}, { projection: { [time]: 1 }, ...bounded })
      .sort({ [time]: -1 })
      .limit(1);
    return at((await last.next()) ?? {});
  }

  /** @returns their ids, in the order of the changes; none without a position, only where the changes stand */
  return async (text: string | undefined): Promise<{ readonly position: string; readonly ids: readonly string[] }> => {
    const before = text === undefined ? undefined : (JSON.parse(text) as Position);
    const found = await since(before?.from ?? Math.max(0, (await newest()) - windowMs));
    const told = new Map(before?.told);
    const fresh = before ? found.filter((doc) => told.get(String(doc['_id'])) !== doc[mark]) : [];
    fresh.sort((a, b) => at(a) - at(b));
    const rest = new Set(fresh.splice(most));
    const latest = found.reduce((time, doc) => Math.max(time, at(doc) - windowMs), before?.from ?? 0);
    const from = [...rest].reduce((time, doc) => Math.min(time, at(doc)), latest);
    const known = found.filter((doc) => at(doc) >= from && !rest.has(doc));
    return {
      position: JSON.stringify({
        from,
        told: known.map((doc) => [String(doc['_id']), Number(doc[mark])] as const),
      } satisfies Position),
      ids: fresh.map(({ _id }) => original(String(_id))),
    };
  };
}
