/** A message for a queue that calls us back over HTTP. It only names a row; the payload stays in our database. */
export type RemoteMessage = {
  readonly url: string;
  readonly body: string;
  /** Published twice with the same id (within the vendor's window) it is delivered once. */
  readonly dedupeId: string;
  readonly notBefore?: Date;
  /** Messages under one key share a limit of deliveries at once: a tenant's fair share. */
  readonly shareKey: string;
  /** How long one delivery may take before the vendor gives it up. */
  readonly timeoutSeconds: number;
};

export type RemoteSchedule = { readonly id: string; readonly cron: string };

/** Port of a queue outside the database; the adapter is `integrations/qstash`. */
export type RemoteQueue = {
  /** Message ids, in order. Throws when the vendor does not take them. */
  publish(messages: readonly RemoteMessage[]): Promise<string[]>;
  /** Creates the schedule or changes it to this. */
  putSchedule(schedule: RemoteSchedule & { url: string; body: string }): Promise<void>;
  listSchedules(): Promise<RemoteSchedule[]>;
  deleteSchedule(id: string): Promise<void>;
  /** Did the vendor sign this body for this address? Both signing keys count. */
  isAuthentic(call: { signature: string; body: string; url: string }): Promise<boolean>;
};
