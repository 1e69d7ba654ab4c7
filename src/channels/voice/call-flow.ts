import type { TurnContext } from 'botbuilder';
import { type DeskState, newDeskState } from '../../../dialogs/desk-state';
import { callEndedEventName, turnOf } from '../../conversation/turn';
import { TurnState } from '../../conversation/turn-state';
import { callEventOf, type HeardEvent } from './call-activity';
import { callBackAnswered, callBackByKey, numberGiven, numberSaid, transferEnded } from './call-back';
import { type CallPhase, type CallState, newCallState } from './call-state';
import { type CallDeps, CallTurn } from './call-turn';
import { chooseLanguage, pressed, said, silent } from './conversing';
import { offerAnswered, offerByKey } from './long-answer';
import { welcome } from './welcome';

/** The bot as the call flow uses it. */
export interface Bot {
  run(context: TurnContext): Promise<void>;
}

type Handler = (turn: CallTurn, event: HeardEvent, bot: Bot) => Promise<void>;

const onSpeech =
  (then: (turn: CallTurn, text: string, bot: Bot, confidence?: number) => Promise<void>): Handler =>
  (turn, event, bot) =>
    event.kind === 'speech' ? then(turn, event.text, bot, event.confidence) : Promise.resolve();
const onKeys =
  (then: (turn: CallTurn, digits: string, bot: Bot) => Promise<void>): Handler =>
  (turn, event, bot) =>
    event.kind === 'keys' ? then(turn, event.digits, bot) : Promise.resolve();
const onTransfer: Handler = async (turn, event) =>
  event.kind === 'transfer' ? transferEnded(turn, event.result) : undefined;
const onSilence: Handler = (turn, _, bot) => silent(turn, bot);
/** The platform is late, or asks again. */
const over: Handler = async (turn) => turn.hangUp();

/** What a caller's act leads to, by where the call stands. */
const table: Record<CallPhase, Record<HeardEvent['kind'], Handler>> = {
  welcome: { speech: onSpeech(said), keys: onKeys(chooseLanguage), silence: onSilence, transfer: onTransfer },
  talking: { speech: onSpeech(said), keys: onKeys(pressed), silence: onSilence, transfer: onTransfer },
  text_offered: {
    speech: onSpeech(offerAnswered),
    keys: onKeys(offerByKey),
    silence: onSilence,
    transfer: onTransfer,
  },
  transferring: { speech: onSpeech(said), keys: onKeys(pressed), silence: onSilence, transfer: onTransfer },
  call_back_offered: {
    speech: onSpeech(callBackAnswered),
    keys: onKeys(callBackByKey),
    silence: onSilence,
    transfer: onTransfer,
  },
  call_back_number: {
    speech: onSpeech(numberSaid),
    keys: onKeys(numberGiven),
    silence: onSilence,
    transfer: onTransfer,
  },
  ended: { speech: over, keys: over, silence: over, transfer: over },
};

const turnState = new TurnState();
const calls = turnState.createProperty<CallState>('call');
const desks = turnState.createProperty<DeskState>('desk');

/**
 * Puts the call flow around the bot: turns of the `voice` channel pass through it, all others go to the bot as they are.
 * What a turn answers is one reply whose `channelData.call` holds the acts for the platform, stored with the turn: the same
 * event again reads the same answer (R1).
 */
export function withCalls(bot: Bot, deps: CallDeps): Bot {
  return {
    async run(context) {
      if (turnOf(context).channel !== 'voice') return bot.run(context);
      const call = (await calls.get(context, newCallState())) as CallState;
      const desk = (await desks.get(context, newDeskState())) as DeskState;
      const turn = new CallTurn(context, call, desk, deps);
      const { activity } = context;
      if (activity.type === 'conversationUpdate') await welcome(turn, bot);
      else if (activity.name === callEndedEventName) {
        call.phase = 'ended';
        return bot.run(context);
      } else {
        const event = callEventOf(activity);
        if (!event) return bot.run(context);
        await table[call.phase][event.kind](turn, event, bot);
      }
      await turn.flush();
    },
  };
}
