import { z } from 'zod';
import type { Clock } from '../../../ports/clock';
import type { IdGenerator } from '../../../ports/id-generator';
import type { Log } from '../../../ports/log';
import type { Journal } from '../journal';

export interface UnconfirmedOptions {
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  readonly journal: Journal;
}

interface Entry {
  readonly id: string;
  /** What the delivery looks like; a message sent again looks the same, but so does a customer's second "1". */
  readonly print: string;
  readonly at: number;
  /** The link it came by; none when nobody knows whether our confirmation arrived. */
  link: object | undefined;
  /** Place of our answer in what was written on the link. */
  mark?: number;
}

const note = z.union([
  z.object({ took: z.string(), print: z.string(), at: z.number() }),
  z.object({ sure: z.array(z.string()) }),
]);

/** How long a message centre may take to send again what we did not confirm. */
const unsureMs = 10 * 60_000;
/** An answer that takes so long may be asked for again on the same link. */
const resendMs = 3_000;

/**
 * `deliver_sm` has no message id, yet the same delivery must get the same id (R1), and a customer who answers "1" twice
 * must be heard twice. So a delivery that looks like an earlier one is that one only while the message centre may not
 * know that we have it: our answer failed, or the link, or this process, ended before anything showed that our answer
 * had arrived.
 */
export class Unconfirmed {
  private readonly entries = new Map<string, Set<Entry>>();
  private hasOldNotes: boolean;

  constructor(private readonly deps: UnconfirmedOptions) {
    this.hasOldNotes = deps.journal.left.length > 0;
    const known = new Map<string, Entry>();
    for (const left of deps.journal.left) {
      const read = note.safeParse(left);
      if (!read.success) continue;
      if ('sure' in read.data) for (const id of read.data.sure) known.delete(id);
      else known.set(read.data.took, { id: read.data.took, print: read.data.print, at: read.data.at, link: undefined });
    }
    for (const entry of known.values()) this.add(entry);
  }

  /** How many deliveries are open; for tests and logs. */
  get size(): number {
    let size = 0;
    for (const { size: alike } of this.entries.values()) size += alike;
    return size;
  }

  /** @returns what the delivery is to be called; resolves when that would survive a crash */
  async take(print: string, link: object): Promise<Entry> {
    const now = this.deps.clock.now();
    for (const entry of this.entries.get(print) ?? []) {
      const again = entry.link === undefined ? now - entry.at < unsureMs : this.isResent(entry, link, now);
      if (!again) continue;
      entry.link = link;
      delete entry.mark;
      return entry;
    }
    const entry: Entry = { id: this.deps.ids.next('smpp'), print, at: now, link };
    this.add(entry);
    await this.deps.journal.append({ took: entry.id, print, at: now });
    return entry;
  }

  /** Our answer says "not now": it will come again. */
  failed(entry: Entry): void {
    entry.link = undefined;
  }

  /** What was written on the link up to the mark has arrived. */
  confirmed(link: object, mark: number): void {
    this.end((entry) => entry.link === link && entry.mark !== undefined && entry.mark <= mark);
  }

  /** Nothing more will be heard of what is open on this link. */
  lost(link: object): void {
    for (const alike of this.entries.values()) {
      for (const entry of alike) if (entry.link === link) entry.link = undefined;
    }
  }

  /** Forgets what will not come again, and tidies the journal; to be called every half minute or so. */
  async tidy(): Promise<void> {
    const now = this.deps.clock.now();
    this.end((entry) => entry.link === undefined && now - entry.at >= unsureMs);
    if (!this.hasOldNotes) return;
    this.hasOldNotes = false;
    const open = [...this.entries.values()].flatMap((alike) => [...alike]);
    await this.deps.journal.replace(open.map(({ id, print, at }) => ({ took: id, print, at })));
  }

  private isResent(entry: Entry, link: object, now: number): boolean {
    return entry.link === link && entry.mark === undefined && now - entry.at >= resendMs;
  }

  private add(entry: Entry): void {
    const alike = this.entries.get(entry.print) ?? new Set();
    this.entries.set(entry.print, alike.add(entry));
  }

  private end(isOver: (entry: Entry) => boolean): void {
    const sure: string[] = [];
    for (const [print, alike] of this.entries) {
      for (const entry of alike) if (isOver(entry) && alike.delete(entry)) sure.push(entry.id);
      if (alike.size === 0) this.entries.delete(print);
    }
    if (sure.length === 0) return;
    this.hasOldNotes = true;
    // Nothing waits for this note: without it a message sent long ago could be taken for one sent again, for minutes.
    this.deps.journal.append({ sure }).catch((fault: unknown) => {
      this.deps.log.error({ fault }, 'The journal of unconfirmed text messages cannot be written.');
    });
  }
}

export type UnconfirmedEntry = Entry;
