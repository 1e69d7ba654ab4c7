import { readFileSync } from 'node:fs';

/**
 * A secret as set, or as it stands in a file (a mounted secret) without the line's end.
 * @param setting what the file's path was set with, for the message
 * @throws Error naming the setting when the file cannot be read or is empty
 */
export function secretFrom(setting: string, value: string | undefined, path: string | undefined): string | undefined {
  if (value !== undefined || path === undefined) return value;
  let secret: string;
  try {
    secret = readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new Error(`${setting} ${path} cannot be read.`, { cause });
  }
  if (secret === '') throw new Error(`${setting} ${path} is empty.`);
  return secret;
}
