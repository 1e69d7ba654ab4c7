import type { DocumentStore } from '../../../src/ports/document-store';

/** Documents in memory; `before` runs ahead of each write, so that another one can come first. */
export function memoryDocuments(before: () => void = () => {}) {
  const all = new Map<string, { version: number; value: object }>();
  const writes: string[] = [];
  const store: Pick<DocumentStore, 'get' | 'put'> = {
    async get<Value>(kind: string, key: string) {
      const found = all.get(`${kind}/${key}`);
      return found && { key, version: found.version, at: 0, value: found.value as Value };
    },
    async put(kind, key, value, expected) {
      before();
      if ((all.get(`${kind}/${key}`)?.version ?? 0) !== expected) return undefined;
      all.set(`${kind}/${key}`, { version: expected + 1, value });
      writes.push(JSON.stringify(value));
      return expected + 1;
    },
  };
  return { all, writes, store };
}
