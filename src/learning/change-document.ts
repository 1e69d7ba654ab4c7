import { type ActKey, type Heard, heardBefore, nowHeard } from '../ports/act-key';
import type { DocumentKind, DocumentStore } from '../ports/document-store';

export type Changed<Value, Reason extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason | 'not_found' | 'key_reused' | 'busy' };

const mostTries = 5;

/**
 * Reads, decides and writes on condition of the version read (R4); tried again when somebody else was faster.
 * @param request key of the request that asks for it: said under it before, nothing happens
 */
export async function changeDocument<Value extends { readonly heard?: Heard }, Reason extends string>(
  documents: Pick<DocumentStore, 'get' | 'put'>,
  kind: DocumentKind,
  key: string,
  decide: (
    value: Value,
  ) => { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Reason },
  request?: ActKey,
): Promise<Changed<Value, Reason>> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await documents.get<Value>(kind, key);
    if (!found) return { ok: false, reason: 'not_found' };
    const heard = request && heardBefore(found.value.heard, request);
    if (heard !== undefined)
      return heard === 'same' ? { ok: true, value: found.value } : { ok: false, reason: 'key_reused' };
    const decided = decide(found.value);
    // What is as it should be already needs no write: the same act again is no second one (R1).
    if (!decided.ok || decided.value === found.value) return decided;
    const value = request ? { ...decided.value, heard: nowHeard(found.value.heard, request) } : decided.value;
    if ((await documents.put(kind, key, value, found.version)) !== undefined) return { ok: true, value };
  }
  return { ok: false, reason: 'busy' };
}
