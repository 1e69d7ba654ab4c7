import { hashPassword, isPasswordHash, unmatchableHash, verifyPassword } from '../../src/desk/password';

test('the right password matches, others do not, and equal passwords have different hashes', async () => {
  const hash = await hashPassword('密码 one');
  expect(hash).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(await verifyPassword('密码 one', hash)).toBe(true);
  expect(await verifyPassword('密码 two', hash)).toBe(false);
  expect(await hashPassword('密码 one')).not.toBe(hash);
  expect(isPasswordHash(hash)).toBe(true);
});

test.each([
  '',
  'plain',
  'scrypt$15$8$3$$',
  'scrypt$99$8$3$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA',
  'scrypt$15$8$3$AAAA$AA',
  'md5$15$8$3$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA',
])('a hash that cannot be read matches nothing: %s', async (hash) => {
  expect(await verifyPassword('', hash)).toBe(false);
  expect(await verifyPassword('plain', hash)).toBe(false);
  expect(isPasswordHash(hash)).toBe(false);
});

test('the stand-in for unknown names costs a real comparison and matches nothing', async () => {
  expect(unmatchableHash()).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(await verifyPassword('', unmatchableHash())).toBe(false);
});

test('a very long password is refused without work', async () => {
  expect(await verifyPassword('x'.repeat(201), await hashPassword('x'))).toBe(false);
});
