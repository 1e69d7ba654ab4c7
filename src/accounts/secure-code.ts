import { randomInt } from 'node:crypto';

/** Six digits, every value equally likely (S13). */
export const secureCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0');
