import { speakingSeconds } from '../../../src/channels/voice/speaking-time';
import { longestWhisperSeconds, whisperText } from '../../../src/channels/voice/whisper-text';
import { handoffStatuses } from '../../../src/handoff/handoff';
import { languages } from '../../../src/ports/language';
import { scripts, scriptUnderstander } from '../../support/describe-scripts';
import { startDesk } from '../../support/desk';
import type { Script } from '../../support/script';
import { tempDirs } from '../../support/temp-dir';
import { voiceCustomer } from '../../support/voice-customer';

const tempDir = tempDirs();
const understander = scriptUnderstander();
/** Wordings of one wish for a person are one story. */
const isOther = (
  { script: { name, wordings } }: { script: Script },
  index: number,
  all: { script: Script }[],
): boolean =>
  wordings === undefined || all.findIndex((one) => one.script.name.split(':')[0] === name.split(':')[0]) === index;
const told = scripts
  .filter(
    ({ script }) => script.handoff && script.channels.includes('voice') && script.steps.every(({ agent }) => !agent),
  )
  .filter(isOther);

/** The words of a script by telephone, whatever is answered; @returns what the person who takes the call would hear */
async function whispersOf(script: Script) {
  const [named = '13800000002'] = script.steps.flatMap(({ user = '' }) => user.match(/1[3-9]\d{9}/g) ?? []);
  const desk = startDesk({ dir: tempDir(), understander: understander.at(script), at: script.at });
  try {
    const caller = voiceCustomer(desk, { locale: script.locale, callId: 'CA1', from: `+86${named}` });
    await caller.begin();
    for (const { user, wait } of script.steps) {
      if (wait !== undefined) await caller.wait(wait * 1000);
      else if (user !== undefined)
        await caller.say(user.replace('{code}', () => desk.lastCode()).replace(/\{\w+\}/g, '12345'), {});
    }
    const waiting = await desk.store.handoffs.list(handoffStatuses, 20);
    return waiting.map((handoff) => languages.map((language) => whisperText(handoff, desk.services.replies, language)));
  } finally {
    await desk.close();
  }
}

it('there are hand-overs to hear', () => expect(told.length).toBeGreaterThan(8));

describe.each(told)('$file: $script.name', ({ script }) => {
  it('is told in at most twelve seconds, with what it is about', async () => {
    const heard = await whispersOf(script);
    expect(heard.length).toBeGreaterThan(0);
    for (const [simplified = '', ...others] of heard) {
      expect(simplified).toMatch(/^(?:投诉|咨询)：\p{Script=Han}{2}/u);
      for (const text of [simplified, ...others]) {
        expect(speakingSeconds(text)).toBeLessThanOrEqual(longestWhisperSeconds);
        expect(text).not.toMatch(/[0-9]/);
      }
    }
  });
});
