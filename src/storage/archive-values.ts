import type { ArchiveRow } from '../ports/archive';

/** A row's value, read field by field; what is not as it must be is a fault of the caller, who checked the row. */
export class Value {
  constructor(private readonly row: ArchiveRow) {}

  text(name: string): string {
    return this.optionalText(name) ?? this.wrong(name);
  }

  number(name: string): number {
    return this.optionalNumber(name) ?? this.wrong(name);
  }

  optionalText(name: string): string | null {
    const value = this.row.value[name];
    return value === undefined ? null : typeof value === 'string' ? value : this.wrong(name);
  }

  optionalNumber(name: string): number | null {
    const value = this.row.value[name];
    return value === undefined ? null : typeof value === 'number' ? value : this.wrong(name);
  }

  /** A text one level down, where there is one. */
  textWithin(name: string, inner: string): string | null {
    const value = this.row.value[name];
    const found = typeof value === 'object' && value !== null && Object.entries(value).find(([key]) => key === inner);
    return found && typeof found[1] === 'string' ? found[1] : null;
  }

  json(name: string): string {
    const value = this.row.value[name];
    return value === undefined ? this.wrong(name) : JSON.stringify(value);
  }

  whole(): string {
    return JSON.stringify(this.row.value);
  }

  private wrong(name: string): never {
    throw new TypeError(`${this.row.kind} ${this.row.key}: "${name}" is not what a row of this kind holds.`);
  }
}

/** `undefined` and `null` fields left out: an absent one is the only kind both stores write alike. */
export const present = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

/** Position of an entry in its conversation's log, as it stands in keys. */
export const activityKey = (conversationId: string, seq: number): string =>
  `${conversationId}|${String(seq).padStart(7, '0')}`;

/** @returns the two parts of {@link activityKey} */
export function partsOfActivityKey(key: string): { conversationId: string; seq: number } {
  const bar = key.lastIndexOf('|');
  return { conversationId: key.slice(0, Math.max(0, bar)), seq: Number(key.slice(bar + 1)) };
}

/** A file's name in the attachments folder and its id are the same: nothing else may come in from outside. */
export function safeAttachmentId(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(id)) throw new TypeError('An attachment has an id that no desk gives.');
  return id;
}

/** When a conversation next needs a turn; `null`: not at all. */
export const dueAt = (value: Value): number | null =>
  value.number('lastInSeq') > value.number('processedSeq') ? value.number('updatedAt') : value.optionalNumber('wakeAt');

/** The known problem a complaint is part of. */
export const problemOf = (value: Value): string | null => value.textWithin('problem', 'id');

/** The department a complaint belongs to. */
export const ownerOf = (value: Value): string => value.textWithin('promise', 'owner') ?? '';
