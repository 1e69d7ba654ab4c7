/** Everything that means something to a markdown reader, or to one that lets HTML through. */
const active = /[\\`*_{}[\]()<>#+\-.!|~&^$:@/]/g;
/** Characters nobody sees, and that turn the direction of a line. */
const unseen = /[\p{Cc}\p{Cf}]/gu;

/**
 * Somebody's words as one line of markdown that shows them as they are: no link, picture, heading, list or HTML comes of
 * them, addresses stay unlinked and nobody is mentioned.
 */
export const markdownText = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(unseen, '')
    .trim()
    .replace(active, (mark) => entities.get(mark) ?? `\\${mark}`);

/** A backslash does not stop HTML, addresses and mentions everywhere; an entity does. */
const entities: ReadonlyMap<string, string> = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  [':', '&#58;'],
  ['@', '&#64;'],
  ['/', '&#47;'],
  ['.', '&#46;'],
]);

/** Markdown as an editor writes it, as plain words: `**really**` → `really`, `[page](https://…)` → `page (https://…)`. */
export const withoutMarkdown = (markdown: string): string =>
  markdown
    .replace(/\r\n?/g, '\n')
    .replace(/\\\n/g, '\n')
    .replace(/!?\[([^[\]\n]{0,300})\]\((https?:\/\/[^\s()]{1,1000})\)/g, (_, words: string, url: string) =>
      words === '' || words === url ? url : `${words} (${url})`,
    )
    .replace(/(\*\*|__|~~)([^*_~\n]{1,2000})\1/g, '$2')
    .replace(/\\([\\`*_{}[\]()<>#+\-.!|~&])/g, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
