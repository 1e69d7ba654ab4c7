import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface MongoServer {
  readonly url: string;
  /** What it is, for the report. */
  readonly name: string;
  stop(): Promise<void>;
}

/** Says the server's address, and ends with its standard input: then the script around it ends the server. */
const holder = "console.log(process.env.MONGO_URL); process.stdin.resume().on('end', () => process.exit(0))";

/**
 * The server of MONGO_URL, or the project's test server (FerretDB on SQLite) for as long as the benchmark runs.
 * @returns `undefined` with the reason said, where none can be started (no Go)
 */
export async function startMongo(root: string, say: (line: string) => void): Promise<MongoServer | undefined> {
  const given = process.env['MONGO_URL'];
  const script = join(root, 'tools/mongo-test-server/with-server');
  const child = spawn(script, [process.execPath, '-e', holder], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk}`.slice(-1000);
  });
  child.once('error', (error) => {
    errors = error.message;
  });
  const lines = createInterface({ input: child.stdout });
  const url = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    gone.then(() => undefined),
  ]);
  if (url === undefined) {
    say(`MongoDB left out: the test server did not start. ${errors.trim()}`);
    return undefined;
  }
  return {
    url,
    name: given ? 'server of MONGO_URL' : 'test server: FerretDB v1 on SQLite',
    async stop() {
      child.stdin.end();
      await gone;
    },
  };
}
