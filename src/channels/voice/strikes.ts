import type { CallPhase } from './call-state';
import type { CallTurn } from './call-turn';
import { listeningFor } from './listening';
import { waitingFor } from './pending-question';

export type Strike = 'silence' | 'misheard';

/**
 * What follows when nothing was heard, or nothing that was understood, so often in a row: shorter, then an example and the
 * keys, then somebody who can help. A call is never ended for it.
 */
const escalation = {
  silence: ['again', 'example and keys', 'person'],
  misheard: ['again', 'keys only', 'person'],
} as const satisfies Record<Strike, readonly string[]>;

/** Offers are put again as they were: their keys are not the bot's. */
const offering: ReadonlySet<CallPhase> = new Set(['text_offered', 'call_back_offered', 'call_back_number']);

/** @returns `false` when it is a person's turn now; otherwise the prompt is ready */
export async function strike(turn: CallTurn, kind: Strike): Promise<boolean> {
  const { call } = turn;
  const step = escalation[kind][Math.min(call.strikes[kind], 2)];
  call.strikes[kind] += 1;
  if (step === 'person') return false;
  const isFirst = step === 'again';
  // Whoever pressed a key without a meaning has heard so by now, and needs all keys once more.
  const byKey = !turn.saidNothing;
  if (isFirst && !byKey && !(call.phase === 'welcome' && kind === 'silence'))
    turn.tell(kind === 'silence' ? 'voice.silence_first' : 'voice.misheard_first');
  if (call.phase === 'welcome') {
    call.phase = 'talking';
    turn.tell('voice.menu', { keys: turn.wording('voice.menu_keys') }).listen(menuOf(turn));
  } else if (offering.has(call.phase) || (isFirst && byKey)) turn.listenAgain();
  else if (isFirst) turn.say(call.question ?? '').listenAgain('without prompts');
  else await byExample(turn, step === 'keys only');
  return true;
}

async function byExample(turn: CallTurn, keysOnly: boolean): Promise<void> {
  const { call, deps, context } = turn;
  const waiting = await waitingFor(context);
  const input = keysOnly ? 'keys' : 'speech and keys';
  if (turn.saidNothing) turn.tell(keysOnly || waiting.kind !== 'nothing' ? 'voice.by_keys' : 'voice.example');
  if (waiting.kind === 'nothing') return turn.tell('voice.menu_keys').listen(menuOf(turn), input);
  const offered = waiting.kind === 'question' ? (waiting.question.choices ?? []) : [];
  const how = listeningFor(deps.services, waiting, offered, call.language);
  turn.say(how.question ?? '').listen({ ...how, told: [...how.told, turn.wording('voice.person_key')] }, input);
}

const menuOf = ({ call, deps }: CallTurn) => listeningFor(deps.services, { kind: 'nothing' }, [], call.language);
