import { randomBytes } from 'node:crypto';

/** The server the suites use; `tools/mongo-test-server/with-server` starts one. */
export const mongoUrl: string | undefined = process.env['MONGO_URL'] || undefined;

const howTo = 'tools/mongo-test-server/with-server npx jest --runInBand test/storage/mongo';

/**
 * The tests that need a server. Where none is named they are not collected but for one line that says how to run them.
 */
export function withMongo(title: string, tests: (url: string) => void): void {
  if (mongoUrl !== undefined) {
    describe(title, () => tests(mongoUrl));
  } else {
    test(`${title}: needs a server (${howTo})`, () => expect(mongoUrl).toBeUndefined());
  }
}

/** A database name of its own for every test. */
export const freshDatabase = (): string => `desk_test_${randomBytes(8).toString('hex')}`;
