import { randomBytes } from 'node:crypto';

/** The server the suites use; `tools/mongo-test-server/with-server` starts one. */
export const mongoUrl: string | undefined = process.env['MONGO_URL'] || undefined;

/** The tests that need a server. Files that hold nothing else are not collected without one (jest.config.js). */
export function withMongo(title: string, tests: (url: string) => void): void {
  if (mongoUrl !== undefined) describe(title, () => tests(mongoUrl));
}

/** A database name of its own for every test. */
export const freshDatabase = (): string => `desk_test_${randomBytes(8).toString('hex')}`;
