import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Journal, noJournal, openJournal as open } from '../../../src/channels/sms/journal';
import { type IncomingPart, LongMessages } from '../../../src/channels/sms/long-messages';
import type { IncomingSms } from '../../../src/channels/sms/transport';
import { silentLog } from '../../../src/ports/log';
import { ManualClock } from '../../support/manual-clock';
import { tempDirs } from '../../support/temp-dir';

const newDir = tempDirs();
const opened: Journal[] = [];

async function openJournal(path: string): Promise<Journal> {
  const journal = await open(path);
  opened.push(journal);
  return journal;
}

afterEach(async () => {
  await Promise.allSettled(opened.splice(0).map((journal) => journal.close()));
});

const ucs2 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

function part(
  text: string,
  number: number,
  total: number,
  more: Partial<IncomingPart> & { reference?: number } = {},
): IncomingPart {
  const { reference = 1, ...rest } = more;
  const content = ucs2(text);
  return {
    from: '13800000001',
    to: '10086',
    encoding: 'ucs2',
    content,
    part: { reference, bits: 8, total, number },
    ...rest,
  };
}

function assembler(options: { journal?: Journal; mostOpen?: number; clock?: ManualClock } = {}) {
  const clock = options.clock ?? new ManualClock();
  const delivered: IncomingSms[] = [];
  const warnings: string[] = [];
  const faults = { next: 0 };
  const messages = new LongMessages({
    clock,
    log: { ...silentLog, warn: (_fields, message) => warnings.push(message) },
    journal: options.journal ?? noJournal,
    deliver: async (message) => {
      if (faults.next > 0) {
        faults.next--;
        throw new Error('The store is away.');
      }
      delivered.push(message);
    },
    ...(options.mostOpen === undefined ? {} : { mostOpen: options.mostOpen }),
  });
  return { clock, delivered, warnings, faults, messages, texts: () => delivered.map(({ text }) => text) };
}

describe('long messages', () => {
  it('are put together in whatever order their parts come, with duplicates and among others', async () => {
    const texts = ['您们的客服态度太差', '彩铃我没有开通过', 'The bill is too high'];
    const all = texts.flatMap((text, message) =>
      [0, 1, 2].map((third) => {
        const size = Math.ceil(text.length / 3);
        return { text: text.slice(third * size, (third + 1) * size), message, number: third + 1 };
      }),
    );
    const order = fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 });
    await fc.assert(
      fc.asyncProperty(order, async (parts) => {
        const { messages, delivered } = assembler();
        for (const { text, message, number } of parts) {
          // The same sender with another number, and another sender with the same one.
          const whose = message === 0 ? {} : message === 1 ? { reference: 2 } : { from: '13800000002' };
          await messages.add(part(text, number, 3, whose));
        }
        expect(delivered.map(({ text }) => text).sort()).toEqual([...texts].sort());
        expect(messages.waiting).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('keep apart an 8-bit and a 16-bit reference of the same value', async () => {
    const { messages, texts } = assembler();
    await messages.add(part('甲', 1, 2));
    await messages.add(part('乙', 2, 2, { part: { reference: 1, bits: 16, total: 2, number: 2 } }));
    expect(texts()).toEqual([]);
  });

  it('are read in one piece, since phones cut surrogate pairs', async () => {
    const { messages, texts } = assembler();
    const whole = ucs2('好😀好');
    await messages.add(part('', 1, 2, { content: whole.subarray(0, 4) }));
    await messages.add(part('', 2, 2, { content: whole.subarray(4) }));
    expect(texts()).toEqual(['好😀好']);
  });

  it('may have parts in different alphabets', async () => {
    const { messages, texts } = assembler();
    await messages.add(part('', 1, 2, { encoding: 'gsm7', content: Buffer.from('bill ') }));
    await messages.add(part('太高', 2, 2));
    expect(texts()).toEqual(['bill 太高']);
  });

  it('are handed over with a mark in the gaps 10 minutes after the latest part', async () => {
    const { messages, clock, texts, warnings } = assembler();
    await messages.add(part('扣了', 2, 4));
    clock.advance(9 * 60_000);
    await messages.add(part('六元', 3, 4));
    clock.advance(9 * 60_000);
    await messages.tidy();
    expect(texts()).toEqual([]);
    clock.advance(60_000);
    await messages.tidy();
    expect(texts()).toEqual(['…扣了六元…']);
    expect(warnings).toEqual(['A long text message is handed over with parts missing.']);
    expect(messages.waiting).toBe(0);
  });

  it('are not confirmed when they cannot be taken over, and complete when the last part comes again', async () => {
    const { messages, faults, texts } = assembler();
    await messages.add(part('一', 1, 2));
    faults.next = 1;
    await expect(messages.add(part('二', 2, 2))).rejects.toThrow('away');
    await messages.add(part('二', 2, 2));
    expect(texts()).toEqual(['一二']);
  });

  it('wait for the one hand-over when their last part comes twice at once', async () => {
    const { messages, texts } = assembler();
    await messages.add(part('一', 1, 2));
    await Promise.all([messages.add(part('二', 2, 2)), messages.add(part('二', 2, 2)), messages.add(part('一', 1, 2))]);
    expect(texts()).toEqual(['一二']);
  });

  it('begin anew when the sender uses the number again for another text', async () => {
    const { messages, texts, delivered } = assembler();
    for (const text of ['一二', '三四']) {
      await messages.add(part(text.slice(0, 1), 1, 2));
      await messages.add(part(text.slice(1), 2, 2));
    }
    await messages.add(part('五', 1, 2));
    await messages.add(part('六', 1, 2));
    expect(texts()).toEqual(['一二', '三四', '五…']);
    expect(new Set(delivered.map(({ id }) => id)).size).toBe(3);
  });

  it('never fill the memory: the oldest of the same sender goes first, then the oldest of all', async () => {
    const own = assembler({ mostOpen: 100 });
    for (let reference = 0; reference < 20; reference++) await own.messages.add(part('一', 1, 2, { reference }));
    expect(own.messages.waiting).toBe(8);
    expect(own.texts()).toHaveLength(12);
    const all = assembler({ mostOpen: 50 });
    for (let sender = 0; sender < 80; sender++) await all.messages.add(part('一', 1, 2, { from: `139${sender}` }));
    expect(all.messages.waiting).toBe(50);
  });
});

describe('after a crash', () => {
  it('a message is completed by the parts still to come, under the same id', async () => {
    const path = join(newDir(), 'parts.jsonl');
    const first = assembler({ journal: await openJournal(path) });
    await first.messages.add(part('一', 1, 3));
    await first.messages.add(part('三', 3, 3));
    const undisturbed = assembler();
    for (const [number, text] of [...'一二三'].entries()) await undisturbed.messages.add(part(text, number + 1, 3));
    // A line torn in the middle.
    await appendFile(path, '{"from":"138');

    const second = assembler({ journal: await openJournal(path) });
    await second.messages.add(part('二', 2, 3));
    expect(second.delivered).toEqual(undisturbed.delivered);

    // The confirmation did not arrive: the last part comes again, now to a third process.
    const third = assembler({ journal: await openJournal(path) });
    await third.messages.add(part('二', 2, 3));
    expect([third.delivered, third.messages.waiting]).toEqual([[], 0]);
  });

  it('a message whose parts never come is handed over by the next process', async () => {
    const path = join(newDir(), 'parts.jsonl');
    const first = assembler({ journal: await openJournal(path) });
    await first.messages.add(part('一', 1, 2));
    first.clock.advance(10 * 60_000);
    const second = assembler({ journal: await openJournal(path), clock: first.clock });
    await second.messages.tidy();
    expect(second.texts()).toEqual(['一…']);
  });

  it('no text stays in the journal once nothing is open', async () => {
    const path = join(newDir(), 'parts.jsonl');
    const { messages, clock } = assembler({ journal: await openJournal(path) });
    await messages.add(part('一', 1, 2));
    await messages.add(part('三', 1, 2, { reference: 9 }));
    await messages.add(part('二', 2, 2));
    await messages.tidy();
    const kept = await readFile(path, 'utf8');
    expect(kept).toContain(ucs2('三').toString('base64'));
    expect(kept).not.toContain(ucs2('一').toString('base64'));
    clock.advance(10 * 60_000);
    await messages.tidy();
    await messages.tidy();
    clock.advance(10 * 60_000);
    await messages.tidy();
    expect(await readFile(path, 'utf8')).toBe('');
  });

  it('a part that could not be kept is not confirmed', async () => {
    const broken: Journal = { ...noJournal, append: () => Promise.reject(new Error('The disk is full.')) };
    const { messages } = assembler({ journal: broken });
    await expect(messages.add(part('一', 1, 2))).rejects.toThrow('full');
    expect(messages.waiting).toBe(0);
  });
});
