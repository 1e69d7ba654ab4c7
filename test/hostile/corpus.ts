/** Requests no honest client sends. Each is bytes on a connection of its own, or a well-formed request with odd parts. */

export interface HostileRequest {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** An address of the server: `:name` stands for a parameter. */
export interface Target {
  readonly method: string;
  readonly path: string;
}

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

const bodies: readonly (readonly [name: string, headers: Record<string, string>, body: Buffer | string])[] = [
  ['broken JSON', json, '{"type":"message","text":'],
  ['deep JSON', json, deep(10_000)],
  ['deep list', json, '['.repeat(60_000)],
  ['large JSON', json, JSON.stringify({ text: 'x'.repeat(70_000) })],
  ['bad UTF-8', json, Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])],
  ['half surrogates', json, '{"type":"message","text":"\\ud800\\udfff\\u0000"}'],
  ['__proto__', json, '{"__proto__":{"polluted":true},"type":"message","text":"x"}'],
  ['constructor', json, '{"constructor":{"prototype":{"polluted":true}}}'],
  [
    'wrong types',
    json,
    '{"type":{"$ne":1},"text":["a"],"user":{"id":{"$gt":""}},"locale":{},"value":"up","activityId":[]}',
  ],
  ['a number', json, '1e999'],
  ['null', json, 'null'],
  ['a list', json, '[[],{},null]'],
  ['JSON with many keys', json, `{${Array.from({ length: 5000 }, (_, index) => `"k${index}":1`).join()}}`],
  [
    'command',
    json,
    '{"type":"command","name":"x","deliveryMode":"expectReplies","serviceUrl":"http://169.254.169.254/"}',
  ],
  ['form', form, 'a[$ne]=1&a=2&__proto__[x]=1&%zz'],
  ['large form', form, `a=${'x'.repeat(20_000)}`],
  ['bad gzip', { ...json, 'content-encoding': 'gzip' }, Buffer.from([0x1f, 0x8b, 0x08, 0, 1, 2, 3])],
  ['unknown encoding', { ...json, 'content-encoding': 'br, x' }, '{}'],
  ['no type', {}, 'x=1'],
  ['XML', { 'content-type': 'text/xml' }, '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['multipart without boundary', { 'content-type': 'multipart/form-data' }, 'x'],
  ['multipart garbage', { 'content-type': 'multipart/form-data; boundary=x' }, '--x\r\n\r\n\r\n--x--garbage'],
  [
    'multipart with odd names',
    { 'content-type': 'multipart/form-data; boundary=x' },
    '--x\r\nContent-Disposition: form-data; name="__proto__"; filename="../../../etc/passwd"\r\n\r\nMZ\r\n' +
      '--x\r\nContent-Disposition: form-data; name="activity"\r\n\r\n{"__proto__":1}\r\n--x--\r\n',
  ],
  [
    'multipart with many parts',
    { 'content-type': 'multipart/form-data; boundary=x' },
    `${'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nGIF89a\r\n'.repeat(300)}--x--\r\n`,
  ],
];

const queries = [
  '?a[$ne]=1',
  '?watermark[$gt]=',
  '?watermark=1&watermark=2',
  '?__proto__=1',
  '?constructor.prototype.x=1',
  '?a=%zz',
  '?a=%c3%28',
  `?${'a=1&'.repeat(500)}`,
  '?watermark=99999999999999999999999',
  '?watermark=-1',
  '?t=eyJhbGciOiJub25lIn0.e30.',
  `?t=${'x'.repeat(6000)}`,
  '?%00=1',
  '??=&&&',
];

const parameters = [
  '__proto__',
  'constructor',
  'toString',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e',
  '..',
  '%00',
  '%ff%fe',
  '%',
  "'%20OR%201=1--",
  '$where',
  '%7B%22$gt%22:%22%22%7D',
  'x'.repeat(3000),
  '%F0%9F%98%80',
  '<script>alert(1)</script>',
];

const headerSets: readonly Record<string, string>[] = [
  { authorization: 'Bearer' },
  { authorization: `Bearer ${'x'.repeat(8000)}` },
  { authorization: 'Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJ1c2VyIjoiZGxfYSIsImNvbnYiOiJjIn0.' },
  { authorization: 'Basic Og==' },
  { cookie: `${'a=b; '.repeat(1000)}` },
  { cookie: 'chat_session=eyJ.eyJ.x; desk_session=__proto__; =; ;;' },
  { origin: 'null' },
  { origin: 'http://[x' },
  { host: 'evil.example"><script>' },
  { 'x-forwarded-for': `${'1.2.3.4, '.repeat(500)}x` },
  { 'x-forwarded-for': '__proto__' },
  { accept: '*/*;q=__proto__', 'accept-encoding': 'gzip;q=99999', 'if-none-match': '*' },
  { range: 'bytes=0-0,-1,5-1', 'if-modified-since': 'yesterday' },
  { expect: '200-maybe' },
  { 'content-length': '0', 'content-type': 'application/json; charset=__proto__' },
  { upgrade: 'h2c', connection: 'Upgrade, HTTP2-Settings' },
  { 'x-http-method-override': 'DELETE', 'x-original-url': '/desk', 'x-rewrite-url': '/metrics' },
];

const methods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'LINK', 'HEAD', 'QUERY'];

/** Every odd body, query, parameter, header and method at every address. @param signedIn headers that are let in */
export function* hostileRequests(
  targets: readonly Target[],
  signedIn: Readonly<Record<string, string>>,
): Generator<HostileRequest> {
  let count = 0;
  for (const { method, path } of targets) {
    // Another conversation each time, so that the limit of one does not shield what is behind it.
    const plain = () => path.replace(/:\w+/g, () => `conv_${(count++).toString(16).padStart(32, '0')}`);
    const about = (name: string) => `${name} at ${method} ${path}`;
    for (const [name, headers, body] of bodies) {
      yield { name: about(name), method: 'POST', path: plain(), headers: { ...headers, ...signedIn }, body };
    }
    for (const query of queries) {
      yield { name: about(query.slice(0, 40)), method, path: `${plain()}${query}`, headers: signedIn };
    }
    for (const parameter of parameters) {
      const odd = path.includes(':') ? path.replace(/:\w+/, parameter) : `${path}/${parameter}`;
      yield {
        name: about(`parameter ${parameter.slice(0, 40)}`),
        method,
        path: odd.replace('//', '/'),
        headers: signedIn,
      };
    }
    for (const headers of headerSets)
      yield { name: about(JSON.stringify(headers).slice(0, 60)), method, path: plain(), headers };
    for (const other of methods) yield { name: about(other), method: other, path: plain(), headers: signedIn };
  }
}

/** Bytes that are hardly HTTP; `%PATH%` stands for an address. */
export const rawRequests: readonly string[] = [
  'GET http://[x HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET //evil/%PATH% HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET * HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET %PATH%/../../../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET %PATH%\\..\\..\\windows HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET %PATH%%zz HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET %PATH% HTTP/9.9\r\n\r\n',
  'GET %PATH%\r\n\r\n',
  'CONNECT evil:443 HTTP/1.1\r\nHost: a\r\n\r\n',
  `GET %PATH% HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(30_000)}\r\n\r\n`,
  `GET %PATH% HTTP/1.1\r\nHost: a\r\n${'X: a\r\n'.repeat(1500)}\r\n`,
  'POST %PATH% HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
  'POST %PATH% HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde',
  'POST %PATH% HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n',
  'POST %PATH% HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'POST %PATH% HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"half":',
  'POST %PATH% HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000\r\n\r\n--x\r\n',
  'POST %PATH% HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n',
  'GET %PATH% HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n',
  'GET %PATH% HTTP/1.1\r\n Folded: a\r\n\r\n',
  '\r\n\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
];

/** What a socket sends after the handshake: masks missing, lengths that lie, kinds that do not exist. */
export const frames: readonly Buffer[] = [
  Buffer.from([0x81, 0x05, 0x68, 0x65, 0x6c, 0x6c, 0x6f]),
  Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
  Buffer.from([0x81, 0xfe, 0xff, 0xff, 0, 0, 0, 0]),
  Buffer.from([0x83, 0x80, 0, 0, 0, 0]),
  Buffer.from([0xff, 0xff, 0xff, 0xff]),
  Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]),
  Buffer.from([0x00, 0x80, 0, 0, 0, 0]),
  Buffer.from([0x09, 0x80, 0, 0, 0, 0]),
  Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x00, 0x01]),
  Buffer.from([0x88, 0x81, 0, 0, 0, 0, 0x03]),
  Buffer.concat([Buffer.from([0x81, 0x90, 0, 0, 0, 0]), Buffer.from('{"__proto__":{}}')]),
  Buffer.concat([Buffer.from([0x82, 0x90, 0, 0, 0, 0]), Buffer.alloc(16, 0xaa)]),
  Buffer.alloc(4096, 0x81),
  Buffer.from('GET / HTTP/1.1\r\n\r\n'),
];

/** Values no field of a JSON body expects, as they stand in the body. */
export const values: readonly string[] = [
  'null',
  'true',
  '-1',
  '1e999',
  '9007199254740993',
  '""',
  '[]',
  '{}',
  '[[[[[["a"]]]]]]',
  '{"$gt":""}',
  '{"$where":"while(1){}"}',
  '{"toString":null,"valueOf":null}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '"__proto__"',
  '"constructor"',
  '"\\u0000\\ud800\\u202e"',
  '"../../etc/passwd"',
  '"{{constructor.constructor(\'return process\')()}}"',
  `"${'二'.repeat(6_000)}"`,
  `"${' '.repeat(4_999)}x"`,
  `[${'1,'.repeat(5_000)}1]`,
];

/** Texts that have hung or broken recognizers, stemmers and templates (S7, S8). */
export const texts: readonly string[] = [
  '二'.repeat(5000),
  '二'.repeat(25),
  '一二三四五六七八九十'.repeat(500),
  '1'.repeat(5000),
  '2026年11月21日'.repeat(400),
  '一个半小时'.repeat(600),
  '块'.repeat(5000),
  '不要'.repeat(2500),
  ' '.repeat(4999).concat('x'),
  '\u200b'.repeat(4999).concat('x'),
  '😀'.repeat(2500),
  'a'.repeat(5000),
  'é'.repeat(2500),
  '！'.repeat(5000),
  '((((((((((((((((((((((((((((((((((((((((',
  '__proto__',
  'constructor prototype toString hasOwnProperty',
  '{{constructor.constructor("return process")()}} #{7*7} {amount} <%= 1 %>',
  '<img src=x onerror=alert(1)><script>alert(1)</script>',
  "'; DROP TABLE conversations; --",
  '\ud800\udfff\u0000\u001b[31m\u202e',
  'C20261121-0042-7'.repeat(300),
  '13812345678'.repeat(400),
  'http://169.254.169.254/latest/meta-data/'.repeat(100),
];
