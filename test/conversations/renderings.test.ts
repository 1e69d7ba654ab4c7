import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptChannels } from '../support/customer';
import { scripts, scriptUnderstander } from '../support/describe-scripts';
import { problemSaid } from '../support/problem-step';
import { deskSaid, type Exchange, runScript } from '../support/run-script';
import type { Script } from '../support/script';
import { tempDirs } from '../support/temp-dir';

// The same conversation as it reaches customers of each channel, one file a script: to be read aloud when it changes.
// RENDERINGS=write npx jest test/conversations/renderings writes the files anew.
const folder = join(__dirname, 'renderings');
const writing = process.env['RENDERINGS'] === 'write';
const tempDir = tempDirs();
const understander = scriptUnderstander();
const rendered = scripts.filter(({ script }) => script.rendered);

const spokenToo = rendered.filter(({ script }) => script.channels.includes('voice'));

describe.each(rendered)('$file: $script.name', ({ script }) => {
  it('is rendered as it was last read', async () => {
    const ways = new Map<string, readonly Exchange[]>();
    for (const channel of scriptChannels.filter((one) => script.channels.includes(one))) {
      const use = { dir: tempDir(), understander: understander.at(script), channel };
      ways.set(channel, await runScript(script, use));
    }
    const text = sideBySide(script, ways);
    const file = join(folder, fileOf(script));
    if (writing) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    }
    expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : 'a file that is not there: see above');
  });
});

describe.each(spokenToo)('$file: $script.name', ({ script }) => {
  it('is spoken without signs a voice cannot say', async () => {
    const channel = 'voice';
    const exchanges = await runScript(script, { dir: tempDir(), understander: understander.at(script), channel });
    const spoken = exchanges.map(({ shown }) => shown.split('\n')[0] ?? '').join('\n');
    expect(spoken).not.toMatch(/[0-9*·#<>[\]“”「」]|https?:|\.cn/);
  });
});

it('keeps no rendering of a script that is gone', () => {
  expect(readdirSync(folder).sort()).toEqual(rendered.map(({ script }) => fileOf(script)).sort());
});

const fileOf = ({ name }: Script): string =>
  `${name
    .replace(/: .*/, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .slice(0, 50)
    .replace(/-$/, '')}.txt`;

function sideBySide({ name, steps }: Script, ways: ReadonlyMap<string, readonly Exchange[]>): string {
  const blocks = [name];
  for (let step = 0; step <= steps.length; step += 1) {
    const { user, agent, complaint, problem } = steps[step - 1] ?? {};
    const act = agent ?? complaint;
    const others = problem ? problemSaid(problem) : act ? deskSaid(act) : '';
    if (step > 0) blocks.push(`=== ${user ?? others}`);
    for (const [channel, exchanges] of ways) {
      const found = exchanges.find((exchange) => exchange.step === step);
      if (found) blocks.push(`--- ${channel}\n${found.shown || '(nothing)'}`);
    }
  }
  return `${blocks.join('\n\n')}\n`;
}
