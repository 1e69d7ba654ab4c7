type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = Node | string | undefined;

/**
 * Makes an element. Strings become text nodes, never markup, so whatever a customer wrote stays text (S10).
 * `true` sets an empty attribute, `false` and `undefined` leave it out.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  give(made, attributes);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** The same for SVG. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  give(made, attributes);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A drawing from the page's own `<symbol>`s, hidden from screen readers. */
export const icon = (symbol: string): SVGSVGElement =>
  svg('svg', { class: 'icon', 'aria-hidden': 'true' }, svg('use', { href: `#icon-${symbol}` }));

/** A part of the page's own HTML that must be there. */
export function part<Kind extends Element>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} "${id}": rebuild it with its HTML file.`);
  return found;
}

function give(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
}
