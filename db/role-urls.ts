import { createHmac } from "node:crypto";

/** The runtime roles; each signs in by itself, none owns a table or bypasses row-level security. */
export const RUNTIME_ROLES = ["trama_app", "trama_platform", "trama_jobs"] as const;
/** The role whose policy is the search (docs/decisions/0107); `trama_app` takes it, nobody signs in as it. */
export const SEARCH_ROLE = "trama_search";
export type RuntimeRole = (typeof RUNTIME_ROLES)[number];

/** Password of a runtime role, derived from the master key so that no further secret must be kept. */
export function rolePassword(masterKeyBase64: string, role: RuntimeRole): string {
  return createHmac("sha256", Buffer.from(masterKeyBase64, "base64"))
    .update(`database-role:${role}`)
    .digest("base64url");
}

/** The owner's URL with the runtime role's name and password in place of its own. */
export function roleUrl(ownerUrl: string, masterKeyBase64: string, role: RuntimeRole): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = rolePassword(masterKeyBase64, role);
  return url.toString();
}
