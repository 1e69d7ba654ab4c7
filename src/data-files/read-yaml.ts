import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

/** By full path: the text a value was made of. */
const known = new Map<string, { readonly text: string; readonly value: unknown }>();

/**
 * Reads a YAML file of nlp-models. Several rooms need the same one: as long as its text stays the same it is parsed once
 * in a process (parsing takes ten times as long as reading). A file that was edited is parsed again.
 * @returns the parsed text, frozen, because others have the same; `null` for an empty file
 * @throws Error of the file system, or of the parser with line and column
 */
export function readYaml(file: string): unknown {
  const path = resolve(file);
  const text = readFileSync(path, 'utf8');
  const before = known.get(path);
  if (before?.text === text) return before.value;
  const value: unknown = parse(text);
  freeze(value);
  known.set(path, { text, value });
  return value;
}

function freeze(value: unknown): void {
  // What an alias stands for is met more than once.
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
