import type { FileKey } from "./file-key";

/** One stored object as a listing shows it. */
export type StoredFile = { readonly key: FileKey; readonly sizeBytes: number };

/**
 * Where bytes live: local disk or S3. Names, media types and rights are rows of `files`.
 * There are no signed links: reads pass our own door, which asks for the permission each time (decision 0018).
 */
export type FileStore = {
  readonly driver: "disk" | "s3";
  /** Writes whole or not at all; an existing key is replaced. */
  put(key: FileKey, bytes: Uint8Array, meta: { mediaType: string }): Promise<void>;
  /** The bytes; throws `NotFound("file")`. */
  get(key: FileKey): Promise<Uint8Array>;
  /** Deletes; a key that is not there is no error. */
  delete(key: FileKey): Promise<void>;
  exists(key: FileKey): Promise<boolean>;
  /** Every key under a folder (`""`, `<tenantId>/`, `<tenantId>/uploads/`), in no promised order. */
  list(folder: string): AsyncIterable<StoredFile>;
};
