import { type Activity, ActivityTypes, InputHints, type TurnContext } from 'botbuilder';
import type { Turn } from '../src/conversation/turn';
import { type AgentMessageValue, type NotSentValue, notSentEventName } from '../src/handoff/protocol';
import type { Language } from '../src/ports/language';

/**
 * Sends what a person says to the customer: their own words, unchanged and as plain text, under their name. Nothing the
 * bot said before is touched, so "say that again" repeats the bot.
 */
export async function sayAsAgent(
  context: TurnContext,
  { text, agent }: AgentMessageValue,
  locale: Language,
): Promise<void> {
  const from = { id: `agent:${agent.id}`, name: agent.name, role: 'bot' };
  // The framework writes the bot's own account into whatever is sent.
  context.onSendActivities(async (_, activities, next) => {
    for (const activity of activities) if (isAgents(activity)) activity.from = from;
    return next();
  });
  await context.sendActivity({
    type: ActivityTypes.Message,
    text,
    textFormat: 'plain',
    speak: text,
    locale,
    inputHint: InputHints.ExpectingInput,
    channelData: { agent: { name: agent.name } },
  });
}

/** What could not be said any more is a line of the conversation for staff to read: nothing is lost without a word. */
export function keepUnsaid(turn: Turn, message: AgentMessageValue): void {
  const { turnKey, conversationId } = turn;
  const value: NotSentValue = { ...message, messageId: turnKey };
  turn.send({
    key: `${turnKey}:notSent`,
    kind: 'conversation',
    conversationId,
    payload: { name: notSentEventName, value },
  });
}

const isAgents = ({ channelData }: Partial<Activity>): boolean =>
  (channelData as { agent?: unknown } | undefined)?.agent !== undefined;
