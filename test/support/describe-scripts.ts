import { join } from 'node:path';
import { loadUnderstander } from '../../src/understanding/load';
import type { Understander } from '../../src/understanding/understanding';
import type { ScriptChannel } from './customer';
import { dataDir } from './desk';
import { ManualClock } from './manual-clock';
import { runScript } from './run-script';
import { readScripts, type Script } from './script';
import { tempDirs } from './temp-dir';

export const scripts = readScripts(join(__dirname, '../conversations'));

/** The understanding the scripts run with; its clock follows each script. */
export function scriptUnderstander(): { at(script: Pick<Script, 'at'>): Understander } {
  const clock = new ManualClock();
  let understander: Understander & { close(): Promise<void> };
  beforeAll(async () => {
    const cacheDir = join(dataDir, '../dist/models');
    understander = await loadUnderstander({ dataDir, cacheDir, clock, recognizers: 'off' });
  }, 60_000);
  afterAll(() => understander.close());
  return {
    at(script) {
      clock.set(Date.parse(script.at));
      return understander;
    },
  };
}

/** Conversations as data: test/conversations/*.yaml through the real channel, turn runner, store, dialogs and data files. */
export function describeScripts(channel: ScriptChannel, { numberKnown = false } = {}): void {
  const tempDir = tempDirs();
  const understander = scriptUnderstander();
  // What is not for text messages is so because they tell the number, or carry no files: likewise here.
  const needed: readonly ScriptChannel[] = numberKnown ? [channel, 'sms'] : [channel];
  const own = scripts.filter(({ script }) => needed.every((one) => script.channels.includes(one)));
  describe.each(own)('$file: $script.name', ({ script }) => {
    it('goes as written', async () => {
      await runScript(script, { dir: tempDir(), understander: understander.at(script), channel, numberKnown });
    });
  });
}
