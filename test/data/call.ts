import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { data } from '../../src/data/data';
import type { Clock } from '../../src/ports/clock';

export interface Called {
  readonly code: number;
  readonly output: string;
  readonly error: string;
}

/** Calls `npm run data` as a terminal would that nobody sits at. */
export async function call(
  dir: string,
  args: readonly string[],
  input = '',
  env: Record<string, string> = {},
  clock?: Clock,
): Promise<Called> {
  const [output, error] = [new PassThrough(), new PassThrough()];
  const texts = [output, error].map(async (stream) => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  });
  const surroundings = {
    root: join(__dirname, '../..'),
    env: { DATA_DIR: dir, ...env },
    input: Readable.from([Buffer.from(input)]),
    output,
    error,
  };
  const code = await data(args, surroundings, clock);
  output.end();
  error.end();
  const [said = '', told = ''] = await Promise.all(texts);
  return { code, output: said, error: told };
}
