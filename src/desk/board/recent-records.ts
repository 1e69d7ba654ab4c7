import type { Clock } from '../../ports/clock';
import type { LogRecord, RecordLog } from '../../ports/record-log';
import { recordsBetween } from './records-between';

/** Of a kind, more than gaps look at. */
const mostKept = 11_500;
/** What another node is writing may be that much older than what is there already. */
const lateMs = 2 * 60_000;
/** Of what is known so much is looked at again at least. */
const fewest = 50;
/** All is read anew after so long behind the page's back, and before the page after so long: erased ones go. */
const anewMs = 5 * 60_000;
const oldestMs = 10 * 60_000;

interface Known {
  /** Newest first; all there are down to `from`. */
  readonly records: readonly LogRecord[];
  readonly from: number;
  readonly readAt: number;
}

/**
 * The newest records of the kinds that are asked for, kept in memory: gaps look at thousands of them for one answer. What
 * was written since is read each time, on any node.
 */
export class RecentRecords {
  private readonly known = new Map<LogRecord['kind'], Known>();
  private readonly renewing = new Map<LogRecord['kind'], Promise<Known>>();

  constructor(
    private readonly records: Pick<RecordLog, 'list'>,
    private readonly clock: Clock,
  ) {}

  /** Records of a kind in `[from, until)`, newest first. */
  async *between(kind: LogRecord['kind'], from: number, until: number): AsyncIterable<LogRecord> {
    const known = await this.look(kind);
    for (const record of known.records) {
      if (record.at < from) return;
      if (record.at < until) yield record;
    }
    if (known.from <= from) return;
    yield* recordsBetween(this.records, kind, from, Math.min(until, known.from));
  }

  private async look(kind: LogRecord['kind']): Promise<Known> {
    const before = this.known.get(kind);
    const age = before ? Math.abs(this.clock.now() - before.readAt) : Number.POSITIVE_INFINITY;
    if (!before || age > oldestMs) return this.renew(kind);
    // If it fails, the page after next hears of it.
    if (age > anewMs) this.renew(kind).catch(() => undefined);
    const records = [...(await this.news(kind, before))];
    const now = { ...before, records };
    if (this.known.get(kind) === before) this.known.set(kind, now);
    return now;
  }

  /** All that are known, with what was written since in its place. */
  private async news(kind: LogRecord['kind'], { records, from }: Known): Promise<readonly LogRecord[]> {
    const since = Math.max(from, (records[0]?.at ?? from) - lateMs);
    const newest = await this.records.list(kind, fewest);
    const isAll = newest.length < fewest || (newest.at(-1)?.at ?? 0) < since;
    const fresh = isAll ? newest.filter(({ at }) => at >= since) : [];
    if (!isAll)
      for await (const record of recordsBetween(this.records, kind, since, Number.MAX_SAFE_INTEGER)) fresh.push(record);
    const byKey = new Map(records.slice(0, fresh.length).map((record) => [record.key, record]));
    const older = records.findIndex(({ at }) => at < since);
    // Those known before stay the same objects: what was worked out about them is kept with them.
    return [...fresh.map((record) => byKey.get(record.key) ?? record), ...(older < 0 ? [] : records.slice(older))];
  }

  private renew(kind: LogRecord['kind']): Promise<Known> {
    const reading =
      this.renewing.get(kind) ??
      this.read(kind)
        .then((known) => {
          this.known.set(kind, known);
          return known;
        })
        .finally(() => this.renewing.delete(kind));
    this.renewing.set(kind, reading);
    return reading;
  }

  private async read(kind: LogRecord['kind']): Promise<Known> {
    const readAt = this.clock.now();
    const before = new Map(this.known.get(kind)?.records.map((record) => [record.key, record]));
    const records: LogRecord[] = [];
    for await (const record of recordsBetween(this.records, kind, 0, Number.MAX_SAFE_INTEGER)) {
      // Of the last moment all or none.
      if (records.length >= mostKept && record.at < (records.at(-1)?.at ?? 0))
        return { records, from: records.at(-1)?.at ?? 0, readAt };
      records.push(before.get(record.key) ?? record);
    }
    return { records, from: Number.NEGATIVE_INFINITY, readAt };
  }
}
