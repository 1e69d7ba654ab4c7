import { type Changed, changeDocument } from '../learning/change-document';
import type { ActKey } from '../ports/act-key';
import { shanghaiDay } from '../ports/calendar';
import type { DocumentStore } from '../ports/document-store';
import { maskPhone, maskText } from '../ports/mask';
import type { RecordLog } from '../ports/record-log';
import { answeredWithinDays, type DataRequest, type RequestEnd, type Requested } from './data-request';

const kind = 'data_request';
/** More are never kept: ended ones are removed with the complaints of their time. */
const most = 20_000;
const mostTries = 5;
const dayMs = 86_400_000;

export type NewDataRequest = Required<
  Pick<DataRequest, 'what' | 'phone' | 'channel' | 'language' | 'conversationId' | 'by' | 'askedAt'>
>;

export interface DataRequests {
  /**
   * Notes what a customer asks for, with a line in the trail.
   * @returns that request; `isNew: false`: the same was asked for before and is not answered yet
   */
  ask(request: NewDataRequest): Promise<{ readonly request: DataRequest; readonly isNew: boolean }>;
  get(number: string): Promise<DataRequest | undefined>;
  /** Not answered yet, the first to run out first. */
  open(): Promise<readonly DataRequest[]>;
  /** Answered by a supervisor. @param by staff name @param key of the page's request */
  answer(number: string, by: string, at: number, words: string, key?: ActKey): Promise<Changed<DataRequest, 'not_now'>>;
  /** Ends what is open of a number. @returns the numbers of those that were */
  end(phone: string, what: Requested, how: RequestEnd, at: number): Promise<readonly string[]>;
  /** Marks what is overdue, each once, with a line in the trail. @returns the numbers */
  markOverdue(now: number): Promise<readonly string[]>;
}

/** What customers asked for of their own data, one document each; the number is the key, so none is given twice. */
export function createDataRequests({
  documents,
  records,
}: {
  readonly documents: Pick<DocumentStore, 'get' | 'list' | 'put'>;
  readonly records: Pick<RecordLog, 'append'>;
}): DataRequests {
  const all = async (): Promise<readonly DataRequest[]> =>
    (await documents.list<DataRequest>(kind, most)).map(({ value }) => value);
  const open = async (): Promise<readonly DataRequest[]> =>
    (await all()).filter(({ ended }) => ended === undefined).sort((a, b) => a.dueAt - b.dueAt);

  /** Under the customer's conversation, so that erasing the customer finds it. */
  const record = (act: string, { number, what, phone = '', conversationId = '' }: DataRequest, at: number) =>
    records.append({
      kind: 'audit',
      key: `${act}:${number}`,
      at,
      conversationId,
      data: { kind: act, what, about: number, phone: maskPhone(phone) },
    });

  return {
    async ask(wanted) {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const known = await all();
        const before = known.find(
          ({ ended, phone, what, by }) =>
            by === wanted.by || (ended === undefined && phone === wanted.phone && what === wanted.what),
        );
        if (before) {
          // The turn that made it may have been cut off before this.
          await record('data_request', before, before.askedAt);
          return { request: before, isNew: before.by === wanted.by };
        }
        const dueAt = wanted.askedAt + answeredWithinDays * dayMs;
        const request: DataRequest = { number: nextNumber(known, wanted.askedAt), ...wanted, dueAt };
        if ((await documents.put(kind, request.number, request, 0)) === undefined) continue;
        await record('data_request', request, request.askedAt);
        return { request, isNew: true };
      }
      throw new Error('A request for own data could not be written: look for a program that writes them all the time.');
    },
    get: async (number) => (await documents.get<DataRequest>(kind, number))?.value,
    open,
    answer: (number, by, at, words, key) =>
      changeDocument<DataRequest, 'not_now'>(
        documents,
        kind,
        number,
        (request) =>
          request.ended
            ? { ok: false, reason: 'not_now' }
            : { ok: true, value: { ...request, ended: { at, by, how: 'answered', words: maskText(words) } } },
        key,
      ),
    async end(phone, what, how, at) {
      const ended: string[] = [];
      for (const { number } of (await open()).filter((one) => one.phone === phone && one.what === what)) {
        const result = await changeDocument<DataRequest, 'not_now'>(documents, kind, number, (request) =>
          request.ended
            ? { ok: false, reason: 'not_now' }
            : { ok: true, value: { ...request, ended: { at, by: 'command', how } } },
        );
        if (result.ok) ended.push(number);
      }
      return ended;
    },
    async markOverdue(now) {
      const marked: string[] = [];
      const late = (await open()).filter(({ dueAt, overdueAt }) => dueAt <= now && overdueAt === undefined);
      for (const request of late) {
        // Its key is the request: cut off before the mark, it is written again and stays one.
        await record('data_request_overdue', request, request.dueAt);
        const result = await changeDocument<DataRequest, 'not_now'>(documents, kind, request.number, (read) =>
          read.ended || read.overdueAt !== undefined
            ? { ok: false, reason: 'not_now' }
            : { ok: true, value: { ...read, overdueAt: now } },
        );
        if (result.ok) marked.push(request.number);
      }
      return marked;
    },
  };
}

/** Removes what was answered before a time; what is not answered stays, however old. */
export async function removeEndedRequests(
  documents: Pick<DocumentStore, 'list' | 'remove'>,
  before: number,
): Promise<void> {
  for (const { key, value } of await documents.list<DataRequest>(kind, most))
    if (value.ended && value.ended.at < before) await documents.remove(kind, key);
}

/** The next of the day. */
function nextNumber(known: readonly DataRequest[], at: number): string {
  const day = `D${shanghaiDay(at).replaceAll('-', '')}-`;
  const serials = known.flatMap(({ number }) => (number.startsWith(day) ? [Number(number.slice(day.length))] : []));
  return `${day}${`${Math.max(0, ...serials) + 1}`.padStart(2, '0')}`;
}
