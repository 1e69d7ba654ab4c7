import type { Language } from '../../src/ports/language';
import { asLanguage, remember } from './settings';

/** Wires the page's three language buttons (`data-language`); `apply` is called at once and at every change. */
export function languageSwitch(start: Language, apply: (language: Language) => void): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('[data-language]')];
  const choose = (language: Language) => {
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button.dataset['language'] === language));
    }
    apply(language);
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const chosen = asLanguage(button.dataset['language']);
      if (!chosen || button.getAttribute('aria-pressed') === 'true') return;
      remember('language', chosen);
      choose(chosen);
    });
  }
  choose(start);
}
