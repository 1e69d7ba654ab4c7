import type { Activity } from 'botframework-schema';
import type { ConversationRecord, LoggedActivity } from '../ports/conversation-store';

/** The desk's own account in every conversation. */
export const deskAccount = { id: 'desk', name: 'desk', role: 'bot' } as const;

/** Who speaks to whom, as the stored conversation knows it: never as a client claims (S3). */
export function addressing(record: Pick<ConversationRecord, 'id' | 'channel' | 'userId'>): Partial<Activity> {
  return {
    channelId: record.channel,
    serviceUrl: 'urn:desk',
    conversation: { id: record.id, isGroup: false, conversationType: 'personal', name: '' },
    from: { id: record.userId, name: '', role: 'user' },
    recipient: deskAccount,
  };
}

/** A log entry whose activity carries the id and time the log gave it. */
export const stamped = (entry: LoggedActivity): LoggedActivity => ({
  ...entry,
  activity: { ...entry.activity, id: entry.id, timestamp: new Date(entry.at) },
});
