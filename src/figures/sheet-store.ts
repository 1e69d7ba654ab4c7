import { startOfShanghaiDay } from '../ports/calendar';
import type { DocumentStore } from '../ports/document-store';
import { type SheetKind, sheetKinds } from './columns';
import { decodeSheet, encodeSheet, rowsOf, type Sheet, type SheetRow, type StoredSheet } from './sheet-codec';
import { mergedRows } from './sheet-row';

/** How far the rows follow what is stored, and which sheets there are. */
export interface SheetMark {
  /** By source: where it goes on. */
  readonly positions: Readonly<Record<string, string>>;
  /** Version of each sheet, by {@link sheetKey}. */
  readonly sheets: Readonly<Record<string, number>>;
  /** Epoch ms up to which changes are in. */
  readonly asOf: number;
}

export const sheetKey = (kind: SheetKind, day: string): string => `${kind}:${day}`;

/** @returns the parts of {@link sheetKey}; `undefined` for a text that is none */
export function partsOfSheetKey(key: string): { readonly kind: SheetKind; readonly day: string } | undefined {
  const [name, day] = key.split(':');
  const kind = sheetKinds.find((known) => known === name);
  return kind && day !== undefined ? { kind, day } : undefined;
}

const markKey = 'figures';

/** How far the figures have followed a source: a place not long ago for whoever follows it from now on. */
export async function figuresPosition(
  documents: Pick<DocumentStore, 'get'>,
  source: string,
): Promise<string | undefined> {
  return (await documents.get<SheetMark>('mark', markKey))?.value.positions[source];
}
const tries = 5;

/** The sheets as documents of their store. */
export interface SheetStore {
  /** @returns with the mark's own version, 0 when there is none yet */
  mark(): Promise<SheetMark & { readonly version: number }>;
  /** Writes positions, what sheets there are now, and as of when. What another node listed meanwhile stays listed. */
  putMark(change: SheetMark): Promise<void>;
  /** Forgets positions: the next look begins with the first there ever was. */
  rewind(): Promise<void>;
  sheet(kind: SheetKind, day: string): Promise<{ readonly sheet: Sheet; readonly version: number } | undefined>;
  /** Brings rows of one day in; again is as once. @returns the version of the sheet as it is stored */
  merge(kind: SheetKind, day: string, rows: readonly SheetRow[]): Promise<number>;
  remove(kind: SheetKind, day: string): Promise<void>;
}

/** @throws Error when other nodes keep changing the same document: repeat later */
export function createSheetStore(documents: DocumentStore): SheetStore {
  async function mark() {
    const found = await documents.get<SheetMark>('mark', markKey);
    return { positions: {}, sheets: {}, asOf: 0, ...found?.value, version: found?.version ?? 0 };
  }

  async function changeMark(change: (before: SheetMark) => SheetMark): Promise<void> {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const { version, ...before } = await mark();
      const value = change(before);
      if ((await documents.put('mark', markKey, value, version)) !== undefined) return;
    }
    throw busy();
  }

  async function sheet(kind: SheetKind, day: string) {
    const found = await documents.get<StoredSheet>('sheet', sheetKey(kind, day));
    if (!found) return undefined;
    const decoded = await decodeSheet(kind, day, startOfShanghaiDay(day), found.value);
    return { sheet: decoded, version: found.version };
  }

  return {
    mark,
    putMark: (next) =>
      changeMark((before) => {
        const sheets: Record<string, number> = { ...before.sheets };
        for (const [key, version] of Object.entries(next.sheets)) sheets[key] = Math.max(version, sheets[key] ?? 0);
        return { ...next, positions: { ...before.positions, ...next.positions }, sheets };
      }),
    rewind: () => changeMark((before) => ({ ...before, positions: {} })),
    sheet,
    async merge(kind, day, rows) {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const found = await sheet(kind, day);
        const merged = mergedRows(found ? await rowsOf(found.sheet) : [], rows);
        if (merged === undefined) return found?.version ?? 0;
        const value = await encodeSheet(kind, startOfShanghaiDay(day), merged);
        const version = await documents.put('sheet', sheetKey(kind, day), value, found?.version ?? 0);
        if (version !== undefined) return version;
      }
      throw busy();
    },
    async remove(kind, day) {
      await documents.remove('sheet', sheetKey(kind, day));
      await changeMark((before) => {
        const { [sheetKey(kind, day)]: _, ...sheets } = before.sheets;
        return { ...before, sheets };
      });
    },
  };
}

const busy = (): Error =>
  new Error('The figures are being written by other nodes: they are brought in by the next run.');
