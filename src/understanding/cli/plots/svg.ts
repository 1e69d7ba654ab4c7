/** Attributes of an element; numbers are written with at most two decimals. */
export type Attributes = Readonly<Record<string, string | number>>;

const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => special[char] ?? char);
const written = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : escaped(value);

/** One SVG element; `children` are elements already written. */
export function element(name: string, attributes: Attributes, children = ''): string {
  const all = Object.entries(attributes).map(([key, value]) => ` ${key}="${written(value)}"`);
  return `<${name}${all.join('')}${children === '' ? '/>' : `>${children}</${name}>`}`;
}

/** A text element; the words are escaped. */
export const label = (x: number, y: number, words: string, attributes: Attributes = {}): string =>
  element('text', { x, y, ...attributes }, escaped(words));

/** A whole picture on white. */
export function picture(width: number, height: number, title: string, parts: readonly string[]): string {
  const body = [
    element('title', {}, escaped(title)),
    element('rect', { width, height, fill: '#ffffff' }),
    ...parts,
  ].join('\n');
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    'font-family': "system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif",
    'font-size': 13,
    fill: '#1f2933',
  };
  return `${element('svg', frame, `\n${body}\n`)}\n`;
}
