import { setImmediate as nextRound } from 'node:timers/promises';
import { shanghaiDay } from '../ports/calendar';
import type { Clock } from '../ports/clock';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { DocumentStore } from '../ports/document-store';
import type { HandoffQueue, WrittenHandoffs } from '../ports/handoff-queue';
import type { Log } from '../ports/log';
import type { RecordLog, WrittenRecords } from '../ports/record-log';
import type { SheetKind } from './columns';
import type { TypeOfTopic } from './contacts';
import type { FactRules } from './rounds';
import type { SheetRow } from './sheet-codec';
import { type Source, sourcesOf } from './sheet-sources';
import { createSheetStore, type SheetMark, sheetKey } from './sheet-store';

export interface SheetJobDeps {
  readonly complaints: Pick<ComplaintRepository, 'changed' | 'byNumber'>;
  readonly handoffs: WrittenHandoffs & Pick<HandoffQueue, 'byId'>;
  readonly records: WrittenRecords & Pick<RecordLog, 'get'>;
  readonly documents: DocumentStore;
  /** A catalogue. */
  readonly rules: FactRules;
  /** `loadTypeOfTopic` */
  readonly typeOfTopic: TypeOfTopic;
  readonly clock: Clock;
  readonly log: Log;
}

export interface SheetJob {
  /** Brings in what was written since; the first time, all there is. */
  run(signal: AbortSignal): Promise<void>;
  /** Brings in all there is, whatever was brought in before; another node may go on meanwhile. */
  anew(signal: AbortSignal, progress: (rows: number) => void): Promise<void>;
}

export const sheetJobName = 'figures';
export const sheetJobEveryMs = 3_000;

/** Documents read in one go, short enough for turns beside it; rows gathered before their sheets are written. */
const pageSize = 250;
const gathered = 20_000;
/** Without news the time up to which changes are in is noted every so often. */
const noteEveryMs = 15_000;

/**
 * Keeps the day sheets that {@link createFigures} answers from. Wire it as a background job: `{ name: sheetJobName,
 * everyMs: sheetJobEveryMs, run: (signal) => job.run(signal) }`. Where it stands is written after the sheets: a run that
 * was cut off anywhere is repeated from there, and what is brought in twice is there once.
 */
export function createSheetJob(deps: SheetJobDeps): SheetJob {
  const { clock, log } = deps;
  const store = createSheetStore(deps.documents);
  const sources = sourcesOf(deps);

  /** Writes what was gathered, then how far that was. */
  async function flush(rows: readonly GatheredRow[], positions: SheetMark['positions'], asOf: number): Promise<void> {
    const sheets: Record<string, number> = {};
    for (const [key, ofDay] of byDay(rows)) {
      const [{ kind, day } = missing()] = ofDay;
      sheets[key] = await store.merge(
        kind,
        day,
        ofDay.map(({ row }) => row),
      );
    }
    await store.putMark({ positions, sheets, asOf });
  }

  async function follow(source: Source, from: SheetMark, signal: AbortSignal, told: (rows: number) => void) {
    let position: string | undefined = from.positions[source.name];
    let rows: GatheredRow[] = [];
    let total = 0;
    for (;;) {
      if (signal.aborted) return false;
      const page = await source.page(pageSize, position);
      const isMoved = page.position !== position;
      position = page.position;
      rows.push(...page.rows.map(({ kind, row }) => ({ kind, row, day: shanghaiDay(row.at) })));
      const isEnd = page.read === 0;
      if (rows.length >= gathered || (isEnd && (rows.length > 0 || isMoved))) {
        await flush(rows, { [source.name]: position }, from.asOf);
        total += rows.length;
        told(rows.length);
        if (total >= gathered) log.info({ source: source.name, rows: total }, 'figures: rows brought in');
        rows = [];
      }
      // Where nothing was read a position may still have moved, from all there is on to what is new.
      if (isEnd && !isMoved) return true;
      // The embedded store answers at once: let the turns of customers in between.
      await nextRound();
    }
  }

  async function bringIn(before: SheetMark, signal: AbortSignal, progress: (rows: number) => void) {
    let done = 0;
    const told = (rows: number): void => {
      done += rows;
      progress(done);
    };
    const begun = clock.now();
    for (const source of sources) if (!(await follow(source, before, signal, told))) return;
    if (done > 0 || Math.abs(begun - before.asOf) >= noteEveryMs) {
      await store.putMark({ positions: {}, sheets: {}, asOf: begun });
    }
  }

  return {
    run: async (signal) => bringIn(await store.mark(), signal, () => undefined),
    anew: async (signal, progress) => bringIn({ ...(await store.mark()), positions: {} }, signal, progress),
  };
}

interface GatheredRow {
  readonly kind: SheetKind;
  readonly day: string;
  readonly row: SheetRow;
}

function byDay(rows: readonly GatheredRow[]): ReadonlyMap<string, readonly GatheredRow[]> {
  const days = new Map<string, GatheredRow[]>();
  for (const row of rows) {
    const key = sheetKey(row.kind, row.day);
    const there = days.get(key);
    if (there) there.push(row);
    else days.set(key, [row]);
  }
  return days;
}

function missing(): never {
  throw new RangeError('A day without rows is not written.');
}
