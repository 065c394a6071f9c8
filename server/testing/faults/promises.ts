import type { Entry, Outcome } from "./ledger";
import type { World } from "./world";

const MADE = `
  select name as mark, 'createKey' as action from api_keys where tenant_id = any($1)
  union all select description, 'createEndpoint' from webhook_endpoints where tenant_id = any($1)
  union all select replace(name, '.txt', ''), 'uploadFile' from files where tenant_id = any($1)
  union all select flag, 'askForJob' from tenant_flags where tenant_id = any($1)
  union all select body::jsonb -> 'payload' -> 'after' ->> 'legalName', 'saveSettings' from events
    where tenant_id = any($1) and name = 'settings.updated'`;

const ENDED = `
  select id::text, 'revokeKey' as action from api_keys where tenant_id = any($1) and revoked_at is not null
  union all select id::text, 'deleteEndpoint' from webhook_endpoints where tenant_id = any($1) and deleted_at is not null
  union all select id::text, 'deleteFile' from files where tenant_id = any($1) and deleted_at is not null`;

const MAKES = new Set([
  "createKey",
  "createKeyOnce",
  "createEndpoint",
  "uploadFile",
  "askForJob",
  "saveSettings",
]);

/** How often the effect may be there, given what the caller was told. */
const ALLOWED: Record<Outcome, readonly number[]> = {
  done: [1],
  refused: [0],
  failed: [0],
  unknown: [0, 1],
};

/** What callers were told is true: done is there once, refused and failed left nothing, unknown is whole or absent. */
export async function brokenPromises({ stage, tenants, ledger }: World): Promise<string[]> {
  const ids = tenants.map(({ id }) => id);
  const made = await stage.ask<{ mark: string }>(MADE, [ids]);
  const times = Map.groupBy(made, ({ mark }) => mark);
  const ended = await stage.ask<{ id: string; action: string }>(ENDED, [ids]);
  const over = new Set(ended.map(({ id, action }) => `${action} ${id}`));
  return ledger.entries.flatMap((entry) => {
    const { action, about, outcome, mark } = entry;
    if (MAKES.has(action)) {
      const count = times.get(mark)?.length ?? 0;
      return ALLOWED[outcome].includes(count) ? [] : [broken(entry, `is there ${count} times`)];
    }
    const shouldBeOver = outcome === "done" && about && action !== "agreeLimit";
    return shouldBeOver && !over.has(`${action} ${about}`) ? [broken(entry, "did not happen")] : [];
  });
}

const broken = ({ action, mark, outcome }: Entry, what: string): string =>
  `${action} ${mark} ended ${outcome} and ${what}`;
