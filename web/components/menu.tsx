import type { ComponentChildren, TargetedEvent } from 'preact';
import { useId, useRef } from 'preact/hooks';

export interface MenuProps {
  /** Accessible name of button and panel. */
  readonly label: string;
  /** What the button shows. */
  readonly button: ComponentChildren;
  readonly class?: string;
  readonly onOpen?: () => void;
  readonly children: (close: () => void) => ComponentChildren;
}

/** A button that opens a panel beside it: a native popover, so that Escape and a click elsewhere close it. */
export function Menu({ label, button, class: kind = 'quiet', onOpen, children }: MenuProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const close = () => panel.current?.hidePopover();
  // Out of sight until it has its place: nobody presses, or fills in, what still moves or is still made ready.
  const prepare = ({ newState, currentTarget }: TargetedEvent<HTMLDivElement, ToggleEvent>) => {
    if (newState !== 'open') return;
    currentTarget.style.visibility = 'hidden';
    onOpen?.();
  };
  const place = ({ newState, currentTarget: own }: TargetedEvent<HTMLDivElement, ToggleEvent>) => {
    own.style.visibility = '';
    const from = opener.current?.getBoundingClientRect();
    if (newState !== 'open' || !from) return;
    const { offsetWidth: width, offsetHeight: height } = own;
    const below = from.bottom + 6 + height <= innerHeight || from.top < height;
    own.style.left = `${Math.max(8, Math.min(from.left, innerWidth - width - 8))}px`;
    own.style.top = `${below ? from.bottom + 6 : Math.max(8, from.top - height - 6)}px`;
  };
  return (
    <>
      <button ref={opener} type="button" class={kind} aria-label={label} popovertarget={id} aria-haspopup="dialog">
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        class="menu"
        role="dialog"
        aria-label={label}
        onBeforeToggle={prepare}
        onToggle={place}
      >
        {children(close)}
      </div>
    </>
  );
}
