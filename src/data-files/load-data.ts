import { join } from 'node:path';
import type { z } from 'zod';
import { readYaml } from './read-yaml';

/** A data file is missing or says something its schema does not allow. */
export class DataFileError extends Error {
  readonly code = 'DATA_FILE_INVALID';
  constructor(
    readonly file: string,
    readonly faults: readonly string[],
    options?: { cause?: unknown },
  ) {
    super(`Correct ${file}: ${faults.join('; ')}`, options);
  }
}

/**
 * Reads one YAML file against its schema.
 * @throws DataFileError naming the file and every fault with its place
 */
export function loadData<Schema extends z.ZodType>(dir: string, name: string, schema: Schema): z.infer<Schema> {
  const file = join(dir, name);
  let raw: unknown;
  try {
    raw = readYaml(file);
  } catch (cause) {
    throw new DataFileError(file, [`it cannot be read as YAML (${(cause as Error).message.split('\n')[0]})`], {
      cause,
    });
  }
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw new DataFileError(
    file,
    result.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`),
  );
}
