import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { progressBar } from '../understanding/cli/progress-bar';
import type { Progress } from './archive-file';

/** What a command has to do with the person who calls it. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
  /** A line for the person, on standard error: standard output may be an archive. */
  say(line: string): void;
  progress(what: string): Progress;
  /** Whether the person types yes; `undefined` when nobody can be asked. */
  confirm(question: string): Promise<boolean | undefined>;
}

interface Streams {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
  readonly error: Writable & { readonly isTTY?: boolean };
}

/** Rows between two looks at the bar. */
const every = 100;

export function terminalOn({ input, output, error }: Streams): Terminal {
  return {
    input,
    output,
    say: (line) => void error.write(`${line}\n`),
    progress: (what) => {
      const bar = progressBar(error);
      return (done, total) => {
        if (done % every === 0 || done === total) bar(done, total, what);
      };
    },
    confirm: async (question) => {
      if (!input.isTTY) return undefined;
      const asked = createInterface({ input, output: error });
      try {
        return /^(y|yes|是|好)$/i.test((await asked.question(`${question} [y/N] `)).trim());
      } finally {
        asked.close();
      }
    },
  };
}
