import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file that only this user may read: there whole when this resolves, also after a power cut, or not at all. */
export async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const unfinished = `${path}.tmp`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  // The new name itself is durable only when its folder is.
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
