import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Journal } from './journal';
import { decodeSmsText, type TextEncoding } from './sms-text';
import type { IncomingSms } from './transport';
import type { Concatenation } from './user-data-header';

export interface IncomingPart {
  /** The customer's number without country code, and the number written to. */
  readonly from: string;
  readonly to: string;
  readonly part: Concatenation;
  readonly encoding: TextEncoding;
  readonly content: Buffer;
}

export interface LongMessagesOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Takes over a whole message; a rejection leaves its last part unconfirmed. */
  readonly deliver: (message: IncomingSms) => Promise<void>;
  /** Parts are confirmed before the others came, so they must outlive a crash; `noJournal` accepts that they do not. */
  readonly journal: Journal;
  /** How long to wait after the latest part. Default 10 min. */
  readonly waitMs?: number;
  /** Most unfinished messages at once. Default 1,000, and 8 a sender. Beyond, the oldest is handed over as it is. */
  readonly mostOpen?: number;
}

interface KeptPart {
  readonly encoding: TextEncoding;
  readonly content: Buffer;
  readonly digest: string;
  /** Resolves when the part would survive a crash. */
  readonly kept: Promise<void>;
}

interface OpenMessage {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly part: Omit<Concatenation, 'number'>;
  readonly parts: Map<number, KeptPart>;
  latestAt: number;
  delivering?: Promise<void>;
}

const partNote = z.object({
  part: z.object({ reference: z.number(), bits: z.literal([8, 16]), total: z.number(), number: z.number() }),
  from: z.string(),
  to: z.string(),
  encoding: z.literal(['gsm7', 'ucs2', 'latin1', 'gbk']),
  content: z.string(),
  at: z.number(),
});
const goneNote = z.object({ gone: z.string(), digests: z.array(z.string()), at: z.number() });

const mostOfOneSender = 8;
const mostDone = 10_000;
/** Stands in the text where parts are missing. */
const gap = '…';

/**
 * Puts long messages together. Parts come in any order, twice, and mixed with those of other messages. A message
 * whose parts do not all come is handed over as it is after {@link LongMessagesOptions.waitMs}, with `…` in the gaps:
 * half a complaint is better than none, and its sender believes to have been heard.
 */
export class LongMessages {
  private readonly open = new Map<string, OpenMessage>();
  /** Parts of messages handed over: the other side may not have got our confirmation, and sends them again. */
  private readonly done = new Map<string, { readonly digests: readonly string[]; readonly at: number }>();
  private readonly waitMs: number;
  private readonly mostOpen: number;
  private hasOldNotes: boolean;

  constructor(private readonly deps: LongMessagesOptions) {
    this.waitMs = deps.waitMs ?? 10 * 60_000;
    this.mostOpen = deps.mostOpen ?? 1_000;
    this.hasOldNotes = deps.journal.left.length > 0;
    for (const note of deps.journal.left) this.restore(note);
  }

  /** How many messages wait for parts. */
  get waiting(): number {
    return this.open.size;
  }

  /** Resolves when the part may be confirmed: it is kept or, the last one, its message is handed over. */
  async add(incoming: IncomingPart): Promise<void> {
    const key = keyOf(incoming);
    const digest = digestOf(incoming);
    if (this.done.get(key)?.digests.includes(digest)) return;
    const message = this.open.get(key) ?? this.begin(key, incoming);
    if (message.delivering !== undefined) {
      await message.delivering;
      return this.add(incoming);
    }
    const known = message.parts.get(incoming.part.number);
    if (known?.digest === digest) return known.kept;
    if (known !== undefined) {
      // The sender's numbers have come round: the older message will never be whole.
      await this.handOver(message, 'Its number is used again.');
      return this.add(incoming);
    }
    await this.keep(message, incoming, digest);
    await this.makeRoom(message);
  }

  /** Hands over what has waited long enough, and tidies the journal; to be called every half minute or so. */
  async tidy(): Promise<void> {
    const before = this.deps.clock.now() - this.waitMs;
    for (const message of [...this.open.values()]) {
      if (message.latestAt <= before) await this.handOverEarly(message, 'Its other parts did not come.');
    }
    for (const [key, { at }] of this.done) if (at <= before) this.forget(key);
    if (!this.hasOldNotes) return;
    this.hasOldNotes = false;
    await this.deps.journal.replace(this.notes());
  }

  private begin(key: string, { from, to, part }: IncomingPart): OpenMessage {
    const message: OpenMessage = {
      key,
      from,
      to,
      part,
      parts: new Map(),
      latestAt: this.deps.clock.now(),
    };
    this.open.set(key, message);
    return message;
  }

  private async keep(message: OpenMessage, incoming: IncomingPart, digest: string): Promise<void> {
    const { encoding, content, part } = incoming;
    const isLast = message.parts.size + 1 === part.total;
    message.latestAt = this.deps.clock.now();
    // The last one needs no note: it is confirmed only when the whole message has been taken over.
    const kept = isLast ? Promise.resolve() : this.deps.journal.append(noteOf(message, incoming));
    message.parts.set(part.number, { encoding, content, digest, kept });
    try {
      await (isLast ? this.handOver(message) : kept);
    } catch (fault) {
      message.parts.delete(part.number);
      if (message.parts.size === 0 && this.open.get(message.key) === message) this.open.delete(message.key);
      throw fault;
    }
  }

  private handOver(message: OpenMessage, whyIncomplete?: string): Promise<void> {
    message.delivering ??= this.deliver(message, whyIncomplete).finally(() => {
      delete message.delivering;
    });
    return message.delivering;
  }

  private async deliver(message: OpenMessage, whyIncomplete: string | undefined): Promise<void> {
    const { key, from, to, part, parts } = message;
    if (whyIncomplete !== undefined) {
      const fields = { from, total: part.total, came: parts.size, why: whyIncomplete };
      this.deps.log.warn(fields, 'A long text message is handed over with parts missing.');
    }
    const digests = [...parts.values()].map(({ digest }) => digest).sort();
    const id = `long_${sha256(JSON.stringify([key, digests])).slice(0, 32)}`;
    await this.deps.deliver({ from, to, text: textOf(message), id });
    this.open.delete(key);
    const at = this.deps.clock.now();
    this.done.set(key, { digests, at });
    const [oldest] = this.done.keys();
    if (this.done.size > mostDone && oldest !== undefined) this.forget(oldest);
    this.hasOldNotes = true;
    // It is handed over: what fails here costs at most a duplicate with the same id, which is known by that.
    await this.deps.journal.append({ gone: key, digests, at }).catch((fault: unknown) => {
      this.deps.log.error({ fault }, 'The journal of long text messages cannot be written.');
    });
  }

  private async handOverEarly(message: OpenMessage, why: string): Promise<void> {
    try {
      await this.handOver(message, why);
    } catch (fault) {
      this.deps.log.error({ fault }, 'A long text message with parts missing is kept for another try.');
    }
  }

  /** Open messages are bounded, so that nobody fills the memory; his own go first. */
  private async makeRoom(newest: OpenMessage): Promise<void> {
    const others = [...this.open.values()].filter((message) => message !== newest);
    const own = others.filter(({ from }) => from === newest.from);
    const tooMany = own.length >= mostOfOneSender ? own[0] : others.length >= this.mostOpen ? others[0] : undefined;
    if (tooMany !== undefined) await this.handOverEarly(tooMany, 'Too many wait for their parts.');
  }

  private forget(key: string): void {
    this.done.delete(key);
    this.hasOldNotes = true;
  }

  private restore(note: unknown): void {
    const part = partNote.safeParse(note);
    if (part.success) {
      const incoming = { ...part.data, content: Buffer.from(part.data.content, 'base64') };
      const key = keyOf(incoming);
      const message = this.open.get(key) ?? this.begin(key, incoming);
      const { encoding, content } = incoming;
      const kept = { encoding, content, digest: digestOf(incoming), kept: Promise.resolve() };
      message.parts.set(incoming.part.number, kept);
      message.latestAt = part.data.at;
      return;
    }
    const gone = goneNote.safeParse(note);
    if (!gone.success) return;
    this.open.delete(gone.data.gone);
    this.done.set(gone.data.gone, gone.data);
  }

  private notes(): object[] {
    const parts = [...this.open.values()].flatMap((message) => {
      const { from, to, part } = message;
      // A last part that is being handed over is not confirmed yet: it comes again.
      const confirmed = [...message.parts].slice(0, part.total - 1);
      return confirmed.map(([number, { encoding, content }]) =>
        noteOf(message, { from, to, encoding, content, part: { ...part, number } }),
      );
    });
    return [...parts, ...[...this.done].map(([gone, { digests, at }]) => ({ gone, digests, at }))];
  }
}

function textOf({ parts, part: { total } }: OpenMessage): string {
  let text = '';
  let run: KeptPart[] = [];
  // Characters may be cut between parts, so what follows each other in one encoding is read in one piece.
  const endRun = (): void => {
    const [first] = run;
    if (first !== undefined) text += decodeSmsText(Buffer.concat(run.map(({ content }) => content)), first.encoding);
    run = [];
  };
  for (let number = 1; number <= total; number++) {
    const part = parts.get(number);
    if (part === undefined || part.encoding !== run[0]?.encoding) endRun();
    if (part !== undefined) run.push(part);
    else if (!text.endsWith(gap)) text += gap;
  }
  endRun();
  return text;
}

function keyOf({ from, to, part: { reference, bits, total } }: IncomingPart): string {
  return JSON.stringify([reference, bits, total, from, to]);
}

function noteOf({ latestAt: at }: OpenMessage, { from, to, part, encoding, content }: IncomingPart): object {
  return { from, to, part, encoding, content: content.toString('base64'), at };
}

function digestOf({ part: { number }, encoding, content }: IncomingPart): string {
  return sha256(`${number} ${encoding} ${content.toString('base64')}`).slice(0, 32);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
