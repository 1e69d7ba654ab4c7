import type { GatherVerb, Verb } from '@jambonz/sdk/types';
import type { CallAct, Speech } from '../call';
import type { HookAddresses, HookKind } from './hook-address';
import { recognizerOf, sayOf, type Voices } from './jambonz-speech';
import { type JambonzTransfer, transferVerbs } from './transfer-verbs';

export interface RenderOptions {
  readonly voices: Voices;
  /** Without it nobody can be reached by telephone, and no call flow asks for it. */
  readonly transfer?: JambonzTransfer;
  readonly hooks: HookAddresses;
}

type Gather = Extract<CallAct, { act: 'gather' }>;

/** A caller who begins to answer right after a prompt is not cut off by the next one. */
const betweenPartsSeconds = 0.3;
/** Before a hook that failed is made up for: the platform reconnects meanwhile. */
const beforeRetrySeconds = 1;

/**
 * Acts as verbs of the platform, plain data typed by its library: the library's builder would check each against the
 * schemas by reading them from disk, which the tests do instead.
 * @param step of the event that was answered; what follows comes in with the next one
 */
export function renderVerbs(acts: readonly CallAct[], callId: string, step: number, options: RenderOptions): Verb[] {
  const hook = (kind: HookKind, ahead = 1): string => options.hooks.write(callId, { step: step + ahead, kind });
  /**
   * Verbs after a hook run only when the hook got no answer: a lost connection, a restart. The call then asks for what it
   * missed, or hears the last question again.
   */
  const otherwise = (kind: HookKind): Verb[] => [
    { verb: 'pause', length: beforeRetrySeconds },
    { verb: 'redirect', actionHook: hook(kind, 2) },
  ];
  const verbsOf = (act: CallAct): Verb[] => {
    switch (act.act) {
      case 'say':
        return [{ verb: 'say', ...sayOf(options.voices, [act.speech]) }];
      case 'gather':
        return [...gatherVerbs(act, hook, options.voices), ...otherwise('ready')];
      case 'wait':
        return [
          { verb: 'pause', length: act.ms / 1000 },
          { verb: 'redirect', actionHook: hook('ready') },
        ];
      case 'transfer': {
        const { conversationId, timeoutMs } = act;
        if (options.transfer === undefined) return [{ verb: 'redirect', actionHook: hook('transferred') }];
        const waiting = hook(`queue${Math.ceil(timeoutMs / 1000)}`);
        const hooks = { done: hook('transferred'), waiting, whisper: hook('whisper') };
        return [...transferVerbs(options.transfer, conversationId, timeoutMs, hooks), ...otherwise('transferred')];
      }
      case 'hangup':
        return [{ verb: 'hangup' }];
    }
  };
  const verbs = acts.flatMap(verbsOf);
  // An empty answer would send the platform on to what was meant for failures.
  return verbs.length > 0 ? verbs : [{ verb: 'hangup' }];
}

/** What the person called hears. An empty list, or none at all, would hang up on them and leave the caller alone. */
export const whisperVerbs = (speech: Speech, { voices }: Pick<RenderOptions, 'voices'>): Verb[] => [
  { verb: 'say', ...sayOf(voices, [speech]) },
];

/** A listening has one prompt in one voice; prompts before it, in other languages, are short listenings of their own. */
function gatherVerbs(act: Gather, hook: (kind: HookKind) => string, voices: Voices): Verb[] {
  const groups = groupsOf(act.prompts);
  const last = groups.at(-1)?.[0]?.bargeIn === true ? groups.pop() : undefined;
  const listening = (kind: HookKind, prompts: readonly Speech[] | undefined, timeout: number): GatherVerb => ({
    verb: 'gather',
    actionHook: hook(kind),
    input: act.input === 'keys' ? ['digits'] : ['speech', 'digits'],
    ...keysOf(act),
    timeout,
    dtmfBargein: true,
    ...(act.input === 'keys' ? {} : { bargein: true, recognizer: recognizerOf(act.language, act.hints) }),
    ...(prompts && { say: sayOf(voices, prompts) }),
  });
  const before = groups.map(
    (group): Verb =>
      group[0]?.bargeIn === true
        ? listening('part', group, betweenPartsSeconds)
        : { verb: 'say', ...sayOf(voices, group) },
  );
  return [...before, listening('heard', last, act.silenceMs / 1000)];
}

/** Without `minDigits` the platform waits for the rest of a number for ever. */
const keysOf = ({ maxDigits, silenceMs }: Gather): Partial<GatherVerb> =>
  maxDigits === 1
    ? { numDigits: 1 }
    : { minDigits: 1, maxDigits, finishOnKey: '#', interDigitTimeout: silenceMs / 1000 };

function groupsOf(prompts: readonly Speech[]): Speech[][] {
  const groups: Speech[][] = [];
  for (const prompt of prompts) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    const alike = first?.language === prompt.language && first.slow === prompt.slow && first.bargeIn === prompt.bargeIn;
    if (alike) group?.push(prompt);
    else groups.push([prompt]);
  }
  return groups;
}
