import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine';

/** Where all figures of every run are kept; not in the repository. */
export function resultsFolder(root: string): string {
  const folder = join(root, 'bench/results');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** @returns the file with all figures of the run */
export function keep(folder: string, machine: Machine, result: object): string {
  const file = join(folder, `${machine.date.replaceAll(':', '-').slice(0, 19)}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Says what runs, with the seconds since the start; on a terminal in one line. */
export function progressLines(): (line: string) => void {
  const started = performance.now();
  return (line) => {
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${seconds} s  ${line}` : `${seconds} s  ${line}\n`);
  };
}
