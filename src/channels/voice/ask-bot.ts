import { type Activity, ActivityTypes } from 'botbuilder';
import { DeskTurn } from '../../../dialogs/desk-turn';
import { personEventName } from '../../conversation/turn';
import type { HandoffReason } from '../../handoff/handoff';
import type { Suggestion } from '../../ports/wording';
import type { Bot } from './call-flow';
import type { CallTurn } from './call-turn';
import { waitingFor } from './pending-question';

const goodbye = 'smalltalk.goodbye';

/** What the bot answered; it is spoken by the call flow, not sent as it is. */
export interface BotAnswer {
  readonly text: string;
  readonly speak: string;
  readonly choices: readonly Suggestion[];
  /** A person serves now and has the conversation waiting. */
  readonly handedOver: boolean;
  readonly notUnderstood: boolean;
  /** The caller said goodbye, with nothing left open. */
  readonly goodbye: boolean;
  /** General knowledge, which may be heard in part; what was done or is asked is heard whole. */
  readonly isKnowledge: boolean;
}

/** Runs the bot with these words, as if the caller had said them. */
export function tellBot(turn: CallTurn, bot: Bot, words: string): Promise<BotAnswer> {
  turn.context.activity.text = words;
  return run(turn, bot);
}

/** Has the bot hand over to a person, without words of the caller. */
export function askForPerson(turn: CallTurn, bot: Bot, reason: HandoffReason): Promise<BotAnswer> {
  Object.assign(turn.context.activity, { type: ActivityTypes.Event, name: personEventName, value: { reason } });
  return run(turn, bot);
}

async function run(turn: CallTurn, bot: Bot): Promise<BotAnswer> {
  const { context, call, desk } = turn;
  const failedBefore = desk.failedTurns;
  const before = await waitingFor(context);
  const kept: Partial<Activity>[] = [];
  let keeping = true;
  context.onSendActivities(async (_context, activities, send) => {
    if (!keeping) return send();
    kept.push(...activities.filter(({ type }) => type === ActivityTypes.Message));
    return activities.map(() => ({ id: '' }));
  });
  try {
    await bot.run(context);
  } finally {
    keeping = false;
  }
  call.language = desk.language;
  const { handedOver, heard } = DeskTurn.of(context);
  const last = kept.at(-1);
  return {
    text: kept.map(({ text = '' }) => text).join('\n\n'),
    speak: kept.map(({ speak, text = '' }) => speak ?? text).join(' '),
    choices: (last?.suggestedActions?.actions ?? []).map(({ title, value }) => ({ title, say: String(value) })),
    handedOver,
    notUnderstood: desk.failedTurns > failedBefore,
    goodbye: before.kind === 'nothing' && heard?.intent === goodbye && desk.answered.at(-1) === goodbye,
    isKnowledge: (last?.channelData as { rateable?: boolean } | undefined)?.rateable === true,
  };
}
