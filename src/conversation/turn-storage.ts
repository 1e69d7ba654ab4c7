import type { Storage, StoreItems } from 'botbuilder';

/**
 * Bot Framework storage that lives for one turn: reads the stored state, keeps what the turn writes, and is committed
 * with the turn's replies or thrown away with it. So the framework's own last-writer-wins (eTag `*`) never reaches
 * the store.
 */
export class TurnStorage implements Storage {
  private readonly items: Map<string, unknown>;

  constructor(state: Readonly<Record<string, unknown>>) {
    this.items = new Map(Object.entries(state));
  }

  /** What is to be stored, JSON values. */
  get state(): Record<string, unknown> {
    return Object.fromEntries(this.items);
  }

  async read(keys: string[]): Promise<StoreItems> {
    return Object.fromEntries(keys.filter((key) => this.items.has(key)).map((key) => [key, copy(this.items.get(key))]));
  }

  async write(changes: StoreItems): Promise<void> {
    for (const [key, value] of Object.entries(changes)) this.items.set(key, copy(value));
  }

  async delete(keys: string[]): Promise<void> {
    for (const key of keys) this.items.delete(key);
  }
}

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
