import type { Complaint } from '../../complaints/complaint';
import { formatComplaintNumber } from '../../complaints/number';
import { shanghaiDay } from '../../ports/calendar';
import type { Clock } from '../../ports/clock';
import type { ComplaintRepository, NewComplaint } from '../../ports/complaint-repository';
import type { NewOutboxEntry } from '../../ports/outbox';
import { owesMarks } from '../owes-marks';
import { complaintList } from './complaint-list';
import { original } from './escaped-text';
import { outboxWriter } from './outbox';
import type { Bindable, SqliteFile } from './sqlite-file';

const most = 50;

/** The complaints in SQLite: whole documents, replaced only at the version that was read. */
export function sqliteComplaintRepository(file: SqliteFile, clock: Clock): ComplaintRepository {
  const sql = statements(file);
  const list = complaintList(file);
  const putOut = outboxWriter(file, clock);
  const one = (row: DocRow | undefined) => row && (JSON.parse(row.doc) as Complaint);

  function insertNow(fresh: NewComplaint, outbox?: readonly NewOutboxEntry[]): Complaint {
    const earlier = one(sql.byKey.get(fresh.createdBy));
    if (earlier) return earlier;
    const day = shanghaiDay(fresh.createdAt).replaceAll('-', '');
    // In the same transaction as the insert: a number is never given out twice and never lost.
    const serial = sql.nextSerial.get(day)?.serial ?? 1;
    const complaint: Complaint = { ...fresh, number: formatComplaintNumber(day, serial), version: 1 };
    const { id, number, createdBy, createdAt } = complaint;
    const doc = JSON.stringify(complaint);
    sql.insert.run(id, number, createdBy, createdAt, ...searched(complaint), 1, doc);
    putOut(outbox);
    return JSON.parse(doc) as Complaint;
  }

  function replaceNow(changed: Complaint, outbox?: readonly NewOutboxEntry[]): Complaint | undefined {
    const next = { ...changed, version: changed.version + 1 };
    const doc = JSON.stringify(next);
    const written = sql.replace.run(...searched(next), next.version, doc, next.id, changed.version);
    if (written !== 1) return undefined;
    putOut(outbox);
    return JSON.parse(doc) as Complaint;
  }

  function changedNow(limit: number, position: string) {
    const rows = sql.changed.all(Number(position), Math.max(0, limit));
    return {
      position: String(rows.at(-1)?.change ?? position),
      complaints: rows.map(({ doc }) => JSON.parse(doc) as Complaint),
    };
  }

  function ofProblemNow(problemId: string, limit: number, after: string | undefined): readonly Complaint[] {
    // Where the last one seen was removed meanwhile, they are told from the first again.
    const from = after === undefined ? undefined : sql.createdAt.get(after)?.created_at;
    const place = from === undefined ? [Number.MIN_SAFE_INTEGER, ''] : [from, after ?? ''];
    return sql.ofProblem.all(problemId, ...place, Math.max(0, limit)).map(({ doc }) => JSON.parse(doc) as Complaint);
  }

  return {
    insert: (complaint, outbox) => file.write(() => insertNow(complaint, outbox)),
    byId: (id) => file.read(() => one(sql.byId.get(id))),
    byNumber: (number) => file.read(() => one(sql.byNumber.get(number))),
    ofPhone: (phone, since, type) =>
      file.read(() =>
        sql.ofPhone.all(phone, since, type ?? null, type ?? null, most).map(({ doc }) => JSON.parse(doc) as Complaint),
      ),
    due: (now, limit) => file.read(() => sql.due.all(now, Math.max(0, limit)).map(({ id }) => original(id))),
    list: (query, limit) => file.read(() => list.rows(query, limit).map(({ doc }) => JSON.parse(doc) as Complaint)),
    count: (query, most) => file.read(() => list.count(query, most)),
    changed: (limit, position = '0') => file.read(() => changedNow(limit, position)),
    ofProblem: (problemId, limit, after) => file.read(() => ofProblemNow(problemId, limit, after)),
    replace: (complaint, outbox) => file.write(() => replaceNow(complaint, outbox)),
  };
}

interface DocRow {
  doc: string;
}

/** The columns beside the document that change with it, in the order of the statements. */
const searched = (complaint: Complaint): Bindable[] => [
  complaint.phone ?? null,
  complaint.type,
  complaint.status,
  complaint.handler ?? null,
  complaint.promise.owner,
  complaint.level ?? 0,
  owesMarks(complaint) ? 1 : 0,
  complaint.dueAt ?? null,
  complaint.problem?.id ?? null,
];

const statements = (file: SqliteFile) => ({
  byKey: file.prepare<DocRow>('SELECT doc FROM complaints WHERE created_by = ?'),
  byId: file.prepare<DocRow>('SELECT doc FROM complaints WHERE id = ?'),
  byNumber: file.prepare<DocRow>('SELECT doc FROM complaints WHERE number = ?'),
  nextSerial: file.prepare<{ serial: number }>(
    'INSERT INTO complaint_serials VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET serial = serial + 1 RETURNING serial',
  ),
  insert: file.prepare(
    `INSERT INTO complaints (id, number, created_by, created_at, phone, type, status, handler, owner, level, owing,
                             due_at, problem, version, doc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  ofPhone: file.prepare<DocRow>(
    `SELECT doc FROM complaints WHERE phone = ? AND created_at >= ? AND (? IS NULL OR type = ?)
     ORDER BY created_at DESC, arrival DESC LIMIT ?`,
  ),
  due: file.prepare<{ id: string }>('SELECT id FROM complaints WHERE due_at <= ? ORDER BY due_at, id LIMIT ?'),
  changed: file.prepare<DocRow & { change: number }>(
    `SELECT doc, change FROM complaint_changes CROSS JOIN complaints USING (arrival)
     WHERE change > ? ORDER BY change LIMIT ?`,
  ),
  createdAt: file.prepare<{ created_at: number }>('SELECT created_at FROM complaints WHERE id = ?'),
  ofProblem: file.prepare<DocRow>(
    `SELECT doc FROM complaints WHERE problem = ? AND (created_at, id) > (?, ?) ORDER BY created_at, id LIMIT ?`,
  ),
  replace: file.prepare(
    `UPDATE complaints SET phone = ?, type = ?, status = ?, handler = ?, owner = ?, level = ?, owing = ?,
                           due_at = ?, problem = ?, version = ?, doc = ?
     WHERE id = ? AND version = ?`,
  ),
});
