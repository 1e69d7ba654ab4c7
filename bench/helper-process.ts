import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** Lets a child process run the benchmark's own TypeScript; the product itself runs as built (dist/). */
const hook = join(__dirname, '../test/support/register-typescript.cjs');

/** A child process that answers one question at a time. */
export interface HelperProcess<Question, Answer> {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly ready: Answer;
  ask(question: Question): Promise<Answer>;
  stop(): Promise<void>;
}

export interface HelperOptions {
  readonly args?: readonly string[];
  readonly nodeOptions?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Whatever still runs when the benchmark ends goes with it. */
const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/**
 * Starts `file` and waits until it is ready, see {@link answerQuestions}.
 * @throws Error with what it wrote, when it ends before
 */
export async function startHelper<Question, Answer>(
  file: string,
  { args = [], nodeOptions = [], env = {} }: HelperOptions = {},
): Promise<HelperProcess<Question, Answer>> {
  const child = fork(file, args, {
    execArgv: ['--no-deprecation', ...nodeOptions, '-r', hook],
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  living.add(child);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk}`.slice(-4000);
  });
  const gone = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      living.delete(child);
      resolve(code);
    });
  });
  const next = (): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const answered = ({ answer, fault }: { answer: Answer; fault?: string }): void => {
        if (fault === undefined) resolve(answer);
        else reject(new Error(`${file} failed: ${fault}`));
      };
      child.once('message', answered);
      gone.then((code) => reject(new Error(`${file} ended (exit ${code}):\n${errors}`)));
    });
  const ready = await next();
  return {
    pid: child.pid ?? 0,
    ready,
    ask(question) {
      const answer = next();
      child.send(question as object);
      return answer;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

/**
 * The child's side: says what `start` found, then answers every question with `answer`; ends with the parent.
 * @param stop called before the process ends
 */
export function answerQuestions<Question, Answer>(
  start: () => Promise<Answer>,
  answer: (question: Question) => Promise<Answer>,
  stop: () => Promise<void> = async () => {},
): void {
  const say = (work: Promise<Answer>): void => {
    work.then(
      (found) => process.send?.({ answer: found }),
      (error: unknown) => process.send?.({ fault: error instanceof Error ? error.stack : String(error) }),
    );
  };
  process.on('message', (question: Question) => say(answer(question)));
  process.on('disconnect', () => void stop().finally(() => process.exit(0)));
  say(start());
}
