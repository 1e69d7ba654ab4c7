import fc from 'fast-check';
import { parseCookies } from '../../src/platform/cookies';
import { HttpError } from '../../src/platform/http';
import { parseJson } from '../../src/platform/json-body';
import { parsePairs } from '../../src/platform/query-string';

const bytes = (text: string) => Buffer.from(text);

describe('pairs of a query or form', () => {
  it('are flat strings', () => {
    expect({ ...parsePairs('a=1&b=%E4%BD%A0+%E5%A5%BD&c&d=') }).toEqual({ a: '1', b: '你 好', c: '', d: '' });
    expect({ ...parsePairs('') }).toEqual({});
  });

  it.each([
    'a=1&a=2',
    'a[$ne]=1',
    'a[]=1',
    '$where=1',
    '__proto__=1',
    'constructor=1',
    '%5F_proto__=1',
    'a=%zz',
    '=1',
    'a%00=1',
  ])('refuses %s', (text) => expect(() => parsePairs(text)).toThrow(HttpError));

  it('hold only strings and pollute nothing, whatever comes (S6, S7)', () => {
    const piece = fc.constantFrom(
      'a',
      '&',
      '=',
      '[',
      ']',
      '$ne',
      '__proto__',
      'constructor',
      '.',
      '%5B',
      '%',
      '+',
      '{"$gt":""}',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 20 }), (pieces) => {
        try {
          for (const [name, value] of Object.entries(parsePairs(pieces.join('')))) {
            expect(typeof value).toBe('string');
            expect(name).toMatch(/^[\w.-]+$/);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(HttpError);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('JSON from outside', () => {
  it('is parsed', () => {
    expect(parseJson(bytes('{"a":[1,"[[[[",{"b":null}]}'))).toEqual({ a: [1, '[[[[', { b: null }] });
  });

  it.each([
    ['broken', '{"a":'],
    ['nested too deeply', '['.repeat(33) + ']'.repeat(33)],
    ['a hundred thousand levels', '['.repeat(60_000)],
    ['__proto__', '{"a":{"__proto__":{"x":1}}}'],
    ['constructor', '[{"constructor":{"prototype":{}}}]'],
    ['prototype escaped', '{"\\u0070rototype":1}'],
    ['trailing', '{} x'],
  ])('is refused when %s', (_name, text) => expect(() => parseJson(bytes(text))).toThrow(HttpError));

  it('is refused when it is no UTF-8', () => {
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0xfe, 0x22]))).toThrow(HttpError);
  });

  it('comes back as it was, for every value without reserved names', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/__proto__|constructor|prototype/.test(text));
        expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
      }),
    );
  });
});

it('cookies: the first of a name counts, broken ones are left out', () => {
  expect({ ...parseCookies('a=1; b = 2 ;c; a=3; __proto__=x; =y') }).toEqual({ a: '1', b: '2', ['__proto__']: 'x' });
  expect({ ...parseCookies(undefined) }).toEqual({});
});
