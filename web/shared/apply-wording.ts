/**
 * Puts wording into the page: `data-text="key"` fills the text, `data-label="key"` the accessible name,
 * `data-placeholder="key"` a placeholder, `data-title="key"` the tooltip.
 */
export function applyWording(wording: object, language: string): void {
  document.documentElement.lang = language;
  const words = new Map(Object.entries(wording));
  const each = (kind: string, put: (target: HTMLElement, text: string) => void) => {
    for (const target of document.querySelectorAll<HTMLElement>(`[data-${kind}]`)) {
      const text: unknown = words.get(target.dataset[kind] ?? '');
      if (typeof text === 'string') put(target, text);
    }
  };
  each('text', (target, text) => {
    target.textContent = text;
  });
  each('label', (target, text) => target.setAttribute('aria-label', text));
  each('placeholder', (target, text) => target.setAttribute('placeholder', text));
  each('title', (target, text) => target.setAttribute('title', text));
}
