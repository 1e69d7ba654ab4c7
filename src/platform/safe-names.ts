/** Names that reach an object's prototype when used as a key; never accepted from outside (S7). */
const reserved: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** @returns whether a name from outside is one that could pollute a prototype */
export const isReservedName = (name: string): boolean => reserved.has(name);
