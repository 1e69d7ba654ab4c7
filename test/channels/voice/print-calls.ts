import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadUnderstander } from '../../../src/understanding/load';
import { dataDir, type Hotline, startHotline, type TestCall } from './calling';

/**
 * Prints calls as both sides hear them, to be read aloud:
 * `node -r ./test/support/register-typescript.cjs test/channels/voice/print-calls.ts ['#1' '我要投诉' '-' …]`.
 * `#` and keys are pressed, `-` is silence, `!busy` ends a transfer; anything else is said. Without words: two usual calls.
 */
const usual = [
  ['你们客服态度太差还乱扣我彩铃费', '客服热线', '昨天', '跳过', '六块钱', '上个月', '把钱退给我', '可以', '再见'],
  ['-', '#4', '#12', '#2', '#2', '#9', '#9', '#2', '#5', '#9', '#1', '#0', '!no-answer', '#1'],
];

async function main(): Promise<void> {
  const clock = { now: () => Date.parse('2026-11-21T10:00:00+08:00') };
  const cacheDir = join(dataDir, '../dist/models');
  const understander = await loadUnderstander({ dataDir, cacheDir, clock, recognizers: 'off' });
  const words = process.argv.slice(2);
  for (const script of words.length > 0 ? [words] : usual) {
    const dir = mkdtempSync(join(tmpdir(), 'desk-call-'));
    const hotline = startHotline({ dir, understander });
    const call = hotline.call();
    await call.start();
    for (const act of script) {
      await perform(call, act);
      if (!call.kinds.includes('transfer')) continue;
      call.transcript.push('(the person who answers hears)', `  ${(await hotline.service.whisper(call.callId)).text}`);
    }
    process.stdout.write(`${call.transcript.join('\n')}\n${await textsOf(hotline)}\n`);
    await hotline.close();
    rmSync(dir, { recursive: true });
  }
  await understander.close();
}

function perform(call: TestCall, act: string): Promise<string> {
  if (act === '-') return call.silence();
  if (act.startsWith('#')) return call.press(act.slice(1) || '#');
  if (!act.startsWith('!')) return call.say(act);
  const result = act === '!busy' ? 'busy' : act === '!answered' ? 'answered' : 'no_answer';
  return call.do({ kind: 'transfer', result });
}

const textsOf = async (hotline: Hotline): Promise<string> =>
  (await hotline.texts()).map(({ to, text }) => `SMS to ${to}: ${text}\n`).join('');

void main();
