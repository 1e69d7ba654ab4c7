import type { Activity } from 'botframework-schema';
import type { Replies } from '../../conversation/replies';
import type { ConversationRecord, TurnCommit } from '../../ports/conversation-store';
import { languages } from '../../ports/language';
import type { NewOutboxEntry } from '../../ports/outbox';
import { renderSms } from './rendering';

/** The text messages of a turn's replies: stored by the turn's commit, sent by the outbox under the reply's own id (R6). */
export function smsLeaving(replies: Pick<Replies, 'say'>) {
  return (
    { id: conversationId, channel, userId }: ConversationRecord,
    outgoing: TurnCommit['outgoing'],
  ): readonly NewOutboxEntry[] => {
    if (channel !== 'sms') return [];
    return outgoing
      .filter(({ activity }) => activity.type === 'message')
      .map(({ id, activity }) => ({
        key: `${id}:sms`,
        kind: 'sms',
        conversationId,
        payload: { to: userId, text: textOf(activity, replies), kind: isBegun(activity) ? 'service' : 'reply' },
      }));
  };
}

const isBegun = ({ channelData }: Partial<Activity>): boolean =>
  (channelData as { sms?: { begun?: unknown } } | undefined)?.sms?.begun === true;

/** As the turn rendered it; what was said outside of one (the apology after a fault) offers no numbers. */
function textOf({ channelData, text = '', locale }: Partial<Activity>, replies: Pick<Replies, 'say'>): string {
  const rendered = (channelData as { sms?: { text?: unknown } } | undefined)?.sms?.text;
  if (typeof rendered === 'string') return rendered;
  const language = languages.find((known) => known === locale) ?? 'zh-Hans';
  return renderSms({ text, choices: [], language, notice: false }, replies).text;
}
