import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon';

export interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'fault';
  readonly text: string;
}

/** Short words about what just happened; read out, and gone after a while. */
export class ToastList {
  private next = 1;
  private toasts: readonly Toast[] = [];
  private told: (toasts: readonly Toast[]) => void = () => undefined;

  show(kind: Toast['kind'], text: string): void {
    const toast = { id: this.next++, kind, text };
    this.change([...this.toasts.filter((other) => other.text !== text), toast].slice(-3));
    setTimeout(() => this.drop(toast.id), kind === 'fault' ? 8000 : 4000);
  }
  drop(id: number): void {
    this.change(this.toasts.filter((toast) => toast.id !== id));
  }
  watch(told: (toasts: readonly Toast[]) => void): () => void {
    this.told = told;
    return () => {
      this.told = () => undefined;
    };
  }
  private change(toasts: readonly Toast[]): void {
    this.toasts = toasts;
    this.told(toasts);
  }
}

export function Toasts({ list, closeLabel }: { list: ToastList; closeLabel: string }) {
  const [toasts, show] = useState<readonly Toast[]>([]);
  useEffect(() => list.watch(show), [list]);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, kind, text }) => (
        <p key={id} class={`toast ${kind}`}>
          <Icon name={kind === 'fault' ? 'alert' : 'check'} />
          <span>{text}</span>
          <button type="button" class="bare" aria-label={closeLabel} onClick={() => list.drop(id)}>
            <Icon name="close" />
          </button>
        </p>
      ))}
    </div>
  );
}
