/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  // tools/mongo-test-server/with-server runs them beside a server; a test that cannot run does not count as passed.
  testPathIgnorePatterns: process.env.MONGO_URL
    ? ['/node_modules/']
    : ['/node_modules/', '/test/storage/mongo/(?!open-mongo)'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } }] },
  testTimeout: 20_000,
};
