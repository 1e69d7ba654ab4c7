import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icon';

export interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

/** A native modal dialog, open as long as it is drawn: the browser keeps focus inside, Escape closes, focus returns. */
export function Dialog({ title, closeLabel, onClose, wide, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const isOver = useRef(false);
  useEffect(() => {
    const before = document.activeElement;
    const view = dialog.current;
    view?.showModal();
    return () => {
      // While it is open nothing else can have the focus.
      isOver.current = true;
      view?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={id}
      onClose={() => isOver.current || onClose()}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <button type="button" class="bare" aria-label={closeLabel} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
