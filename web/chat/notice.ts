import type { ChatWording } from '../wording/wording';
import { filled } from '../wording/wording';
import type { ConnectionState } from './connection';

/** Short losses heal before anyone needs to read about them. */
const patienceMs: Partial<Record<ConnectionState, number>> = { connecting: 1500, reconnecting: 800 };
const goodNewsMs = 2500;

/** The line that says how the connection is; empty and hidden when all is well. */
export class Notice {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly view: HTMLElement,
    private readonly wording: () => ChatWording,
  ) {}

  show(state: ConnectionState, retryInMs = 0): void {
    clearTimeout(this.#timer);
    if (state === 'online') {
      const worried = !this.view.hidden && this.view.dataset['state'] !== 'connecting';
      if (!worried) {
        this.#hide();
        return;
      }
      this.#put('online', this.wording().online);
      this.#timer = setTimeout(() => this.#hide(), goodNewsMs);
      return;
    }
    const text = filled(this.wording()[state], { seconds: Math.max(1, Math.round(retryInMs / 1000)) });
    const put = () => this.#put(state, text);
    if (this.view.hidden && patienceMs[state] !== undefined) this.#timer = setTimeout(put, patienceMs[state]);
    else put();
  }

  #put(state: ConnectionState, text: string): void {
    this.view.dataset['state'] = state;
    this.view.hidden = false;
    // The same words again would be read out again.
    if (this.view.textContent !== text) this.view.textContent = text;
  }

  #hide(): void {
    this.view.hidden = true;
    this.view.textContent = '';
  }
}
