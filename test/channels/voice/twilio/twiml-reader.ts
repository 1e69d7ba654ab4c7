/** An element of a TwiML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

/** Verbs, their attributes and what may stand in them, as the platform documents them. */
const grammar: Readonly<Record<string, { attributes: readonly string[]; inside: readonly string[] }>> = {
  Response: { attributes: [], inside: ['Say', 'Gather', 'Pause', 'Redirect', 'Dial', 'Enqueue', 'Refer', 'Hangup'] },
  Say: { attributes: ['language', 'voice'], inside: ['text', 'prosody'] },
  prosody: { attributes: ['rate'], inside: ['text'] },
  Gather: {
    attributes:
      'input action method actionOnEmptyResult timeout numDigits finishOnKey language speechTimeout hints bargeIn profanityFilter'.split(
        ' ',
      ),
    inside: ['Say'],
  },
  Pause: { attributes: ['length'], inside: [] },
  Redirect: { attributes: ['method'], inside: ['text'] },
  Dial: { attributes: ['action', 'method', 'timeout'], inside: ['Sip', 'Number'] },
  Sip: { attributes: ['url', 'method'], inside: ['text'] },
  Number: { attributes: ['url', 'method'], inside: ['text'] },
  Enqueue: { attributes: ['action', 'method'], inside: ['text'] },
  Refer: { attributes: ['action', 'method'], inside: ['Sip'] },
  Hangup: { attributes: [], inside: [] },
};

/** Reads TwiML strictly: well-formed XML of known verbs and attributes only. @throws Error naming the fault */
export function readTwiml(xml: string): Element {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
  if (!xml.startsWith(declaration)) throw new Error(`no XML declaration: ${xml.slice(0, 60)}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML may not hold is looked for
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u.test(xml))
    throw new Error('no XML character');
  const stack: { name: string; attributes: Record<string, string>; children: (Element | string)[] }[] = [
    { name: '', attributes: {}, children: [] },
  ];
  const token = /<(\/?)([A-Za-z]+)((?:\s+[A-Za-z]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  token.lastIndex = declaration.length;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const found = token.exec(xml);
    const top = stack.at(-1);
    if (!found || !top) throw new Error(`not well-formed at ${xml.slice(at, at + 40)}`);
    const [, close, name = '', list = '', empty, text] = found;
    if (text !== undefined) {
      if (top.name === '' && text.trim() === '') continue;
      allowed(top.name, 'text');
      top.children.push(unescaped(text));
    } else if (close) {
      if (top.name !== name) throw new Error(`</${name}> closes <${top.name}>`);
      stack.pop();
    } else {
      allowed(top.name, name);
      const element = { name, attributes: attributesOf(name, list), children: [] };
      top.children.push(element);
      if (!empty) stack.push(element);
    }
  }
  const [root] = stack[0]?.children ?? [];
  if (stack.length !== 1 || typeof root !== 'object') throw new Error('an element is left open');
  return root;
}

function allowed(parent: string, child: string): void {
  if (parent === '' && child === 'Response') return;
  if (!grammar[parent]?.inside.includes(child)) throw new Error(`<${child}> may not stand in <${parent}>`);
}

function attributesOf(name: string, list: string): Record<string, string> {
  return Object.fromEntries(
    [...list.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, attribute = '', value = '']) => {
      if (!grammar[name]?.attributes.includes(attribute)) throw new Error(`<${name}> has no attribute ${attribute}`);
      return [attribute, unescaped(value)];
    }),
  );
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
function unescaped(text: string): string {
  const bare = text.replace(/&(?:(amp|lt|gt|quot|apos)|#x?[0-9A-Fa-f]{1,6});/g, (_, name?: string) =>
    name ? (entities[name] ?? '') : ' ',
  );
  if (/&/.test(text.replace(/&(?:amp|lt|gt|quot|apos|#x?[0-9A-Fa-f]{1,6});/g, ''))) throw new Error('a bare &');
  return bare;
}

/** All elements of a name, wherever they stand. */
export function allOf(root: Element, name: string): Element[] {
  const own = root.name === name ? [root] : [];
  return [...own, ...root.children.flatMap((child) => (typeof child === 'string' ? [] : allOf(child, name)))];
}

export const textOf = (element: Element): string =>
  element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
