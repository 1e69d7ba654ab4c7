import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LinearModel } from './linear-model';

const magic = 0x4e4c5533;

/** Trained models on disk, named by the hash of everything they were made from. */
export interface ModelCache {
  read(hash: string): LinearModel | undefined;
  write(hash: string, model: LinearModel): void;
}

/** @param folder created when missing; older models in it are removed on write */
export function modelCache(folder: string): ModelCache {
  const fileOf = (hash: string): string => `nlu-${hash.slice(0, 32)}.model`;
  return {
    read(hash) {
      try {
        return decode(readFileSync(join(folder, fileOf(hash))));
      } catch {
        return undefined; // No model yet, or a damaged one: it is trained again and overwritten.
      }
    },
    write(hash, model) {
      mkdirSync(folder, { recursive: true });
      const target = join(folder, fileOf(hash));
      const draft = `${target}.${process.pid}.tmp`;
      writeFileSync(draft, encode(model));
      renameSync(draft, target);
      for (const name of readdirSync(folder)) {
        if (/^nlu-[0-9a-f]{32}\.model$/.test(name) && name !== fileOf(hash))
          rmSync(join(folder, name), { force: true });
      }
    },
  };
}

/** Header of four-byte numbers (magic, sizes), the arrays of four-byte numbers, the weights, the labels as JSON. */
function encode(model: LinearModel): Buffer {
  const labels = Buffer.from(JSON.stringify(model.labels));
  const header = Int32Array.of(
    magic,
    model.tableKeys.length,
    model.weights.length,
    model.bias.length,
    model.rarity.length,
    model.scale.length,
    labels.length,
  );
  const arrays = [header, model.tableKeys, model.tableRows, model.bias, model.rarity, model.scale, model.weights];
  const parts = arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  return Buffer.concat([...parts, labels]);
}

function decode(file: Buffer): LinearModel {
  // As a file is read it begins its buffer, and needs no copy.
  const own = file.byteOffset === 0 && file.buffer.byteLength === file.byteLength;
  const bytes = own ? file.buffer : file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  const [seen, table = 0, weights = 0, bias = 0, rarity = 0, scale = 0, labels = 0] = new Int32Array(bytes, 0, 7);
  const expected = 4 * (7 + 2 * table + bias + rarity + scale) + weights + labels;
  if (seen !== magic || expected !== bytes.byteLength) throw new Error('damaged model file');
  let at = 28;
  const next = (length: number): number => {
    const start = at;
    at += length * 4;
    return start;
  };
  return {
    tableKeys: new Int32Array(bytes, next(table), table),
    tableRows: new Int32Array(bytes, next(table), table),
    bias: new Float32Array(bytes, next(bias), bias),
    rarity: new Float32Array(bytes, next(rarity), rarity),
    scale: new Float32Array(bytes, next(scale), scale),
    weights: new Int8Array(bytes, at, weights),
    labels: JSON.parse(Buffer.from(bytes, at + weights, labels).toString('utf8')) as string[],
  };
}
