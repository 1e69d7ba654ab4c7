import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { freshDatabase, mongoUrl } from '../support/mongo';
import type { Scene } from './fault';

const root = join(__dirname, '..', '..');

/** A database of its own for one run, on the server that `MONGO_URL` names or on one started for the run. */
export interface MongoScene {
  readonly url: string;
  readonly database: string;
  /** Set when the server's process is ours to stop. */
  readonly server: MongoServer | undefined;
}

/** A process that speaks MongoDB's protocol: the server of the tests, see docs/mongodb.md. */
export interface MongoServer {
  readonly url: string;
  /** SIGSTOP: connections stay, nobody answers. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
  /** SIGKILL: connections are cut, new ones refused. */
  kill(): Promise<void>;
  /** Starts it again on the same port and files. */
  start(): Promise<void>;
}

/** @param own starts a server in any case, because its process is to be stopped */
export async function mongoFor(scene: Scene, own = false): Promise<MongoScene> {
  const database = freshDatabase();
  const url = mongoUrl;
  if (url !== undefined && !own) {
    scene.afterwards(() => drop(url, database));
    return { url, database, server: undefined };
  }
  const server = await startMongo(scene);
  return { url: server.url, database, server };
}

/** What each node needs in its environment to work on this database; nodes share nothing but that (a folder each). */
export function mongoEnv(
  scene: Pick<Scene, 'folder'>,
  { url, database }: Pick<MongoScene, 'url' | 'database'>,
): (place: number) => { MONGO_URL: string; MONGO_DATABASE: string; DATA_DIR: string } {
  const folders: string[] = [];
  return (place) => {
    folders[place] ??= scene.folder();
    return { MONGO_URL: url, MONGO_DATABASE: database, DATA_DIR: folders[place] };
  };
}

async function startMongo(scene: Scene): Promise<MongoServer> {
  const binary = join(root, '.cache/mongo-test-server');
  const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/local/go/bin` };
  const built = spawnSync(join(root, 'tools/mongo-test-server/build'), [binary], { env, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The MongoDB test server cannot be built (it needs Go):\n${built.stderr}`);
  const folder = scene.folder();
  const port = await freePort();
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn(binary, [`127.0.0.1:${port}`, folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    const startedBy = child;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      startedBy.stderr?.on('data', (chunk: Buffer) => {
        said += chunk;
        if (said.includes('mongodb://')) resolve();
      });
      startedBy.once('exit', () => reject(new Error(`The MongoDB test server ended:\n${said}`)));
    });
  };
  const kill = async (): Promise<void> => {
    const ending = child;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await gone;
  };
  await start();
  scene.afterwards(kill);
  process.once('exit', () => child?.kill('SIGKILL'));
  return {
    url: `mongodb://127.0.0.1:${port}/`,
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    kill,
    start,
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function drop(url: string, database: string): Promise<void> {
  const client = await new MongoClient(url).connect();
  await client.db(database).dropDatabase();
  await client.close();
}
