import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { randomKey } from '../shared/random-key';
import { Dialog } from './dialog';

export interface DialogFormProps {
  /** Names of the buttons every dialog has. */
  readonly words: { readonly close: string; readonly cancel: string };
  readonly title: string;
  readonly hint?: string | undefined;
  readonly submit: string;
  readonly wide?: boolean;
  readonly onClose: () => void;
  /**
   * Answers whether it is done, or in words why not (`undefined`: done); the dialog stays open when it is not, with
   * everything in it.
   * @param key the same for as long as the dialog is open: what is sent again from it is the same act
   */
  readonly onSubmit: (key: string) => Promise<boolean | string | undefined>;
  readonly children: ComponentChildren;
}

/** A dialog with something to fill in; the browser itself says what is missing. Ctrl+Enter is enough from anywhere. */
export function DialogForm({ words, title, hint, submit, wide, onClose, onSubmit, children }: DialogFormProps) {
  const [working, setWorking] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [key] = useState(randomKey);
  const save = async (event: Event) => {
    event.preventDefault();
    setWorking(true);
    const answer = await onSubmit(key);
    setWorking(false);
    setRefusal(typeof answer === 'string' ? answer : '');
    if (answer === true || answer === undefined) onClose();
  };
  return (
    <Dialog title={title} closeLabel={words.close} onClose={onClose} wide={wide ?? false}>
      <form
        onSubmit={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        {hint === undefined ? null : <p class="quiet-text">{hint}</p>}
        <div class="dialog-body">{children}</div>
        <p class="fault" role="alert" hidden={refusal === ''}>
          {refusal}
        </p>
        <footer>
          <button type="button" class="quiet" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" class="strong" disabled={working}>
            {submit}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
