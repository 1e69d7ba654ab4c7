/** What keeps a data command from its work, in words for the person at the terminal: what is wrong and what to do. */
export class DataFault extends Error {
  override readonly name = 'DataFault';
}
