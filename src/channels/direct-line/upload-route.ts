import { createHash } from 'node:crypto';
import type { Activity, Attachment } from 'botframework-schema';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { tooMany } from '../../platform/http-pipeline';
import type { LoggedActivity } from '../../ports/conversation-store';
import { handIn, takeMessage } from './activity-routes';
import { attachmentReference } from './attachment-reference';
import { conversationOf } from './caller';
import { basePath, type DirectLineContext } from './context';
import { sniffType } from './file-type';
import { type Incoming, readActivity } from './incoming-activity';
import { readUpload, type UploadedFile, type UploadLimits } from './multipart';

const limits: UploadLimits = { files: 5, bytesPerFile: 10 * 1024 * 1024 };
const maxPerConversation = 20;
/** Uploads under way or waiting; each may hold its files in memory. */
const maxAtOnce = 10;
const pageSize = 200;

type Message = Extract<Incoming, { kind: 'message' }>;

/** `POST …/upload?userId=`: files as evidence, with the activity they belong to. */
export function uploadRoute(context: DirectLineContext): Route {
  const inTurn = createTurns(maxAtOnce);

  async function handle(request: HttpRequest): Promise<HttpResponse> {
    const conversationId = conversationOf(request);
    takeMessage(context, conversationId);
    // One at a time in a conversation, so that the count below cannot be outrun.
    return inTurn(conversationId, async () => {
      const { activity, files } = await readUpload(request.raw, limits);
      if (files.length === 0 || files.length > limits.files) {
        throw new HttpError(400, 'BadArgument', `Send between one and ${limits.files} files.`);
      }
      return { status: 200, body: { id: await accept(conversationId, activity ?? { type: 'message' }, files) } };
    });
  }

  async function accept(conversationId: string, body: unknown, files: readonly UploadedFile[]): Promise<string> {
    const types = files.map(({ bytes }) => sniffType(bytes));
    if (types.includes(undefined)) throw new HttpError(415, 'UnsupportedFile', 'This kind of file is not taken.');
    // Checked before anything is stored, with stand-ins that make the message non-empty.
    const message = asMessage(readActivity(body, context.ids, files.map(placeholder)));
    const earlier = await sentBefore(conversationId, message, files);
    if (earlier !== undefined) return earlier;
    if ((await context.attachments.count(conversationId)) + files.length > maxPerConversation) {
      throw new HttpError(413, 'TooManyFiles', `A conversation holds at most ${maxPerConversation} files.`);
    }
    const attachments: Attachment[] = [];
    for (const [index, { name, bytes }] of files.entries()) {
      const contentType = types[index] ?? '';
      const stored = await context.attachments.put({ conversationId, name, contentType, bytes });
      attachments.push(attachmentReference(stored, sha256(bytes)));
    }
    return handIn(context, conversationId, message.externalId, { ...message.activity, attachments });
  }

  /** A repeated upload stores nothing again: the files' ids would make it look like another message (R1). */
  async function sentBefore(
    conversationId: string,
    { activity }: Message,
    files: readonly UploadedFile[],
  ): Promise<string | undefined> {
    const key = activity.channelData?.clientActivityID;
    if (key === undefined) return undefined;
    const wanted = files.map(({ bytes }) => sha256(bytes)).join();
    for (let after = 0; ; ) {
      const page = await context.conversations.read(conversationId, after, pageSize);
      const same = page.find((entry) => isSameUpload(entry, key, wanted, activity));
      if (same !== undefined) return same.id;
      const last = page.at(-1);
      if (last === undefined || page.length < pageSize) return undefined;
      after = last.seq;
    }
  }

  return {
    method: 'POST',
    path: `${basePath}/conversations/:conversationId/upload`,
    access: 'direct-line',
    cors: true,
    body: 'raw',
    deadlineMs: 120_000,
    handle,
  };
}

function isSameUpload(entry: LoggedActivity, key: string, hashes: string, wanted: Partial<Activity>): boolean {
  const { direction, activity } = entry;
  return (
    direction === 'in' &&
    activity.channelData?.clientActivityID === key &&
    activity.text === wanted.text &&
    (activity.attachments ?? []).map(({ content }) => content?.sha256).join() === hashes
  );
}

function asMessage(incoming: Incoming): Message {
  if (incoming.kind === 'message') return incoming;
  throw new HttpError(400, 'BadArgument', 'Files belong to an activity of type message.');
}

/** Runs work of the same key one after the other; refuses (429) when too much is under way in all. */
function createTurns(maxUnderWay: number) {
  const last = new Map<string, Promise<unknown>>();
  let underWay = 0;
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    if (underWay >= maxUnderWay) throw tooMany(2);
    underWay += 1;
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      underWay -= 1;
      if (last.get(key) === turn) last.delete(key);
    }
  };
}

const placeholder = ({ name }: UploadedFile): Attachment => ({ name, contentType: 'application/octet-stream' });
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
