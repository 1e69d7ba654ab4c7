/** A code's name from one of the wording's tables; the raw code where it has none. */
export const label = (table: object, code: string): string => {
  const name: unknown = Object.hasOwn(table, code) ? (table as Record<string, unknown>)[code] : undefined;
  return typeof name === 'string' ? name : code;
};
