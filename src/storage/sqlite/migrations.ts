/**
 * The tables, step by step; the position in this list is the schema version (`PRAGMA user_version`). Never change a
 * step that was released: add one. Documents are JSON in `doc`, `state` or `activity`; the other columns exist to be
 * searched, so that a document database can hold the same records.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    user_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    processed_seq INTEGER NOT NULL,
    wake_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    last_in_seq INTEGER NOT NULL,
    due_at INTEGER,
    lease_owner TEXT,
    lease_fencing INTEGER NOT NULL,
    lease_until INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX conversations_due ON conversations (due_at) WHERE due_at IS NOT NULL;

  CREATE TABLE activities (
    conversation_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    direction TEXT NOT NULL,
    at INTEGER NOT NULL,
    external_id TEXT,
    body_hash TEXT,
    activity TEXT NOT NULL,
    PRIMARY KEY (conversation_id, seq),
    UNIQUE (conversation_id, external_id)
  );

  CREATE TABLE complaints (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    created_by TEXT NOT NULL UNIQUE,
    phone TEXT,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    doc TEXT NOT NULL
  );
  CREATE INDEX complaints_phone ON complaints (phone, created_at);
  CREATE TABLE complaint_serials (day TEXT PRIMARY KEY, serial INTEGER NOT NULL) WITHOUT ROWID;

  CREATE TABLE handoffs (
    id TEXT PRIMARY KEY,
    created_by TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    priority INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    doc TEXT NOT NULL
  );
  CREATE INDEX handoffs_line ON handoffs (status, priority DESC, created_at, id);

  CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    doc TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX attachments_conversation ON attachments (conversation_id);

  CREATE TABLE records (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    conversation_id TEXT NOT NULL,
    data TEXT NOT NULL,
    UNIQUE (kind, key)
  );
  CREATE INDEX records_newest ON records (kind, at);

  CREATE TABLE codes (
    conversation_id TEXT PRIMARY KEY,
    phone TEXT NOT NULL,
    hash TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE code_issues (phone TEXT NOT NULL, issued_at INTEGER NOT NULL);
  CREATE INDEX code_issues_phone ON code_issues (phone, issued_at);
  `,
  `
  CREATE TABLE outbox (
    key TEXT PRIMARY KEY,
    conversation_id TEXT,
    doc TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    settled_at INTEGER,
    last_error TEXT
  );
  CREATE INDEX outbox_due ON outbox (status, due_at);
  CREATE INDEX outbox_newest ON outbox (status, created_at);
  CREATE INDEX outbox_conversation ON outbox (conversation_id) WHERE conversation_id IS NOT NULL;

  CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    owner TEXT,
    fencing INTEGER NOT NULL,
    until INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE shared_keys (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  `,
  // Every code that is sent forgets those of yesterday: without it each one reads all codes of the day.
  'CREATE INDEX code_issues_at ON code_issues (issued_at);',
  // The agents' desk looks hand-overs up by more than their state. The table is made anew so that `doc`, which may be
  // long, comes last: what stands behind it would be reached through all of it only. `arrival` keeps its number when the
  // file is written anew (VACUUM). Every write of a hand-over, an import's too, gives it the next number of `changed`; a
  // counter of its own, because the highest one may have been erased.
  `
  CREATE TABLE handoffs_next (
    arrival INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created_by TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL,
    status TEXT NOT NULL,
    skill TEXT NOT NULL,
    rank INTEGER NOT NULL,
    agent TEXT,
    created_at INTEGER NOT NULL,
    accepted_at INTEGER,
    version INTEGER NOT NULL,
    changed INTEGER NOT NULL DEFAULT 0,
    doc TEXT NOT NULL
  );
  INSERT INTO handoffs_next
    SELECT rowid, id, created_by, COALESCE(json_extract(doc, '$.conversationId'), ''), status,
           COALESCE(json_extract(doc, '$.skill'), ''), COALESCE(json_extract(doc, '$.rank'), created_at),
           json_extract(doc, '$.agent'), created_at, json_extract(doc, '$.acceptedAt'), version, rowid, doc
    FROM handoffs ORDER BY rowid;
  DROP TABLE handoffs;
  ALTER TABLE handoffs_next RENAME TO handoffs;
  CREATE INDEX handoffs_line ON handoffs (status, rank);
  CREATE INDEX handoffs_place ON handoffs (skill, status, rank);
  CREATE INDEX handoffs_conversation ON handoffs (conversation_id, created_at);
  CREATE INDEX handoffs_agent ON handoffs (agent, status, changed) WHERE agent IS NOT NULL;
  CREATE INDEX handoffs_accepted ON handoffs (accepted_at) WHERE accepted_at IS NOT NULL;
  CREATE INDEX handoffs_changed ON handoffs (changed);

  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO counters SELECT 'handoff_change', COALESCE(MAX(arrival), 0) FROM handoffs;
  CREATE TRIGGER handoff_added AFTER INSERT ON handoffs BEGIN
    UPDATE counters SET value = value + 1 WHERE name = 'handoff_change';
    UPDATE handoffs SET changed = (SELECT value FROM counters WHERE name = 'handoff_change')
    WHERE arrival = new.arrival;
  END;
  CREATE TRIGGER handoff_written AFTER UPDATE OF doc ON handoffs BEGIN
    UPDATE counters SET value = value + 1 WHERE name = 'handoff_change';
    UPDATE handoffs SET changed = (SELECT value FROM counters WHERE name = 'handoff_change')
    WHERE arrival = new.arrival;
  END;

  CREATE TABLE documents (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, key)
  ) WITHOUT ROWID;
  CREATE INDEX documents_at ON documents (kind, at);
  `,
  // Work on complaints finds them by who, which department, how far and when next. As with hand-overs `doc` comes last and
  // `arrival` keeps its number. A list is read from one index alone, in its order (complaint-list.ts). Open complaints of
  // before were never timed: they are due at once, so that whoever keeps the clocks looks at each.
  `
  CREATE TABLE complaints_next (
    arrival INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE,
    created_by TEXT NOT NULL UNIQUE,
    phone TEXT,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    handler TEXT,
    owner TEXT NOT NULL,
    level INTEGER NOT NULL,
    owing INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER,
    version INTEGER NOT NULL,
    doc TEXT NOT NULL
  );
  INSERT INTO complaints_next
    SELECT rowid, id, number, created_by, phone, type, status, json_extract(doc, '$.handler'),
           COALESCE(json_extract(doc, '$.promise.owner'), ''), COALESCE(json_extract(doc, '$.level'), 0),
           json_extract(doc, '$.marks.recorded') IS NULL OR status NOT IN ('withdrawn', 'merged') AND (
             json_extract(doc, '$.marks.handled') IS NULL OR json_extract(doc, '$.marks.rechecked') IS NULL
             OR json_extract(doc, '$.marks.fedBack') IS NULL),
           created_at, json_extract(doc, '$.dueAt'), version, doc
    FROM (
      SELECT rowid, id, number, created_by, phone, type, status, created_at, version,
             CASE WHEN status IN ('closed', 'withdrawn', 'merged') OR json_extract(doc, '$.dueAt') IS NOT NULL THEN doc
                  ELSE json_set(doc, '$.dueAt', created_at) END AS doc
      FROM complaints
    ) ORDER BY rowid;
  DROP TABLE complaints;
  ALTER TABLE complaints_next RENAME TO complaints;
  CREATE INDEX complaints_phone ON complaints (phone, created_at);
  CREATE INDEX complaints_due ON complaints (due_at, id) WHERE due_at IS NOT NULL;
  CREATE INDEX complaints_handler ON complaints (handler, status, created_at, id, owner, type, level);
  CREATE INDEX complaints_owner ON complaints (owner, status, type, created_at, id);
  CREATE INDEX complaints_status ON complaints (status, type, created_at, id);
  CREATE INDEX complaints_level ON complaints (level, status, created_at, id, owner, type) WHERE level > 0;
  CREATE INDEX complaints_owing ON complaints (status, created_at, id, owner, type, handler, level) WHERE owing = 1;
  `,
  // The figures follow what is written of complaints, an import's and an erasure's too; a known problem finds its own.
  // Which write came when stands in a table of its own: a number beside the document would write the document twice.
  `
  CREATE TABLE complaint_changes (change INTEGER PRIMARY KEY AUTOINCREMENT, arrival INTEGER NOT NULL UNIQUE);
  INSERT INTO complaint_changes (arrival) SELECT arrival FROM complaints ORDER BY arrival;
  CREATE TRIGGER complaint_added AFTER INSERT ON complaints BEGIN
    INSERT INTO complaint_changes (arrival) VALUES (new.arrival);
  END;
  CREATE TRIGGER complaint_written AFTER UPDATE OF doc ON complaints BEGIN
    DELETE FROM complaint_changes WHERE arrival = new.arrival;
    INSERT INTO complaint_changes (arrival) VALUES (new.arrival);
  END;
  CREATE TRIGGER complaint_gone AFTER DELETE ON complaints BEGIN
    DELETE FROM complaint_changes WHERE arrival = old.arrival;
  END;
  ALTER TABLE complaints ADD COLUMN problem TEXT;
  CREATE INDEX complaints_problem ON complaints (problem, created_at, id) WHERE problem IS NOT NULL;
  `,
  // Records of a kind in the order they came: the number of a row stands behind every entry of an index.
  'CREATE INDEX records_written ON records (kind);',
];
