/** A column that holds sealed values. Every such column stands here, or a key's rotation would leave it behind (test). */
export type SealedColumn = {
  readonly table: string;
  readonly column: string;
  readonly type: "text" | "bytea";
  /** `replace` where the runtime may not update: the row is deleted and written anew, in one transaction. */
  readonly rewrite: "update" | "replace";
};

export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: "integrations", column: "credentials_sealed", type: "text", rewrite: "update" },
  { table: "messages", column: "secrets_sealed", type: "text", rewrite: "update" },
  { table: "totp_factors", column: "secret_sealed", type: "text", rewrite: "update" },
  { table: "webhook_endpoints", column: "secret_sealed", type: "text", rewrite: "update" },
  { table: "webhook_endpoints", column: "previous_secret_sealed", type: "text", rewrite: "update" },
  { table: "idempotency_keys", column: "response", type: "text", rewrite: "update" },
  { table: "event_details", column: "sealed", type: "bytea", rewrite: "replace" },
];
