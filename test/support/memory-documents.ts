import type { Clock } from '../../src/ports/clock';
import type { DocumentStore, StoredDocument } from '../../src/ports/document-store';

/** {@link DocumentStore} in memory, with copies in and out as a database would give. */
export function memoryDocuments(clock: Clock): DocumentStore {
  const stored = new Map<string, { kind: string; text: string; document: Omit<StoredDocument, 'value'> }>();
  const read = <Value>({ text, document }: { text: string; document: Omit<StoredDocument, 'value'> }) =>
    ({ ...document, value: JSON.parse(text) }) as StoredDocument<Value>;
  return {
    async get<Value>(kind: string, key: string) {
      const found = stored.get(`${kind} ${key}`);
      return found && read<Value>(found);
    },
    async list<Value>(kind: string, limit: number) {
      return [...stored.values()]
        .filter((one) => one.kind === kind)
        .sort((a, b) => (a.document.key < b.document.key ? -1 : 1))
        .slice(0, limit)
        .map((one) => read<Value>(one));
    },
    async put(kind, key, value, expected) {
      if ((stored.get(`${kind} ${key}`)?.document.version ?? 0) !== expected) return undefined;
      const document = { key, version: expected + 1, at: clock.now() };
      stored.set(`${kind} ${key}`, { kind, text: JSON.stringify(value), document });
      return document.version;
    },
    remove: async (kind, key) => stored.delete(`${kind} ${key}`),
    async removeOlder(kind, before) {
      const old = [...stored].filter(([, one]) => one.kind === kind && one.document.at < before);
      for (const [name] of old) stored.delete(name);
      return old.length;
    },
  };
}
