/** One small document. `version` grows by one with every write, from 1. JSON values only. */
export interface StoredDocument<Value = Readonly<Record<string, unknown>>> {
  readonly key: string;
  readonly version: number;
  /** When it was last written, by our clock. */
  readonly at: number;
  readonly value: Value;
}

/**
 * Small versioned documents by kind and key, for what is read by key or listed whole: sessions and presence of staff,
 * how far a customer has read. What needs searching has a port of its own.
 */
export interface DocumentStore {
  get<Value>(kind: DocumentKind, key: string): Promise<StoredDocument<Value> | undefined>;
  /** At most `limit`, by key. */
  list<Value>(kind: DocumentKind, limit: number): Promise<readonly StoredDocument<Value>[]>;
  /**
   * Writes on condition of the version read, 0 for absence (R4).
   * @returns the new version, `undefined` when another write came first
   */
  put(kind: DocumentKind, key: string, value: object, expected: number): Promise<number | undefined>;
  /** Answers whether it was there. */
  remove(kind: DocumentKind, key: string): Promise<boolean>;
  /** Removes those of a kind last written before a time; answers how many. */
  removeOlder(kind: DocumentKind, before: number): Promise<number>;
}

/**
 * `staff_session`: key is the hash of the session's id. `presence`: staff name. `seen`: conversation. `sheet`: rows of a day
 * the rates are counted from. `known_problem`, `corrective_action`, `knowledge_draft`: their id. `consent`: phone number.
 * `notice`: what somebody was or will be told before he asked. `digest`: week and department.
 * `data_request`: its number. `mark`: how far a job has come.
 */
export type DocumentKind =
  | 'staff_session'
  | 'presence'
  | 'seen'
  | 'sign_in_failures'
  | 'sheet'
  | 'known_problem'
  | 'corrective_action'
  | 'knowledge_draft'
  | 'consent'
  | 'notice'
  | 'digest'
  | 'data_request'
  | 'mark';
