import type { CmppVersion, Field, FieldValues } from './layouts';

/** A value that its field cannot hold: what was to be sent is wrong, not what came. */
export class CmppFieldError extends Error {
  readonly code = 'CMPP_FIELD';

  constructor(field: string, why: string) {
    super(`The CMPP field ${field} ${why}. Check what is sent and CMPP_URL. (CMPP_FIELD)`);
    this.name = 'CmppFieldError';
  }
}

/**
 * The octets of fields in their order; those not given are empty.
 * @throws CmppFieldError for a value that does not fit
 */
export function writeFields<Fields extends readonly Field[]>(
  fields: Fields,
  version: CmppVersion,
  values: Partial<FieldValues<Fields>>,
): Buffer {
  const given = new Map<string, unknown>(Object.entries(values));
  return Buffer.concat(
    fields.flatMap((field) => {
      const size = field.octets[version];
      if (size === 0 && field.kind !== 'counted') return [];
      return written(field, size, given.get(field.name));
    }),
  );
}

function written({ name, kind }: Field, size: number, value: unknown): Buffer | Buffer[] {
  switch (kind) {
    case 'uint': {
      const number = typeof value === 'number' ? value : 0;
      if (!Number.isInteger(number) || number < 0 || number >= 2 ** (8 * size))
        throw new CmppFieldError(name, 'is out of range');
      const octets = Buffer.alloc(size);
      octets.writeUIntBE(number, 0, size);
      return octets;
    }
    case 'id': {
      const octets = Buffer.alloc(size);
      octets.writeBigUInt64BE(BigInt.asUintN(64, typeof value === 'bigint' ? value : 0n));
      return octets;
    }
    case 'text':
      return fixedText(name, size, typeof value === 'string' ? value : '');
    case 'octets': {
      const octets = Buffer.isBuffer(value) ? value : Buffer.alloc(size);
      if (octets.length !== size) throw new CmppFieldError(name, `must have ${size} octets`);
      return octets;
    }
    case 'counted': {
      const octets = Buffer.isBuffer(value) ? value : Buffer.alloc(0);
      if (octets.length > 255) throw new CmppFieldError(name, 'has more than 255 octets');
      return [Buffer.from([octets.length]), octets];
    }
    case 'list': {
      const texts = Array.isArray(value) ? value.map(String) : [];
      if (texts.length > 255) throw new CmppFieldError(name, 'has more than 255 values');
      return [Buffer.from([texts.length]), ...texts.map((text) => fixedText(name, size, text))];
    }
  }
}

function fixedText(name: string, size: number, text: string): Buffer {
  if (text.length > size) throw new CmppFieldError(name, `has more than ${size} characters`);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0 || code > 0xff) throw new CmppFieldError(name, 'has a character that is no octet');
  }
  const octets = Buffer.alloc(size);
  octets.write(text, 'latin1');
  return octets;
}

/** @returns the values, or `undefined` when the octets are not exactly as many as the fields take */
export function readFields<Fields extends readonly Field[]>(
  fields: Fields,
  version: CmppVersion,
  octets: Buffer,
): FieldValues<Fields> | undefined {
  let at = 0;
  const take = (size: number): Buffer | undefined => {
    if (at + size > octets.length) return undefined;
    at += size;
    return octets.subarray(at - size, at);
  };
  const values: [string, unknown][] = [];
  for (const { name, kind, octets: sizes } of fields) {
    const size = sizes[version];
    const value = size === 0 && kind !== 'counted' ? empty[kind] : taken(kind, size, take);
    if (value === undefined) return undefined;
    values.push([name, value]);
  }
  return at === octets.length ? (Object.fromEntries(values) as FieldValues<Fields>) : undefined;
}

const empty = { uint: 0, id: 0n, text: '', octets: Buffer.alloc(0), counted: Buffer.alloc(0), list: [] } as const;

function taken(kind: Field['kind'], size: number, take: (size: number) => Buffer | undefined): unknown {
  switch (kind) {
    case 'uint':
      return take(size)?.readUIntBE(0, size);
    case 'id':
      return take(size)?.readBigUInt64BE();
    case 'text':
      return textOf(take(size));
    case 'octets':
      return take(size);
    case 'counted': {
      const count = take(1)?.[0];
      return count === undefined ? undefined : take(count);
    }
    case 'list': {
      const count = take(1)?.[0];
      const all = count === undefined ? undefined : take(count * size);
      if (count === undefined || all === undefined) return undefined;
      return Array.from({ length: count }, (_, index) => textOf(all.subarray(index * size, (index + 1) * size)));
    }
  }
}

function textOf(octets: Buffer | undefined): string | undefined {
  if (octets === undefined) return undefined;
  const end = octets.indexOf(0);
  return octets.toString('latin1', 0, end === -1 ? octets.length : end);
}
