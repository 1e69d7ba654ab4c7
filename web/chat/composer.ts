import { element, icon } from '../shared/element';
import type { ChatWording } from '../wording/wording';
import { filled } from '../wording/wording';
import { accepted, checkFiles } from './evidence';

export interface ComposerParts {
  readonly form: HTMLFormElement;
  readonly input: HTMLTextAreaElement;
  readonly attach: HTMLButtonElement;
  readonly picker: HTMLInputElement;
  readonly files: HTMLUListElement;
  readonly fault: HTMLElement;
  readonly send: HTMLButtonElement;
}

/** Where the customer writes: Enter sends, Shift+Enter breaks the line, an input method's own Enter does neither. */
export class Composer {
  #files: File[] = [];

  constructor(
    private readonly parts: ComposerParts,
    private readonly wording: () => ChatWording,
    private readonly send: (text: string, files: readonly File[]) => void,
    private readonly typed: () => void,
  ) {
    const { form, input, attach, picker } = parts;
    picker.accept = accepted;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener('keydown', (event) => {
      // Safari ends the composition before the key arrives; its code 229 still tells.
      const composing = event.isComposing || event.keyCode === 229;
      if (event.key !== 'Enter' || event.shiftKey || composing) return;
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener('input', () => {
      this.#growToText();
      if (input.value.trim() !== '') this.typed();
    });
    input.addEventListener('paste', (event) => this.#add([...(event.clipboardData?.files ?? [])]));
    attach.addEventListener('click', () => picker.click());
    picker.addEventListener('change', () => {
      this.#add([...(picker.files ?? [])]);
      picker.value = '';
    });
    this.#growToText();
  }

  focus(): void {
    this.parts.input.focus();
  }

  /** After the language changed. */
  refresh(): void {
    this.#showFiles();
    this.#showFault([]);
  }

  #submit(): void {
    const text = this.parts.input.value.trim();
    if (text === '' && this.#files.length === 0) return;
    const files = this.#files;
    this.#files = [];
    this.parts.input.value = '';
    this.refresh();
    this.#growToText();
    this.send(text, files);
    this.focus();
  }

  #add(added: readonly File[]): void {
    if (added.length === 0) return;
    const { files, faults } = checkFiles(this.#files, added);
    this.#files = files;
    this.#showFiles();
    this.#showFault([...new Set(faults.map(({ name, fault }) => filled(this.wording()[fault], { name })))]);
  }

  #showFiles(): void {
    const { files, input } = this.parts;
    files.replaceChildren(
      ...this.#files.map((file) => {
        const label = filled(this.wording().remove, { name: file.name });
        const remove = element('button', { type: 'button', class: 'remove', 'aria-label': label }, icon('close'));
        remove.addEventListener('click', () => {
          this.#files = this.#files.filter((other) => other !== file);
          this.refresh();
          this.#growToText();
          input.focus();
        });
        return element('li', {}, icon('clip'), element('span', {}, file.name), remove);
      }),
    );
    files.hidden = this.#files.length === 0;
    this.#growToText();
  }

  #showFault(lines: readonly string[]): void {
    this.parts.fault.textContent = lines.join('\n');
    this.parts.fault.hidden = lines.length === 0;
  }

  /** Grows with its text; CSS sets the limit. */
  #growToText(): void {
    const { input, send } = this.parts;
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
    send.disabled = input.value.trim() === '' && this.#files.length === 0;
  }
}
