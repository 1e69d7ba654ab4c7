import type { Archive } from '../ports/archive';
import { canonicalJson } from '../storage/canonical-json';
import type { Progress } from './archive-file';
import type { ErasurePlan, Planned } from './erasure-plan';
import { forCustomer, shanghaiClock } from './export-customer-mask';
import { givenMessage, givenRow, type LeftOut } from './export-customer-rows';
import { type Section, sections } from './export-customer-wording';

/** What the file holds, and what it does not. */
export interface Exported {
  readonly given: ReadonlyMap<Section, number>;
  /** Messages of the conversations. */
  readonly messages: number;
  /** Of the customer's rows. */
  readonly leftOut: ReadonlyMap<LeftOut, number>;
  /** Conversations and complaints where the number was named and never proved: they may be somebody else's. */
  readonly unproved: readonly string[];
  /** Files whose bytes are not there any more; they are in it without. */
  readonly lost: readonly string[];
}

export interface ExportWork {
  readonly archive: Archive;
  readonly phone: string;
  /** Its rows to remove and to make anonymous are the customer's; those to mask only mention the number. */
  readonly plan: ErasurePlan;
  readonly now: number;
  /** What stands at its head, by language. */
  readonly head: Readonly<Record<string, unknown>>;
  readonly progress: Progress;
}

/**
 * One JSON file with everything that is kept about a customer, for that customer. Rows that go while it is written are
 * missing.
 */
export async function* customerFile(work: ExportWork): AsyncGenerator<string, Exported> {
  const { phone, plan, now, head, archive } = work;
  const theirs = plan.rows.filter(({ deed }) => deed !== 'mask');
  const give = forCustomer(phone);
  const given = new Map<Section, number>();
  const leftOut = new Map<LeftOut, number>();
  const [unproved, lost]: [string[], string[]] = [[], []];
  const missing = (why: LeftOut): void => void leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
  const logs = logsOf(theirs);
  let [done, messages] = [0, 0];

  async function* log(conversation: string): AsyncGenerator<object> {
    for (const key of logs.get(conversation) ?? []) {
      done += 1;
      work.progress(done, theirs.length + 1);
      const row = await archive.row('activity', key);
      const message = row && givenMessage(row);
      if (message) {
        messages += 1;
        yield message;
      } else if (row) missing('systemSignals');
    }
  }

  async function item({ kind, key }: Planned): Promise<object | undefined> {
    done += 1;
    work.progress(done, theirs.length + 1);
    const row = await archive.row(kind, key);
    if (!row) return undefined;
    const made = givenRow(row, phone);
    for (const why of made.leftOut ?? []) missing(why);
    if (!('section' in made)) return undefined;
    given.set(made.section, (given.get(made.section) ?? 0) + 1);
    if (kind === 'complaint' && !['verified', 'caller_id'].includes(String(row.value['identity'])))
      unproved.push(String(row.value['number']));
    if (kind === 'attachment') {
      const { bytes, ...described } = row.value;
      if (bytes === undefined) lost.push(key);
      return { ...(give(described) as object), bytes: bytes ?? null };
    }
    if (kind !== 'conversation') return give(made.value) as object;
    if ('number' in made.value && made.value.number === 'named') unproved.push(key);
    const said: object[] = [];
    for await (const message of log(key)) said.push(message);
    return give({ ...made.value, log: said }) as object;
  }

  yield `{\n  "about": ${indented({ number: phone, at: shanghaiClock(now), ...head }, '  ')}`;
  for (const section of sections) {
    yield `,\n  "${section}": [`;
    let first = true;
    for (const planned of await inOrder(
      archive,
      theirs.filter((row) => mayBeIn(section, row)),
    )) {
      const value = await item(planned);
      if (!value) continue;
      yield `${first ? '' : ','}\n    ${indented(canonical(value), '    ')}`;
      first = false;
    }
    yield first ? ']' : '\n  ]';
  }
  const mentions = plan.rows.length - theirs.length;
  const counts = { othersThatMentionTheNumber: mentions, filesLost: lost.length, ...Object.fromEntries(leftOut) };
  yield `,\n  "leftOut": ${indented(counts, '  ')}\n}\n`;
  work.progress(1, 1);
  return { given, messages, leftOut, unproved, lost };
}

/** Oldest first: stores keep rows in orders of their own. */
async function inOrder(archive: Archive, rows: readonly Planned[]): Promise<readonly Planned[]> {
  const timed: { planned: Planned; at: number }[] = [];
  for (const planned of rows) {
    const { createdAt, at } = (await archive.row(planned.kind, planned.key))?.value ?? {};
    timed.push({ planned, at: Number(createdAt ?? at ?? 0) });
  }
  timed.sort((a, b) => a.at - b.at || (a.planned.key < b.planned.key ? -1 : 1));
  return timed.map(({ planned }) => planned);
}

/** By the row alone, so that each is read once. */
function mayBeIn(section: Section, { kind, key }: Planned): boolean {
  if (kind === 'document') return section === (documentSections.get(key.split(':', 1)[0] ?? '') ?? 'notices');
  return section === kindSections.get(kind);
}
const kindSections: ReadonlyMap<string, Section> = new Map([
  ['conversation', 'conversations'],
  ['complaint', 'complaints'],
  ['handoff', 'handovers'],
  ['attachment', 'files'],
  ['record', 'records'],
  ['outbox', 'messages'],
]);
const documentSections: ReadonlyMap<string, Section> = new Map([
  ['consent', 'consents'],
  ['knowledge_draft', 'questions'],
  ['data_request', 'requests'],
]);

/** Keys of activities by their conversation, in order. */
function logsOf(rows: readonly Planned[]): Map<string, string[]> {
  const logs = new Map<string, string[]>();
  for (const { kind, key } of rows) {
    if (kind !== 'activity') continue;
    const conversation = key.slice(0, key.lastIndexOf('|'));
    const log = logs.get(conversation);
    if (log) log.push(key);
    else logs.set(conversation, [key]);
  }
  return logs;
}

/** The same rows give the same text, whichever store they come from. */
const canonical = (value: object): object => JSON.parse(canonicalJson(value)) as object;

const indented = (value: object, by: string): string => JSON.stringify(value, null, 2).replaceAll('\n', `\n${by}`);
