import { createSealed } from '../../../src/desk/sign-in/sealed';
import { ManualClock } from '../../support/manual-clock';

const setUp = (purpose = 'a purpose', secret = 'a secret of 32 bytes or even more') => {
  const clock = new ManualClock();
  return { clock, ...createSealed<{ name: string }>(secret, purpose, 1000, clock) };
};

test('what was sealed opens until its time is over, and cannot be read', () => {
  const { clock, seal, open } = setUp();
  const text = seal({ name: 'secret words' });
  expect(text).toMatch(/^[\w-]+$/);
  expect(Buffer.from(text, 'base64url').toString('latin1')).not.toContain('secret');
  clock.advance(999);
  expect(open(text)).toEqual({ name: 'secret words' });
  clock.advance(1);
  expect(open(text)).toBeUndefined();
});

test('twice the same is sealed differently', () => {
  const { seal } = setUp();
  expect(seal({ name: 'x' })).not.toBe(seal({ name: 'x' }));
});

test('nothing else opens: another purpose, another key, any byte changed, cut or added', () => {
  const text = setUp().seal({ name: 'x' });
  expect(setUp('another purpose').open(text)).toBeUndefined();
  expect(setUp('a purpose', 'another secret of 32 bytes or more').open(text)).toBeUndefined();
  const { open } = setUp();
  const bytes = Buffer.from(text, 'base64url');
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(open(changed.toString('base64url'))).toBeUndefined();
    expect(open(bytes.subarray(0, at).toString('base64url'))).toBeUndefined();
  }
  expect(open(`${text}AAAA`)).toBeUndefined();
  for (const other of ['', '__proto__', '{}', 'A'.repeat(5000)]) expect(open(other)).toBeUndefined();
});
