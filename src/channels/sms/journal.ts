import { type FileHandle, open, readFile } from 'node:fs/promises';
import { writeDurably } from '../../storage/write-durably';

/**
 * Small notes that must outlive a crash for a few minutes: parts of long messages that are confirmed already, messages
 * whose confirmation is not out yet. One JSON line each; its owner replaces it by what is still open every minute or so,
 * so that no customer's text stays behind.
 */
export interface Journal {
  /** What the last run left, oldest first; a line torn by a crash is left out. */
  readonly left: readonly unknown[];
  /** Resolves when the note would survive a power cut. */
  append(note: object): Promise<void>;
  /** These notes instead of all there are: whole after a crash, or the old ones. */
  replace(notes: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the journal in a file that only this user may read; creates it when it is not there. */
export async function openJournal(path: string): Promise<Journal> {
  const left = linesOf(await readFile(path, 'utf8').catch(missingIsEmpty));
  await writeDurably(path, bytesOf(left));
  let file = await open(path, 'a');
  // One act after the other: a replacement must not lose the note made while it was written.
  let last: Promise<void> = Promise.resolve();
  const inOrder = (act: (to: FileHandle) => Promise<void>): Promise<void> => {
    const done = last.then(() => act(file));
    last = done.catch(() => {});
    return done;
  };
  // Notes made while the disk is busy go out together: a burst waits for a few writes, not for one each.
  let waiting: { readonly notes: object[]; readonly written: Promise<void> } | undefined;
  const write = (notes: object[]): Promise<void> =>
    inOrder(async (to) => {
      waiting = undefined;
      await to.appendFile(bytesOf(notes));
      await to.datasync();
    });
  return {
    left: left.filter((note) => typeof note === 'object' && note !== null),
    append(note) {
      if (waiting === undefined) {
        const notes: object[] = [];
        waiting = { notes, written: write(notes) };
      }
      waiting.notes.push(note);
      return waiting.written;
    },
    replace: (notes) => {
      // What is waiting is in these notes already or came before them; what comes now goes behind them.
      waiting = undefined;
      return inOrder(async (old) => {
        await writeDurably(path, bytesOf(notes));
        file = await open(path, 'a');
        await old.close();
      });
    },
    close: () => inOrder((of) => of.close()),
  };
}

/** Keeps nothing over a restart. */
export const noJournal: Journal = {
  left: [],
  append: async () => {},
  replace: async () => {},
  close: async () => {},
};

const bytesOf = (notes: readonly unknown[]): Buffer =>
  Buffer.from(notes.map((note) => `${JSON.stringify(note)}\n`).join(''));

function linesOf(text: string): unknown[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as unknown];
    } catch {
      return [];
    }
  });
}

function missingIsEmpty(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
