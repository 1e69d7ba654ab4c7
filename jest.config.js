// Suites that need a server, or other people's software; a test that cannot run does not count as passed.
const elsewhere = [
  // tools/mongo-test-server/with-server runs them beside a server.
  ...(process.env.MONGO_URL ? [] : ['/test/storage/mongo/(?!open-mongo)']),
  // tools/sms-peers/with-peers runs them where that software is installed.
  ...(process.env.SMS_PEERS ? [] : ['[/.]peer\\.test\\.ts$']),
];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/test/support/plain-context.cjs',
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['/node_modules/', ...elsewhere],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } }] },
  cacheDirectory: '<rootDir>/.cache/jest',
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  testTimeout: 60_000,
};
