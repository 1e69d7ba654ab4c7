/** Secrets all nodes of an installation share (keys of tokens, cookies and one-time codes). */
export interface SharedKeys {
  /** Stores the value under this name if there is none yet; answers the one that is stored. */
  getOrPut(name: string, value: string): Promise<string>;
}
