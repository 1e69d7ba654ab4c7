import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, commands, type Given, type NluEdges, type Surroundings } from './commands';

const usage = `npm run nlu -- predict                      JSONL {"id","text","lang"?} from stdin, meanings as JSONL to stdout
npm run nlu -- evaluate FILE… [--json OUT] [--plots DIR]
                                            figures against labelled JSONL or YAML: tables, JSON, pictures
npm run nlu -- crossvalidate [--folds 5] [--json OUT]
                                            trains on parts of the training data and asks about the rest
npm run nlu -- lint                         checks all data files under nlp-models
npm run nlu -- baseline                     rewrites test/nlu/baseline.json with what is reached today
npm run nlu -- explain "TEXT" [--json]      what was understood, which part decided, and what spoke for it
npm run nlu -- misses export [--db DIR]     what was not understood, as a queue to label, to stdout
npm run nlu -- misses import QUEUE.jsonl    takes the reviewed rows over into the training data
npm run nlu -- train                        trains and caches the model, so that the next start is quick
More: docs/understanding-tools.md`;

/**
 * The commands of `npm run nlu`.
 * @param root folder that holds `nlp-models`
 * @param edges what the domain may not reach itself
 * @param streams taken from the process unless given
 * @returns exit code: 0 in order, 1 faults found or the command failed, 2 not called rightly
 */
export async function nlu(
  args: readonly string[],
  root: string,
  edges: NluEdges = {},
  streams: Partial<Pick<Surroundings, 'input' | 'write' | 'report'>> = {},
): Promise<number> {
  const report = streams.report ?? ((line) => void process.stderr.write(`${line}\n`));
  const [name = '', ...following] = args;
  const command = commands.get(name);
  const given = command && read(command, following);
  if (!command || !given) {
    report(usage);
    return 2;
  }
  try {
    return await command.run(given, {
      root,
      dataDir: resolve(root, 'nlp-models'),
      cacheDir: resolve(root, 'dist', 'models'),
      input: process.stdin,
      write: toStdout,
      ...streams,
      report,
      edges,
    });
  } catch (fault) {
    report(`nlu ${name}: ${(fault as Error).message}`);
    return 1;
  }
}

function read({ options, words: [least, most] }: Command, args: string[]): Given | undefined {
  try {
    const { positionals: rest, values } = parseArgs({ args, options, allowPositionals: true });
    return rest.length < least || rest.length > most ? undefined : { rest, values };
  } catch {
    return undefined; // An option it does not have: the usage says which there are.
  }
}

let draining: Promise<void> | undefined;

/** Waits while the reader at the other end of the pipe is behind, so that long runs need little memory. */
function toStdout(line: string): void | Promise<void> {
  if (process.stdout.write(`${line}\n`)) return;
  draining ??= new Promise((resolve) => {
    process.stdout.once('drain', () => {
      draining = undefined;
      resolve();
    });
  });
  return draining;
}
