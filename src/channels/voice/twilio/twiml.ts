import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import type { Language } from '../../../ports/language';
import type { CallAct, Speech } from '../call';
import { dialPerson, type TransferTarget } from './transfer-target';

export interface TwimlOptions {
  /** Where the platform reaches us, without a slash at the end. */
  readonly publicUrl: string;
  /** The step the next event of this call will have. */
  readonly nextStep: number;
  readonly target: TransferTarget | undefined;
  /** The platform's id of the call. */
  readonly callId: string;
}

export const voicePaths = {
  call: '/voice/twilio',
  transfer: '/voice/twilio/transfer',
  whisper: '/voice/twilio/whisper',
  status: '/voice/twilio/status',
} as const;

/** Who speaks, and in which language is listened, one leg of the call at a time. */
const tongues = {
  'zh-Hans': { say: 'cmn-CN', voice: 'Google.cmn-CN-Wavenet-A', hear: 'cmn-Hans-CN' },
  'zh-Hant': { say: 'cmn-TW', voice: 'Google.cmn-TW-Wavenet-A', hear: 'cmn-Hant-TW' },
  en: { say: 'en-US', voice: 'Google.en-US-Wavenet-C', hear: 'en-US' },
} as const satisfies Record<Language, { say: string; voice: string; hear: string }>;

/** The platform takes no more in one attribute. */
const longestHints = 3_000;

type Sayer = Pick<VoiceResponse, 'say'>;

/** The acts as TwiML. */
export function twimlOf(acts: readonly CallAct[], options: TwimlOptions): string {
  const { publicUrl, nextStep, target, callId } = options;
  const response = new VoiceResponse();
  const next = `${publicUrl}${voicePaths.call}?step=${nextStep}`;
  for (const act of acts) {
    switch (act.act) {
      case 'say':
        say(response, act.speech);
        break;
      case 'gather': {
        const gather = response.gather({
          input: act.input === 'keys' ? ['dtmf'] : ['dtmf', 'speech'],
          action: next,
          method: 'POST',
          actionOnEmptyResult: true,
          timeout: Math.max(1, Math.round(act.silenceMs / 1000)),
          numDigits: act.maxDigits,
          // Alone, every key is an answer; `#` too.
          finishOnKey: act.maxDigits === 1 ? '' : '#',
          ...(act.input !== 'keys' && {
            language: tongues[act.language].hear,
            speechTimeout: 'auto',
            hints: hintsOf(act.hints),
            bargeIn: true,
            profanityFilter: false,
          }),
        });
        for (const prompt of act.prompts) say(gather, prompt);
        break;
      }
      case 'wait':
        response.pause({ length: Math.max(1, Math.round(act.ms / 1000)) });
        response.redirect({ method: 'POST' }, `${next}&ready=1`);
        break;
      case 'transfer':
        if (target) {
          const action = `${publicUrl}${voicePaths.transfer}?step=${nextStep}`;
          dialPerson(response, target, act, { action, whisper: `${publicUrl}${voicePaths.whisper}?call=${callId}` });
        }
        break;
      case 'hangup':
        response.hangup();
    }
  }
  return response.toString();
}

/** What a person hears before the caller is joined. */
export function whisperTwiml(speech: Speech): string {
  const response = new VoiceResponse();
  say(response, speech);
  return response.toString();
}

function say(where: Sayer, { text, language, slow }: Speech): void {
  const { say: spoken, voice } = tongues[language];
  const words = speakable(text);
  if (!slow) where.say({ language: spoken, voice }, words);
  else where.say({ language: spoken, voice }, '').prosody({ rate: 'slow' }, words);
}

function hintsOf(hints: readonly string[]): string {
  let joined = '';
  for (const hint of hints.map((one) => speakable(one).replaceAll(',', ' '))) {
    if (joined.length + hint.length > longestHints) break;
    joined += `${joined === '' ? '' : ', '}${hint}`;
  }
  return joined;
}

/** Characters XML cannot hold are silent. */
const speakable = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFC\u{10000}-\u{10FFFF}]/gu, '');
