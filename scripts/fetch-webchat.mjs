// Takes dist/webchat.js out of the packed botframework-webchat, for the compatibility test: as a dependency it would
// bring 500 MB along. Prints the path; cached in .cache/.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const version = '4.18.1';
const wanted = 'package/dist/webchat.js';
const cache = join(dirname(dirname(fileURLToPath(import.meta.url))), '.cache');
const target = join(cache, `webchat-${version}.js`);

if (!existsSync(target)) {
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(join(cache, 'webchat-'));
  try {
    const packed = spawnSync(
      'npm',
      ['pack', `botframework-webchat@${version}`, '--silent', '--pack-destination', temporary],
      {
        encoding: 'utf8',
        timeout: 120_000,
      },
    );
    if (packed.status !== 0) fail(packed.stderr || String(packed.error));
    const file = entry(gunzipSync(readFileSync(join(temporary, packed.stdout.trim().split('\n').at(-1)))), wanted);
    if (file === undefined) fail(`there is no ${wanted} in it`);
    // Renamed into place, so that a cut run leaves no half file behind.
    writeFileSync(join(temporary, 'webchat.js'), file);
    renameSync(join(temporary, 'webchat.js'), target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
process.stdout.write(`${target}\n`);

/** Finds one file in a tar archive: 512-byte headers with name (and prefix) and an octal size. */
function entry(tar, name) {
  const text = (from, length) => tar.toString('utf8', from, from + length).replace(/\0.*$/s, '');
  for (let at = 0; at + 512 <= tar.length; ) {
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    const prefix = text(at + 345, 155);
    if ((prefix === '' ? '' : `${prefix}/`) + text(at, 100) === name) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return undefined;
}

function fail(why) {
  process.stderr.write(
    `botframework-webchat ${version} could not be had from the package registry, and the compatibility test needs it.\n` +
      `Check the network and npm's registry setting, or put its ${wanted} at ${target}.\n${why}\n`,
  );
  process.exit(1);
}
