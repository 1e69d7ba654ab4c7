import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

/** Every YAML file under the data folder must be readable, also those no other check knows. */
export function* brokenFiles(dataDir: string): Generator<string> {
  for (const name of filesIn(dataDir)) {
    if (!name.endsWith('.yaml')) continue;
    const { errors } = parseDocument(readFileSync(join(dataDir, name), 'utf8'));
    for (const error of errors) yield `nlp-models/${name} is no valid YAML: ${error.message.split('\n')[0]}`;
  }
}

/** Files that look like data and that nothing reads. */
export function* unreadFiles(dataDir: string): Generator<string> {
  for (const name of filesIn(dataDir)) {
    if (name.endsWith('.yml')) yield `nlp-models/${name}: name it .yaml, or nothing reads it`;
  }
}

const filesIn = (dataDir: string): string[] => readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).sort();
