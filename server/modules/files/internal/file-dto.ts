import { files } from "@/db/schema/operations";
import type { MediaType } from "../rules";
import type { FileDto } from "../schema";

/** The columns that a DTO needs; the storage key never leaves the server. */
export const fileColumns = {
  id: files.id,
  name: files.name,
  mediaType: files.mediaType,
  sizeBytes: files.sizeBytes,
  sha256: files.sha256,
  createdAt: files.createdAt,
};

type Row = Omit<FileDto, "mediaType" | "createdAt"> & { mediaType: string; createdAt: Date };

export const toFileDto = (row: Row): FileDto => ({
  ...row,
  mediaType: row.mediaType as MediaType,
  createdAt: row.createdAt.toISOString(),
});
