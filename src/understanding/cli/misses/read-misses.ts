import { createHash } from 'node:crypto';
import { complaintTypes } from '../../../complaints/complaint';
import type { LogRecord } from '../../../ports/record-log';
import type { MissStore } from './miss-store';

/** A message that was not understood, or not rightly. Text as the customer wrote it: mask it before it leaves. */
export interface Miss {
  /** The same for the same record, and tells nothing of conversation or customer. */
  readonly id: string;
  readonly reason: 'fallback' | 'thumbs_down' | 'retyped';
  readonly at: number;
  readonly text: string;
  /** Intent an agent corrected it to. */
  readonly suggested?: string;
  /** What the desk answered, and what the customer said about it. */
  readonly answer?: string;
  readonly comment?: string;
}

const most = 1_000_000;
const pageSize = 200;

/** All misses of a store, oldest first. Records without a text (a thumb under a greeting) are passed over. */
export async function readMisses(store: MissStore): Promise<Miss[]> {
  const [missed, thumbs] = await Promise.all([store.records.list('miss', most), store.records.list('feedback', most)]);
  const misses = [...missed.flatMap(fromRecord)];
  for (const record of stillDown(thumbs)) {
    const miss = await fromThumb(store, record);
    if (miss) misses.push(miss);
  }
  return misses.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function fromRecord(record: LogRecord): Miss[] {
  const { text, retyped } = record.data;
  if (typeof text !== 'string' || text.trim() === '') return [];
  const base = { id: idOf(record), at: record.at, text };
  if (retyped === undefined) return [{ ...base, reason: 'fallback' }];
  const suggested = suggestedBy(retyped);
  return [{ ...base, reason: 'retyped', ...(suggested ? { suggested } : {}) }];
}

/** `retyped` is the new complaint type, or an object that holds it as `to`. */
function suggestedBy(retyped: unknown): string | undefined {
  const to = typeof retyped === 'object' && retyped !== null && 'to' in retyped ? retyped.to : retyped;
  const type = complaintTypes.find((one) => one === to || `complaint.${one}` === to);
  return type ? `complaint.${type}` : undefined;
}

/** Newest first: only the last thumb for an answer counts. */
function stillDown(thumbs: readonly LogRecord[]): LogRecord[] {
  const judged = new Set<string>();
  return thumbs.filter((thumb) => {
    const answer = JSON.stringify([thumb.conversationId, thumb.data['activityId']]);
    if (judged.has(answer)) return false;
    judged.add(answer);
    return thumb.data['value'] === 'down';
  });
}

/** A thumb names the answer: what it answered is the customer's last message before it. */
async function fromThumb({ conversations }: MissStore, thumb: LogRecord): Promise<Miss | undefined> {
  const { activityId, comment } = thumb.data;
  let asked = '';
  for (let after = 0; ; ) {
    const page = await conversations.read(thumb.conversationId, after, pageSize);
    for (const { id, direction, activity } of page) {
      if (direction === 'in' && activity.type === 'message' && activity.text) asked = activity.text;
      if (direction !== 'out' || id !== activityId) continue;
      if (asked.trim() === '') return undefined;
      return {
        id: idOf(thumb),
        reason: 'thumbs_down',
        at: thumb.at,
        text: asked,
        ...(activity.text ? { answer: activity.text } : {}),
        ...(typeof comment === 'string' && comment !== '' ? { comment } : {}),
      };
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return undefined;
    after = last.seq;
  }
}

const idOf = ({ kind, key }: LogRecord): string =>
  createHash('sha256').update(`${kind}\0${key}`).digest('hex').slice(0, 16);
