import { execFileSync } from 'node:child_process';

/** Path of botframework-webchat's own bundle; throws with the script's message when it cannot be had. */
export const webchatBundle = (): string =>
  execFileSync(process.execPath, ['scripts/fetch-webchat.mjs'], { encoding: 'utf8' }).trim();
