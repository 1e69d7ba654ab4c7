import type { LogRecord, RecordLog, WrittenRecords } from '../../ports/record-log';
import type { SqliteFile } from './sqlite-file';

/** Audit, feedback, misses and text messages in SQLite; nothing here changes or removes a record. */
export function sqliteRecordLog(file: SqliteFile): RecordLog & WrittenRecords {
  const append = file.prepare(
    `INSERT INTO records (kind, key, at, conversation_id, data) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (kind, key) DO NOTHING`,
  );
  const get = file.prepare<Row>('SELECT * FROM records WHERE kind = ? AND key = ?');
  const list = file.prepare<Row>('SELECT * FROM records WHERE kind = ? ORDER BY at DESC, position DESC LIMIT ?');
  const listBefore = file.prepare<Row>(
    'SELECT * FROM records WHERE kind = ? AND at < ? ORDER BY at DESC, position DESC LIMIT ?',
  );
  const written = file.prepare<Row & { position: number }>(
    'SELECT * FROM records WHERE kind = ? AND position > ? ORDER BY position LIMIT ?',
  );
  return {
    append: ({ kind, key, at, conversationId, data }) =>
      file.write(() => {
        append.run(kind, key, at, conversationId, JSON.stringify(data));
      }),
    get: (kind, key) =>
      file.read(() => {
        const row = get.get(kind, key);
        return row && toRecord(row);
      }),
    list: (kind, limit, before) =>
      file.read(() =>
        (before === undefined ? list.all(kind, limit) : listBefore.all(kind, before, limit)).map(toRecord),
      ),
    written: (kind, limit, position = '0') =>
      file.read(() => {
        const rows = written.all(kind, Number(position), Math.max(0, limit));
        return { position: String(rows.at(-1)?.position ?? position), records: rows.map(toRecord) };
      }),
  };
}

interface Row {
  kind: LogRecord['kind'];
  key: string;
  at: number;
  conversation_id: string;
  data: string;
}

const toRecord = ({ kind, key, at, conversation_id, data }: Row): LogRecord => ({
  kind,
  key,
  at,
  conversationId: conversation_id,
  data: JSON.parse(data) as LogRecord['data'],
});
