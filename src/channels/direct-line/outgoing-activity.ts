import type { Activity, Attachment } from 'botframework-schema';
import type { LoggedActivity } from '../../ports/conversation-store';
import { attachmentId } from './attachment-reference';

/** A group of activities as Direct Line sends it; `watermark` is where to go on reading. */
export interface ActivitySet {
  readonly activities: readonly Partial<Activity>[];
  readonly watermark: string;
}

export interface View {
  readonly conversationId: string;
  /** The customer's id in this channel, when the caller is one. */
  readonly userId?: string;
  /** @returns the address under which the caller can fetch a stored file */
  fileUrl(id: string): string;
}

/** What a customer may see of a message; anything else an activity carries stays inside. */
const shown = [
  'type',
  'text',
  'textFormat',
  'speak',
  'inputHint',
  'locale',
  'summary',
  'value',
  'replyToId',
  'suggestedActions',
  'attachmentLayout',
  'entities',
  'channelData',
] as const satisfies readonly (keyof Activity)[];

/**
 * Log entries as the customer's client sees them. Only messages pass: events (a hand-over carries the whole transcript)
 * and traces are for the inside.
 * @param after the watermark asked for; kept when nothing is new
 */
export function toActivitySet(entries: readonly LoggedActivity[], after: number, view: View): ActivitySet {
  return {
    activities: entries.filter(({ activity }) => activity.type === 'message').map((entry) => toClient(entry, view)),
    watermark: String(entries.at(-1)?.seq ?? after),
  };
}

/** A typing signal of our side (the bot, or an agent by name), for the stream only; the customer's own is not told back. */
export function toTyping(activity: Partial<Activity>, watermark: number, view: View): ActivitySet | undefined {
  if (activity.type !== 'typing' || activity.from?.role === 'user') return undefined;
  const typing = { type: 'typing', from: botAccount(activity), ...place(view) };
  return { activities: [typing], watermark: String(watermark) };
}

function toClient({ id, at, direction, activity }: LoggedActivity, view: View): Partial<Activity> {
  const client: Record<string, unknown> = {};
  for (const field of shown) if (activity[field] !== undefined) client[field] = activity[field];
  const from =
    direction === 'in'
      ? { id: view.userId ?? activity.from?.id ?? 'user', name: '', role: 'user' }
      : botAccount(activity);
  return {
    ...client,
    id,
    // A Date in the typings, ISO text on the wire.
    timestamp: new Date(at),
    from,
    ...place(view),
    ...(activity.attachments ? { attachments: activity.attachments.map((file) => toFile(file, view)) } : {}),
  };
}

const place = (view: View): Partial<Activity> => ({
  channelId: 'directline',
  conversation: { id: view.conversationId, name: '', isGroup: false, conversationType: 'personal' },
});

/** A person's id holds the name they sign in with, which is nobody's business outside; `name` is what customers read. */
function botAccount(activity: Partial<Activity>): Activity['from'] {
  const { id = 'bot', name = '' } = activity.from ?? {};
  return { id: id.startsWith('agent:') ? 'agent' : id, name, role: 'bot' };
}

function toFile(file: Attachment, view: View): Attachment {
  const id = attachmentId(file);
  if (id === undefined) return file;
  const { contentType, name } = file;
  return { contentType, contentUrl: view.fileUrl(id), ...(name === undefined ? {} : { name }) };
}
