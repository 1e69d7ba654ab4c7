import { randomInt } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'libsql';
import { StorageError } from '../storage-error';
import { escaped } from './escaped-text';
import { GroupCommit } from './group-commit';
import { migrations } from './migrations';

/** What may be bound: the driver ends the whole process on a boolean, so that one cannot be written here. */
export type Bindable = string | number | null;

/** A prepared statement; rows are typed by the caller, who wrote the SQL beside it. */
export interface Statement<Row> {
  run(...values: Bindable[]): number;
  get(...values: Bindable[]): Row | undefined;
  all(...values: Bindable[]): Row[];
}

/** How long one call of the driver may block the event loop while another process writes. */
const busyMs = 40;
/** Pages kept in memory, filled as they are read; SQLite's own 2 MB hold the conversations of a few minutes only. */
const cacheKiB = 32 * 1024;
/** How long an operation waits for the lock in all before it fails (R7). */
const patienceMs = 2_000;

/**
 * One SQLite database file, durable at every commit (WAL, `synchronous=FULL`), shared safely by several processes.
 * The driver is synchronous; only waiting for another process's write is not.
 */
export class SqliteFile {
  private readonly db: Database.Database;
  private readonly commits = new GroupCommit((work, durable) => this.patiently(() => this.transaction(work, durable)));

  /** @throws {StorageError} `storage_newer`, `storage_unavailable` */
  constructor(path: string) {
    try {
      // Made by us so that nobody else may read it; SQLite gives its side files the same rights.
      closeSync(openSync(path, 'a', 0o600));
      this.db = new Database(path, { timeout: patienceMs });
      this.db.pragma('journal_mode = WAL');
      this.db.pragma('synchronous = FULL');
      this.db.pragma(`cache_size = -${cacheKiB}`);
      this.migrate();
      this.db.pragma(`busy_timeout = ${busyMs}`);
    } catch (error) {
      throw error instanceof StorageError ? error : new StorageError('storage_unavailable', error);
    }
  }

  prepare<Row = never>(sql: string): Statement<Row> {
    const statement = this.db.prepare(sql);
    return {
      run: (...values) => statement.run(...values.map(storable)).changes,
      get: (...values) => statement.get(...values.map(storable)) as Row | undefined,
      all: (...values) => statement.all(...values.map(storable)) as Row[],
    };
  }

  /**
   * Runs `work` as one transaction: written whole and durable when this resolves, or not at all. What is asked for in
   * the same round of the event loop is committed together and waits for the disk once, so `work` runs a little later
   * and may run again: it only works on this file.
   */
  write<T>(work: () => T): Promise<T> {
    return this.commits.add(work, true);
  }

  /**
   * Like `write`, but may be forgotten when the machine (not the process) stops at once: for leases, whose holder
   * would be gone as well. Saves waiting for the disk.
   */
  writeLightly<T>(work: () => T): Promise<T> {
    return this.commits.add(work, false);
  }

  read<T>(work: () => T): Promise<T> {
    return this.patiently(work);
  }

  /**
   * Resolves when the file can be written; being read is not enough: a full disk and a lock nobody gives back leave that.
   * @throws {StorageError} `storage_busy`, `storage_unavailable`
   */
  ping(): Promise<void> {
    return this.writeLightly(() => {
      this.db.exec(`PRAGMA user_version = ${migrations.length}`);
    });
  }

  close(): void {
    if (!this.db.open) return;
    this.commits.finish((work) => this.transaction(work, true));
    this.db.close();
  }

  private transaction<T>(work: () => T, durable: boolean): T {
    if (!durable) this.db.exec('PRAGMA synchronous = NORMAL');
    try {
      this.db.exec('BEGIN IMMEDIATE');
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
      throw error;
    } finally {
      if (!durable) this.db.exec('PRAGMA synchronous = FULL');
    }
  }

  private async patiently<T>(work: () => T): Promise<T> {
    // The driver itself would go on with statements of a closed file.
    if (!this.db.open) throw new StorageError('storage_unavailable');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof Database.SqliteError)) throw error;
        if (!error.code.startsWith('SQLITE_BUSY')) throw new StorageError('storage_unavailable', error);
        if (attempt * busyMs * 2 > patienceMs) throw new StorageError('storage_busy', error);
        await pause(randomInt(1, busyMs * 2));
      }
    }
  }

  private migrate(): void {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const current = (this.db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
      if (current > migrations.length) throw new StorageError('storage_newer');
      for (const step of migrations.slice(current)) this.db.exec(step);
      this.db.exec(`PRAGMA user_version = ${migrations.length}`);
      this.db.exec('COMMIT');
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    }
  }
}

const storable = (value: Bindable): Bindable => (typeof value === 'string' ? escaped(value) : value);
