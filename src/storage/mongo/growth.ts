import type { ConversationStore } from '../../ports/conversation-store';
import type { MongoDatabase } from './mongo-database';
import { original } from './stored-text';

/** How far the clocks of servers that led one after the other, and writes under way, may be apart. */
const windowMs = 2_000;

/** From when on to look, and what was told of that time already: by conversation, the last number of its log. */
interface Position {
  readonly from: number;
  readonly told: readonly (readonly [id: string, lastSeq: number])[];
}

/**
 * Whose logs grew, by the time at which the server wrote (`grownAt`, by its own clock: those of the nodes do not
 * matter). A write becomes visible a little later than others of the same time, so the last moments are looked at again.
 */
export function growthIn(database: MongoDatabase): ConversationStore['grown'] {
  const conversations = database.collection('conversations');
  const { bounded } = database;

  const since = (from: number) =>
    conversations
      .find({ grownAt: { $gte: new Date(from) } }, { projection: { lastSeq: 1, grownAt: 1 }, ...bounded })
      .toArray();

  async function newest(): Promise<number> {
    const last = conversations
      .find({}, { projection: { grownAt: 1 }, ...bounded })
      .sort({ grownAt: -1 })
      .limit(1);
    return (await last.next())?.grownAt?.getTime() ?? 0;
  }

  return (text) =>
    database.run(async () => {
      const before = text === undefined ? undefined : (JSON.parse(text) as Position);
      const found = await since(before?.from ?? Math.max(0, (await newest()) - windowMs));
      const from = found.reduce((latest, doc) => Math.max(latest, times(doc) - windowMs), before?.from ?? 0);
      const told = new Map(before?.told);
      return {
        position: JSON.stringify({
          from,
          told: found.filter((doc) => times(doc) >= from).map(({ _id, lastSeq }) => [_id, lastSeq] as const),
        } satisfies Position),
        conversations:
          before === undefined
            ? []
            : found.filter(({ _id, lastSeq }) => told.get(_id) !== lastSeq).map(({ _id }) => original(_id)),
      };
    });
}

const times = ({ grownAt }: { grownAt?: Date }): number => grownAt?.getTime() ?? 0;
