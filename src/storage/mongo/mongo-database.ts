import { type Collection, type Db, MongoClient, type MongoClientOptions, ReadConcern } from 'mongodb';
import { StorageError } from '../storage-error';
import type { Collections } from './collections';
import { asStorageError } from './mongo-fault';

export interface MongoOptions {
  /** `mongodb://…` or `mongodb+srv://…`; what it says beyond addresses, users and TLS is overruled here. */
  readonly url: string;
  readonly database: string;
  /** Connections of this process, at most. */
  readonly poolSize: number;
  /** After how long an operation of the store fails (R7). */
  readonly timeoutMs: number;
  /** For tests: sees every command that is sent. */
  readonly monitorCommands?: boolean;
}

/** One database on one server or replica set. What is written is on a majority of its members when it resolves. */
export class MongoDatabase {
  /** For every command: the server gives up before we do. */
  readonly bounded: { readonly maxTimeMS: number };

  private constructor(
    readonly client: MongoClient,
    private readonly db: Db,
    /** Whether the server is alone: without a second copy and without retries of writes. */
    readonly standalone: boolean,
    private readonly timeoutMs: number,
  ) {
    this.bounded = { maxTimeMS: timeoutMs };
  }

  /**
   * @param patienceMs how long an answer is waited for; longer for work that may take its time, as building indexes
   * @throws {StorageError} `storage_unavailable`
   */
  static async connect(
    { url, database, poolSize, timeoutMs, monitorCommands }: MongoOptions,
    patienceMs = timeoutMs,
  ): Promise<MongoDatabase> {
    let client: MongoClient | undefined;
    try {
      client = new MongoClient(url, {
        ...clientOptions(poolSize, timeoutMs),
        socketTimeoutMS: patienceMs,
        monitorCommands: monitorCommands ?? false,
      });
      await client.connect();
      const hello = await client.db('admin').command({ hello: 1, maxTimeMS: timeoutMs });
      const standalone = hello['setName'] === undefined && hello['msg'] !== 'isdbgrid';
      const db = client.db(database, {
        writeConcern: { w: 'majority', journal: true },
        readPreference: 'primary',
        // What a majority has not confirmed may be taken back, so it is not shown to anybody either.
        ...(!standalone && { readConcern: new ReadConcern('majority') }),
      });
      return new MongoDatabase(client, db, standalone, timeoutMs);
    } catch (error) {
      await client?.close();
      throw error instanceof StorageError ? error : new StorageError('storage_unavailable', error);
    }
  }

  collection<Name extends keyof Collections>(name: Name): Collection<Collections[Name]> {
    return this.db.collection<Collections[Name]>(name);
  }

  /**
   * Runs one operation of a port: it ends within the time limit whatever the network does, and its faults are ours.
   * A write that was given up may still have happened: every operation may safely be asked for again.
   * @throws {StorageError} `storage_unavailable`, `storage_busy`
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new StorageError('storage_unavailable')), this.timeoutMs);
    });
    // Also what is thrown before the first promise is a rejection; one that comes after the deadline was reported as it.
    const working = (async () => work())();
    working.catch(() => undefined);
    try {
      return await Promise.race([working, deadline]);
    } catch (error) {
      throw asStorageError(error);
    } finally {
      clearTimeout(timer);
    }
  }

  ping(): Promise<void> {
    return this.run(async () => {
      await this.db.command({ ping: 1, ...this.bounded });
    });
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}

const clientOptions = (maxPoolSize: number, timeoutMs: number): MongoClientOptions => ({
  appName: 'telecom-self-service-desk',
  maxPoolSize,
  serverSelectionTimeoutMS: timeoutMs,
  connectTimeoutMS: timeoutMs,
  waitQueueTimeoutMS: timeoutMs,
  // Finds out soon that a server is away or another one leads.
  heartbeatFrequencyMS: 2_000,
  // The driver retries writes only where the server knows them by number (replica sets).
  retryWrites: true,
  ignoreUndefined: true,
});
