import { MongoNetworkError, MongoServerError } from 'mongodb';
import { asStorageError } from '../../src/storage/mongo/mongo-fault';
import { StorageError } from '../../src/storage/storage-error';

const coded = (code: string) => Object.assign(new Error('broken'), { code });

describe('asStorageError', () => {
  test.each([
    ['the driver', new MongoNetworkError('closed'), 'storage_unavailable'],
    ['a write conflict', new MongoServerError({ code: 112 }), 'storage_busy'],
    ['a socket cut off', coded('ECONNRESET'), 'storage_unavailable'],
    ['a pipe without an end', coded('EPIPE'), 'storage_unavailable'],
    ['a write to a closed socket', coded('ERR_STREAM_DESTROYED'), 'storage_unavailable'],
  ])('%s: told as a fault of the store', (_, error, code) => {
    expect(asStorageError(error)).toMatchObject({ code, cause: error });
  });

  test.each([new TypeError('ours'), coded('ERR_INVALID_ARG_TYPE'), new StorageError('storage_busy'), 'text'])(
    'is told as it is: %p',
    (error) => expect(asStorageError(error)).toBe(error),
  );
});
