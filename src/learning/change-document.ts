import type { DocumentKind, DocumentStore } from '../ports/document-store';

export type Changed<Value, Reason extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason | 'not_found' | 'busy' };

const mostTries = 5;

/** Reads, decides and writes on condition of the version read (R4); tried again when somebody else was faster. */
export async function changeDocument<Value extends object, Reason extends string>(
  documents: Pick<DocumentStore, 'get' | 'put'>,
  kind: DocumentKind,
  key: string,
  decide: (
    value: Value,
  ) => { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Reason },
): Promise<Changed<Value, Reason>> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await documents.get<Value>(kind, key);
    if (!found) return { ok: false, reason: 'not_found' };
    const decided = decide(found.value);
    // What is as it should be already needs no write: the same act again is no second one (R1).
    if (!decided.ok || decided.value === found.value) return decided;
    if ((await documents.put(kind, key, decided.value, found.version)) !== undefined) return decided;
  }
  return { ok: false, reason: 'busy' };
}
