import { createHash } from 'node:crypto';
import { type ChannelId, capabilitiesOf } from '../../ports/channel';
import type { LoggedActivity } from '../../ports/conversation-store';
import { maskedSpeech, maskedText } from '../../ports/masked';
import type { LogRecord } from '../../ports/record-log';
import type { MissedItem, RatedItem } from '../board-api';
import type { DeskContext } from '../desk-context';
import { defined } from '../read-body';
import type { MissedRecord, RatedRecord } from './gaps';

type Context = Pick<DeskContext, 'conversations' | 'queue'>;

const longestText = 200;
/** Entries of a conversation read to find the answer that was rated. */
const pageSize = 200;
const mostPages = 10;
/** Whatever we say in a conversation tells its channel. */
const firstEntries = 5;

/** @returns the same for the same record; tells nothing of conversation or customer */
export const idOfRecord = ({ kind, key }: LogRecord): string =>
  createHash('sha256').update(`${kind}\0${key}`).digest('hex').slice(0, 16);

export async function missedItem(context: Context, { record, text, language }: MissedRecord): Promise<MissedItem> {
  const { conversations } = context;
  const channel = channelOf(await conversations.read(record.conversationId, 0, firstEntries));
  const handoff = await newestHandoff(context, record.conversationId);
  return defined({ kind: 'missed' as const, ...placeOf(record), channel, handoff, language, about: text });
}

export async function ratedItem(context: Context, { record, topic, isDown }: RatedRecord): Promise<RatedItem> {
  const { conversationId, data } = record;
  const [said, handoff] = await Promise.all([saidIn(context, record), newestHandoff(context, conversationId)]);
  const { comment } = data;
  return defined({
    kind: 'rated' as const,
    ...placeOf(record),
    channel: said.channel,
    handoff,
    isDown,
    topic,
    about: firstWords(maskedSpeech(said.question)),
    answer: said.answer === '' ? undefined : firstWords(maskedText(said.answer)),
    comment: typeof comment === 'string' && comment !== '' ? firstWords(maskedSpeech(comment)) : undefined,
  });
}

const placeOf = (record: LogRecord) => ({ id: idOfRecord(record), at: record.at });

/** Of a text that is masked already: half a number is not seen to be one. */
const firstWords = (masked: string): string => [...masked].slice(0, longestText).join('');

async function newestHandoff({ queue }: Context, conversationId: string): Promise<string | undefined> {
  const [newest] = await queue.ofConversation(conversationId, 1);
  return newest?.id;
}

/** A thumb names the answer: what it answered is the customer's last message before it. */
async function saidIn({ conversations }: Context, { conversationId, data }: LogRecord) {
  let [question, after] = ['', 0];
  let channel: ChannelId | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await conversations.read(conversationId, after, pageSize);
    channel ??= channelOf(page);
    for (const { id, direction, activity } of page) {
      if (direction === 'in' && activity.type === 'message' && activity.text) question = activity.text;
      if (direction === 'out' && id === data['activityId']) return { channel, question, answer: activity.text ?? '' };
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    after = last.seq;
  }
  return { channel, question: '', answer: '' };
}

const channels: ReadonlySet<unknown> = new Set(Object.keys(capabilitiesOf));

function channelOf(entries: readonly LoggedActivity[]): ChannelId | undefined {
  const told = entries.find(({ activity }) => channels.has(activity.channelId));
  return told?.activity.channelId as ChannelId | undefined;
}
