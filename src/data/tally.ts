import { createHash } from 'node:crypto';
import { type ArchiveKind, type ArchiveRow, archiveKinds } from '../ports/archive';
import { canonicalJson } from '../storage/canonical-json';

/** How many rows of a kind there are, and a checksum that any order of them gives. */
export interface KindTally {
  readonly rows: number;
  /** Sum of the rows' SHA-256, modulo 2^256, as 64 hexadecimal digits. */
  readonly sha256: string;
}
export type Tallies = Readonly<Record<ArchiveKind, KindTally>>;

const modulus = 1n << 256n;

/** Counts rows as they pass. */
export class Tally {
  private readonly kinds = new Map(archiveKinds.map((kind) => [kind, { rows: 0, sum: 0n }]));

  add(row: ArchiveRow): void {
    const kind = this.kinds.get(row.kind);
    if (!kind) return;
    const text = canonicalJson([row.key, row.value]);
    kind.rows += 1;
    kind.sum = (kind.sum + BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)) % modulus;
  }

  get rows(): number {
    return [...this.kinds.values()].reduce((sum, { rows }) => sum + rows, 0);
  }

  result(): Tallies {
    const entries = [...this.kinds].map(([kind, { rows, sum }]) => [
      kind,
      { rows, sha256: sum.toString(16).padStart(64, '0') },
    ]);
    return Object.fromEntries(entries) as Tallies;
  }
}

/** @returns the kinds whose rows are not the same on both sides */
export const differing = (a: Tallies, b: Tallies): readonly ArchiveKind[] =>
  archiveKinds.filter((kind) => a[kind].rows !== b[kind].rows || a[kind].sha256 !== b[kind].sha256);

/** One line a kind, for people. */
export const tallyTable = (tallies: Tallies): string[] =>
  archiveKinds.map((kind) => {
    const { rows, sha256 } = tallies[kind];
    return `  ${kind.padEnd(13)}${String(rows).padStart(10)}  ${sha256.slice(0, 16)}…`;
  });
