import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextRound } from 'node:timers/promises';
import { endedStatuses } from '../../complaints/complaint';
import type { Added, AgeingKind, Archive, ArchiveKind, ArchivePart, ArchiveRow } from '../../ports/archive';
import { archivedDocuments, archiveKinds } from '../../ports/archive';
import { safeAttachmentId } from '../archive-values';
import { canonicalJson } from '../canonical-json';
import { stored } from '../stored-text';
import { writeDurably } from '../write-durably';
import { type ArchiveTable, archiveTable, type Raw } from './archive-tables';
import type { Bindable, SqliteFile } from './sqlite-file';

/** Rows looked at in one go: short enough not to be felt by turns of the same process. */
const step = 500;

const notEnded = `status NOT IN (${endedStatuses.map((status) => `'${status}'`).join(', ')})`;

/** When a row last changed, by kind, and what is left out besides. */
const ages: Readonly<Record<AgeingKind, string>> = {
  conversation: 'updated_at',
  complaint: 'created_at',
  handoff: 'created_at',
  attachment: "json_extract(doc, '$.createdAt')",
  record: 'at',
  outbox: 'settled_at',
};

/** The embedded store row by row; `dir` holds the attachments' bytes. */
export function sqliteArchive(file: SqliteFile, { dir }: { dir: string }): Archive {
  const tables = new Map(archiveKinds.map((kind) => [kind, archiveTable(file, kind)]));
  const table = (kind: ArchiveKind): ArchiveTable => tables.get(kind) ?? archiveTable(file, kind);
  const sql = {
    log: file.prepare<Raw>(
      'SELECT * FROM activities WHERE conversation_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?',
    ),
    documents: file.prepare<Raw>('SELECT * FROM documents WHERE kind = ? AND key > ? ORDER BY key LIMIT ?'),
    lastActivity: file.prepare<{ last: number | null }>('SELECT MAX(rowid) AS last FROM activities'),
    orphans: file.prepare<Raw>(
      `SELECT * FROM activities a WHERE a.rowid > ? AND a.rowid <= ?
       AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = a.conversation_id)`,
    ),
    raise: file.prepare(
      `INSERT INTO complaint_serials VALUES (?, ?)
       ON CONFLICT (day) DO UPDATE SET serial = MAX(serial, excluded.serial)`,
    ),
    removeConversation: file.prepare('DELETE FROM conversations WHERE id = ? AND updated_at < ?'),
    removeSeen: file.prepare(`DELETE FROM documents WHERE kind = 'seen' AND key = ?`),
    removeLog: file.prepare('DELETE FROM activities WHERE conversation_id = ?'),
    attachmentsOf: file.prepare<{ id: string }>('SELECT id FROM attachments WHERE conversation_id = ? ORDER BY id'),
    forgetCodes: file.prepare('DELETE FROM codes WHERE phone = ?'),
    forgetIssues: file.prepare('DELETE FROM code_issues WHERE phone = ?'),
    fold: file.prepare<unknown>('PRAGMA wal_checkpoint(TRUNCATE)'),
  };
  const bytesAt = (id: string): string => join(dir, safeAttachmentId(id));

  async function withBytes(row: ArchiveRow): Promise<ArchiveRow> {
    if (row.kind !== 'attachment') return row;
    const path = bytesAt(row.key);
    if (!existsSync(path)) return row;
    return { ...row, value: { ...row.value, bytes: (await readFile(path)).toString('base64') } };
  }

  /** Pages through a table by what it is ordered by, with other work of this process in between. */
  async function* pages(kind: ArchiveKind, filter: string, ...values: readonly Bindable[]): AsyncGenerator<Raw[]> {
    const { name, order } = table(kind);
    // `filter` sees only the rows of a step, so a step is short however few rows fit.
    const page = file.prepare<Raw & { place: string | number; fits: number }>(
      `SELECT *, ${order} AS place, (${filter}) AS fits FROM ${name} WHERE ${order} > ? ORDER BY ${order} LIMIT ?`,
    );
    let after: string | number = order === 'rowid' || order === 'position' ? -1 : '';
    for (;;) {
      const rows = await file.read(() => page.all(...values, after, step));
      const last = rows.at(-1);
      if (!last) return;
      after = last.place;
      yield rows.filter(({ fits }) => fits === 1);
      await nextRound();
    }
  }

  /** By kind and key, as the table is kept. */
  async function* documents(): AsyncGenerator<Raw[]> {
    for (const kind of archivedDocuments) {
      let after = '';
      for (;;) {
        const rows = await file.read(() => sql.documents.all(kind, after, step));
        const last = rows.at(-1);
        if (!last) break;
        after = String(last['key']);
        yield rows;
        await nextRound();
      }
    }
  }

  async function* log(id: string, lastSeq: number): AsyncGenerator<ArchiveRow> {
    let [after, more] = [0, true];
    while (more) {
      const page = await file.read(() => sql.log.all(id, after, lastSeq, step));
      for (const raw of page) yield table('activity').toRow(raw);
      after = Number(page.at(-1)?.['seq'] ?? lastSeq);
      more = page.length === step;
    }
  }

  async function* orphans(): AsyncGenerator<ArchiveRow> {
    const last = (await file.read(() => sql.lastActivity.get()?.last)) ?? 0;
    for (let after = 0; after < last; after += step) {
      const page = await file.read(() => sql.orphans.all(after, after + step));
      for (const raw of page) yield table('activity').toRow(raw);
      await nextRound();
    }
  }

  async function* rows(part: ArchivePart): AsyncGenerator<ArchiveRow> {
    for await (const page of part === 'document' ? documents() : pages(part, '1')) {
      for (const raw of page) {
        const row = await withBytes(table(part).toRow(raw));
        yield row;
        if (part === 'conversation') yield* log(row.key, Number(row.value['lastSeq']));
      }
    }
    if (part === 'conversation') yield* orphans();
  }

  async function row(kind: ArchiveKind, key: string): Promise<ArchiveRow | undefined> {
    const found = await file.read(() => table(kind).get(key));
    return found && withBytes(found);
  }

  async function addAttachment(fresh: ArchiveRow): Promise<Added> {
    const there = await row('attachment', fresh.key);
    if (there) return merge([there], [fresh]);
    const bytes = fresh.value['bytes'];
    if (typeof bytes === 'string') await writeDurably(bytesAt(fresh.key), Buffer.from(bytes, 'base64'));
    await file.write(() => table('attachment').insert(fresh));
    return { written: 1, same: 0, conflicts: [] };
  }

  /** Within a transaction. @returns whether it was written, was there already, or is in conflict */
  function addNow(fresh: ArchiveRow): keyof Added {
    const there = table(fresh.kind).get(fresh.key);
    if (fresh.kind === 'serial') {
      const serial = Number(fresh.value['serial']);
      if (there && Number(there.value['serial']) >= serial) return 'same';
      sql.raise.run(fresh.key, serial);
      return 'written';
    }
    if (there) return canonicalJson(there.value) === canonicalJson(fresh.value) ? 'same' : 'conflicts';
    if (!table(fresh.kind).insert(fresh)) return 'conflicts';
    if (fresh.kind === 'complaint') keepNumber(String(fresh.value['number']));
    return 'written';
  }

  /** The next complaint of that day must get another number, whether or not serials are moved too. */
  function keepNumber(number: string): void {
    const [day = '', serial = ''] = number.slice(1).split('-');
    sql.raise.run(day, Number(serial));
  }

  async function add(batch: readonly ArchiveRow[]): Promise<Added> {
    const loose = batch.filter(({ kind }) => kind !== 'attachment');
    const outcomes = await file.write(() => loose.map(addNow));
    const added = {
      written: outcomes.filter((outcome) => outcome === 'written').length,
      same: outcomes.filter((outcome) => outcome === 'same').length,
      conflicts: loose.filter((_, index) => outcomes[index] === 'conflicts').map(nameOf),
    };
    const files: Added[] = [];
    for (const fresh of batch) if (fresh.kind === 'attachment') files.push(await addAttachment(fresh));
    return files.reduce(
      (sum, one) => ({
        written: sum.written + one.written,
        same: sum.same + one.same,
        conflicts: [...sum.conflicts, ...one.conflicts],
      }),
      added,
    );
  }

  async function* olderThan(kind: AgeingKind, before: number): AsyncGenerator<string> {
    for await (const page of pages(kind, `COALESCE(${ages[kind]} < ?, 0)`, before)) {
      for (const raw of page) yield table(kind).toRow(raw).key;
    }
  }

  async function* openComplaints(): AsyncGenerator<ArchiveRow> {
    for await (const page of pages('complaint', notEnded)) {
      for (const raw of page) yield table('complaint').toRow(raw);
    }
  }

  return {
    count: (kind) => file.read(() => table(kind).count()),
    rows,
    orphans,
    row,
    add,
    replace: (before, after) =>
      file.write(() => {
        const there = table(before.kind).get(before.key);
        const { bytes: _, ...expected } = before.value;
        const known = before.kind === 'attachment' ? expected : before.value;
        if (!there || canonicalJson(there.value) !== canonicalJson(known)) return false;
        table(before.kind).update(after);
        return true;
      }),
    remove: async (kind, keys) => {
      const removed = await file.write(() => keys.filter((key) => table(kind).delete(key)).length);
      // Bytes last: a crash in between leaves a file nobody knows, never a record without its file.
      if (kind === 'attachment') for (const key of keys) await rm(bytesAt(key), { force: true });
      return removed;
    },
    removeConversation: (id, unchangedSince = Number.MAX_SAFE_INTEGER) =>
      file.write(() => {
        if (sql.removeConversation.run(id, unchangedSince) !== 1) return undefined;
        sql.removeSeen.run(stored(id));
        return sql.removeLog.run(id);
      }),
    olderThan,
    openComplaints,
    attachmentsOf: (conversationId) => file.read(() => sql.attachmentsOf.all(conversationId).map(({ id }) => id)),
    forgetCodes: (phone) => file.write(() => sql.forgetCodes.run(phone) + sql.forgetIssues.run(phone)),
    // `secure_delete` would not do: pages that were split or moved earlier keep what stood in their gaps.
    scrub: async () => {
      await file.read(() => {
        // Else this driver would hold the whole database in memory meanwhile.
        file.prepare('PRAGMA temp_store = FILE').run();
        file.prepare('VACUUM').run();
      });
      await file.read(() => sql.fold.all());
    },
  };
}

const nameOf = ({ kind, key }: ArchiveRow): string => `${kind} ${key}`;

const merge = (there: readonly ArchiveRow[], fresh: readonly ArchiveRow[]): Added => {
  const same = fresh.filter((row, index) => canonicalJson(row) === canonicalJson(there[index]));
  return {
    written: 0,
    same: same.length,
    conflicts: fresh.filter((row) => !same.includes(row)).map(nameOf),
  };
};
