import { isUuid } from "@/server/kernel/ids";

declare const checked: unique symbol;
/** A storage key: `<tenantId>/<segment>/…`, built or checked here and nowhere else. */
export type FileKey = string & { readonly [checked]: true };

// No leading dot, so neither `.` nor `..` is a segment; no slash, backslash, NUL or percent sign.
const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** The key of a tenant's object. Throws where the tenant is no uuid or a segment could leave its folder. */
export function fileKey(tenantId: string, ...segments: [string, ...string[]]): FileKey {
  if (!isUuid(tenantId)) throw new Error("file key: tenant id is not a uuid");
  const bad = segments.find((segment) => !SEGMENT.test(segment));
  if (bad !== undefined) throw new Error(`file key: bad segment ${JSON.stringify(bad)}`);
  return [tenantId, ...segments].join("/") as FileKey;
}

/** Checks a key that was stored (a row, a listing) and belongs to the tenant. Throws otherwise. */
export function storedFileKey(tenantId: string, text: string): FileKey {
  const [owner, first, ...rest] = text.split("/");
  if (owner !== tenantId) throw new Error("file key: belongs to another tenant");
  return fileKey(tenantId, first ?? "", ...rest);
}

/** The tenant a key belongs to. */
export const tenantOfKey = (key: FileKey): string => key.slice(0, 36);

/** Is this a folder that `list` takes: all, a tenant's, or one inside it? */
export function isFolder(text: string): boolean {
  if (text === "") return true;
  if (!text.endsWith("/")) return false;
  const [tenantId = "", ...segments] = text.slice(0, -1).split("/");
  return isUuid(tenantId) && segments.every((segment) => SEGMENT.test(segment));
}
