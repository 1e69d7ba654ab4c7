import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

const root = join(__dirname, '..', '..');
/** Where the built pages are; WEB_DIR for who builds elsewhere. */
export const builtPages = process.env['WEB_DIR'] ?? join(root, 'dist', 'web');

/** Builds the pages when a source is younger than what was built, so that a test never looks at yesterday's page. */
export function buildPages(): void {
  const newest = Math.max(...filesBelow(join(root, 'web')).map((file) => statSync(file).mtimeMs));
  const page = join(builtPages, 'embed.js');
  if (existsSync(page) && statSync(page).mtimeMs > newest) return;
  // Beside the old one and then in its place: pages of other tests load from there.
  const [fresh, old] = ['new', 'old'].map((which) => `${builtPages}.${which}-${process.pid}`) as [string, string];
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      '-c',
      'web/vite.config.ts',
      '--outDir',
      fresh,
      '--emptyOutDir',
    ],
    { cwd: root, stdio: 'pipe' },
  );
  if (existsSync(builtPages)) renameSync(builtPages, old);
  renameSync(fresh, builtPages);
  rmSync(old, { recursive: true, force: true });
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** One built file by its address, for servers of tests. */
export function builtFile(path: string): { readonly type: string; readonly body: Buffer } | undefined {
  const type = types[extname(path)];
  const file = join(builtPages, path);
  return type !== undefined && file.startsWith(builtPages) && existsSync(file)
    ? { type, body: readFileSync(file) }
    : undefined;
}

const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
