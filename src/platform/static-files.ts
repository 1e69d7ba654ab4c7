import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DeskFault } from './errors';
import type { HttpRequest, HttpResponse, Route } from './http';

/** A page with an address of its own, for example `/desk` showing `desk.html`. */
export interface Page {
  readonly path: string;
  /** File name inside the web directory. */
  readonly file: string;
  /** Other sites (the configured origins) may show it in a frame. */
  readonly embeddable?: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = /^(?:text|image\/svg|application\/(?:json|manifest))/;
const plainName = /^[A-Za-z0-9_.-]+$/;

/**
 * One route per file, read once at the start: an address that is not in this table does not exist, so no path can
 * climb out of the directory. Pages (`*.html`) are reachable only by their short address.
 * @throws DeskFault WEB_NOT_BUILT when the directory or a page's file is missing
 */
export function staticRoutes(directory: string, pages: readonly Page[]): Route[] {
  try {
    return routesOf(directory, pages);
  } catch (cause) {
    throw new DeskFault('WEB_NOT_BUILT', { cause });
  }
}

function routesOf(directory: string, pages: readonly Page[]): Route[] {
  const routes: Route[] = pages.map((page) => ({
    method: 'GET',
    path: page.path,
    access: 'public',
    embeddable: page.embeddable ?? false,
    handle: fileHandler(directory, page.file),
  }));
  for (const file of filesBelow(directory)) {
    if (extname(file) === '.html' || !(extname(file) in types)) continue;
    routes.push({ method: 'GET', path: `/${file}`, access: 'public', handle: fileHandler(directory, file) });
  }
  return routes;
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && plainName.test(entry.name) && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(join(directory, '/').length));
}

function fileHandler(directory: string, file: string): Route['handle'] {
  const type = types[extname(file)] ?? 'application/octet-stream';
  const plain = readFileSync(join(directory, file));
  const packed = compressible.test(type) ? gzipSync(plain, { level: 9 }) : undefined;
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  const hashed = /^assets\/.*-[A-Za-z0-9_-]{8,}\.\w+$/.test(file);
  const headers = {
    'content-type': type,
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: tag,
    vary: 'Accept-Encoding',
    // Public anyway, and the embedding script is loaded by other sites.
    'cross-origin-resource-policy': 'cross-origin',
  };
  return async (request: HttpRequest): Promise<HttpResponse> => {
    if (request.headers['if-none-match'] === tag) return { status: 304, headers };
    if (packed !== undefined && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: packed };
    }
    return { status: 200, headers, body: plain };
  };
}
