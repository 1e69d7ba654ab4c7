/** Files a customer sent as evidence, kept outside the web root (S9). */
export interface AttachmentStore {
  /** @returns the stored file's description; its id has ≥ 122 random bits */
  put(file: NewAttachment): Promise<StoredAttachment>;
  get(id: string): Promise<(StoredAttachment & { readonly bytes: Buffer }) | undefined>;
  /** How many files this conversation has stored. */
  count(conversationId: string): Promise<number>;
}

export interface NewAttachment {
  readonly conversationId: string;
  readonly name: string;
  /** From the file's own first bytes, never what the client claims. */
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface StoredAttachment {
  readonly id: string;
  readonly conversationId: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly createdAt: number;
}
