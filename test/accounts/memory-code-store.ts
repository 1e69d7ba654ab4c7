import type { CodeStore, PendingCode } from '../../src/ports/code-store';

/** A code store for tests, with the guarantees of the port. */
export function memoryCodeStore(): CodeStore {
  const codes = new Map<string, PendingCode>();
  const issued: { phone: string; at: number }[] = [];
  return {
    async put(code) {
      codes.set(code.conversationId, code);
      issued.push({ phone: code.phone, at: code.issuedAt });
    },
    get: async (id) => codes.get(id),
    async fail(id) {
      const code = codes.get(id);
      if (!code) return 0;
      codes.set(id, { ...code, tries: code.tries + 1 });
      return code.tries + 1;
    },
    consume: async (id) => codes.delete(id),
    issuedSince: async (phone, since) => issued.filter((each) => each.phone === phone && each.at >= since).length,
  };
}
